package io.openinbox.server.v1;

import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.Id;
import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.StatusId;
import io.openinbox.kernel.TagId;
import io.openinbox.thread.ThreadFilter;
import io.openinbox.thread.ThreadFilter.Choice;
import io.openinbox.thread.ThreadQuery;
import io.openinbox.thread.View;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The question {@code GET /threads} asks, read from its query. */
final class ThreadListV1 {

    private static final int DEFAULT_LIMIT = 20;
    private static final int MOST = 100;

    /** Three generations of clients call the view by different names. */
    private static final List<String> VIEW_NAMES = List.of("inbox", "view", "inboxView");

    private ThreadListV1() {}

    /** Empty where nothing can match, whatever the database holds. */
    static Optional<ThreadQuery> read(InputV1 query) {
        Optional<InputV1> filters = query.object("filters");
        ThreadFilter filter = filters.map(ThreadListV1::filter).orElse(ThreadFilter.NONE);
        var asked = new ThreadQuery(
                view(query),
                accountLinks(query),
                filter,
                filters.map(ThreadListV1::isAscending).orElse(false),
                CursorV1.read(query),
                (int) query.number("limit", 1, MOST).orElse(DEFAULT_LIMIT));
        boolean isHopeless = filters.map(ThreadListV1::namesCampaigns).orElse(false)
                || Stream.of(filter.tags(), filter.statuses(), filter.assignees())
                        .anyMatch(choice -> choice != null && choice.ids().isEmpty() && !choice.orNone());
        return isHopeless ? Optional.empty() : Optional.of(asked);
    }

    private static ThreadFilter filter(InputV1 filters) {
        return new ThreadFilter(
                null,
                null,
                choice(filters, "tags", "noTags", TagId::parse),
                choice(filters, "statuses", "noStatus", StatusId::parse),
                choice(filters, "assignees", "noAssignee", MemberId::parse),
                null);
    }

    /** Ids and none of them add up. What is no id of ours stays a wish that nothing fulfils. */
    private static <I extends Id> @Nullable Choice<I> choice(
            InputV1 filters, String name, String noneName, Function<String, Optional<I>> parse) {
        return filters.object(name)
                .flatMap(filter -> {
                    List<String> texts = filter.texts("selectedIds");
                    boolean orNone = filter.flag(noneName).orElse(false);
                    Set<I> ids = texts.stream()
                            .flatMap(text -> parse.apply(text).stream())
                            .collect(Collectors.toUnmodifiableSet());
                    return texts.isEmpty() && !orNone
                            ? Optional.<Choice<I>>empty()
                            : Optional.of(new Choice<>(ids, orNone));
                })
                .orElse(null);
    }

    private static View view(InputV1 query) {
        List<String> names =
                VIEW_NAMES.stream().filter(name -> query.text(name).isPresent()).toList();
        List<String> given = names.stream()
                .flatMap(name -> query.text(name).stream())
                .distinct()
                .toList();
        if (given.size() > 1) {
            throw InputV1.invalid(
                    String.join(", ", names) + ": say " + String.join(" and ", given) + " for one view; send one.");
        }
        if (given.isEmpty()) {
            return View.DEFAULT;
        }
        return switch (given.getFirst()) {
            case "default" -> View.DEFAULT;
            case "no-reply" -> View.NO_REPLY;
            case "requests" -> View.REQUESTS;
            case "archived" -> View.ARCHIVED;
            case "all" -> View.ALL;
            default ->
                throw InputV1.invalid(names.getFirst() + ": must be default, no-reply, requests, archived or all.");
        };
    }

    static @Nullable Set<AccountLinkId> accountLinks(InputV1 query) {
        List<String> plural = query.texts("accountLinkIds");
        List<String> texts = plural.isEmpty() ? query.texts("accountLinkId") : plural;
        if (texts.isEmpty()) {
            return null;
        }
        // What is no id of ours stays a wish that nothing fulfils; dropping it silently would widen the answer.
        Set<AccountLinkId> ids = new LinkedHashSet<>();
        texts.forEach(text -> AccountLinkId.parse(text).ifPresent(ids::add));
        return ids;
    }

    private static boolean isAscending(InputV1 filters) {
        return switch (filters.text("sortOrder").orElse("desc")) {
            case "asc" -> true;
            case "desc" -> false;
            default -> throw InputV1.invalid(filters.path("sortOrder") + ": must be asc or desc.");
        };
    }

    /** There are no campaigns, so every thread is one without, and none is of a given one. */
    private static boolean namesCampaigns(InputV1 filters) {
        return filters.object("campaigns")
                .filter(campaigns -> !campaigns.texts("selectedIds").isEmpty()
                        && !campaigns.flag("noCampaign").orElse(false))
                .isPresent();
    }
}
