package io.openinbox.server.v1;

import io.openinbox.kernel.AccountLinkId;
import io.openinbox.thread.ThreadFilter;
import io.openinbox.thread.ThreadQuery;
import io.openinbox.thread.View;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The question {@code GET /threads} asks, read from its query. */
final class ThreadListV1 {

    private static final int DEFAULT_LIMIT = 20;
    private static final int MOST = 100;

    /** Three generations of clients call the view by different names. */
    private static final List<String> VIEW_NAMES = List.of("inbox", "view", "inboxView");

    /** Filters of the contract that no operation here can answer yet. */
    private static final List<String> LATER_FILTERS = List.of("tags", "statuses", "assignees");

    private ThreadListV1() {}

    /** Empty where nothing can match, whatever the database holds. */
    static Optional<ThreadQuery> read(InputV1 query) {
        Optional<InputV1> filters = query.object("filters");
        var asked = new ThreadQuery(
                view(query),
                accountLinks(query),
                ThreadFilter.NONE,
                filters.map(ThreadListV1::isAscending).orElse(false),
                CursorV1.read(query),
                (int) query.number("limit", 1, MOST).orElse(DEFAULT_LIMIT));
        filters.ifPresent(ThreadListV1::requireAnswerable);
        return filters.map(ThreadListV1::namesCampaigns).orElse(false) ? Optional.empty() : Optional.of(asked);
    }

    private static View view(InputV1 query) {
        List<String> given = VIEW_NAMES.stream()
                .flatMap(name -> query.text(name).stream())
                .distinct()
                .toList();
        if (given.size() > 1) {
            throw InputV1.invalid("inbox: was given twice, as " + String.join(" and ", given) + "; send one.");
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
            default -> throw InputV1.invalid("inbox: must be default, no-reply, requests, archived or all.");
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

    private static void requireAnswerable(InputV1 filters) {
        for (String name : LATER_FILTERS) {
            if (filters.object(name).isPresent()) {
                throw InputV1.invalid(filters.path(name) + ": this server cannot filter by it; leave it out.");
            }
        }
    }

    /** There are no campaigns, so every thread is one without, and none is of a given one. */
    private static boolean namesCampaigns(InputV1 filters) {
        return filters.object("campaigns")
                .filter(campaigns -> !campaigns.texts("selectedIds").isEmpty()
                        && !campaigns.flag("noCampaign").orElse(false))
                .isPresent();
    }
}
