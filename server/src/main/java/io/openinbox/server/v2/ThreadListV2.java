package io.openinbox.server.v2;

import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.ContactId;
import io.openinbox.kernel.Cursor;
import io.openinbox.kernel.Id;
import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.StatusId;
import io.openinbox.kernel.TagId;
import io.openinbox.kernel.TeamId;
import io.openinbox.pipeline.Status;
import io.openinbox.pipeline.Statuses;
import io.openinbox.pipeline.Tag;
import io.openinbox.pipeline.Tags;
import io.openinbox.platform.Platform;
import io.openinbox.server.manner.InvalidRequest;
import io.openinbox.server.manner.Query;
import io.openinbox.thread.ThreadFilter;
import io.openinbox.thread.ThreadFilter.Choice;
import io.openinbox.thread.ThreadQuery;
import io.openinbox.thread.View;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The question {@code GET /threads} asks. */
final class ThreadListV2 {

    private static final List<String> FOLDERS = List.of("inbox", "noReply", "requests", "archived", "all");
    private static final List<String> ORDERS = List.of("desc", "asc");

    private final AvailablePlatforms platforms;
    private final Tags tags;
    private final Statuses statuses;

    ThreadListV2(AvailablePlatforms platforms, Tags tags, Statuses statuses) {
        this.platforms = platforms;
        this.tags = tags;
        this.statuses = statuses;
    }

    /** Reads what the query says, whether or not the team has it. */
    Question read(Query query) {
        Set<String> assignees = query.ids("assigneeId");
        boolean unassigned = query.flag("unassigned").orElse(false);
        if (unassigned && !assignees.isEmpty()) {
            throw InvalidRequest.of("unassigned", "cannot go together with assigneeId; send one of them.");
        }
        return new Question(
                query.word("folder", FOLDERS).orElse("inbox"),
                PageV2.sorted(query.ids("accountLinkId")),
                PageV2.sorted(query.texts("platform")),
                PageV2.sorted(query.ids("contactId")),
                PageV2.sorted(query.texts("tag")),
                PageV2.sorted(query.texts("status")),
                PageV2.sorted(assignees),
                unassigned,
                PageV2.sorted(query.ids("campaignId")),
                query.text("q").orElse(null),
                query.word("order", ORDERS).orElse("desc").equals("asc"));
    }

    /** Empty where nothing can match, whatever the database holds: there are no campaigns. */
    Optional<ThreadQuery> threadQuery(TeamId team, Question question, @Nullable Cursor after, int limit) {
        Set<Platform> asked = question.platforms.stream().map(platforms::named).collect(Collectors.toSet());
        if (!question.campaigns.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ThreadQuery(
                view(question.folder),
                orNull(ids(question.accountLinks, AccountLinkId::parse), question.accountLinks),
                new ThreadFilter(
                        orNull(asked, question.platforms),
                        orNull(ids(question.contacts, ContactId::parse), question.contacts),
                        tags(team, question.tags),
                        statuses(team, question.statuses),
                        assignees(question),
                        question.text),
                question.ascending,
                after,
                limit));
    }

    private static View view(String folder) {
        return switch (folder) {
            case "noReply" -> View.WAITING;
            case "requests" -> View.REQUESTS;
            case "archived" -> View.ARCHIVED;
            case "all" -> View.ALL;
            default -> View.DEFAULT;
        };
    }

    /** A name nothing has stays a wish that nothing fulfils; dropping it silently would widen the answer. */
    private @Nullable Choice<TagId> tags(TeamId team, List<String> refs) {
        return choice(ids(refs, ref -> tags.find(team, ref).map(Tag::id)), refs);
    }

    private @Nullable Choice<StatusId> statuses(TeamId team, List<String> refs) {
        return choice(ids(refs, ref -> statuses.find(team, ref).map(Status::id)), refs);
    }

    private static @Nullable Choice<MemberId> assignees(Question question) {
        return question.unassigned
                ? new Choice<>(Set.of(), true)
                : choice(ids(question.assignees, MemberId::parse), question.assignees);
    }

    private static <I extends Id> @Nullable Choice<I> choice(Set<I> ids, List<String> asked) {
        return asked.isEmpty() ? null : new Choice<>(ids, false);
    }

    private static <T> @Nullable Set<T> orNull(Set<T> values, Collection<String> asked) {
        return asked.isEmpty() ? null : values;
    }

    private static <I> Set<I> ids(List<String> texts, Function<String, Optional<I>> find) {
        return texts.stream().flatMap(text -> find.apply(text).stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** In words that are the same on every page, which is what cursors are bound to. */
    record Question(
            String folder,
            List<String> accountLinks,
            List<String> platforms,
            List<String> contacts,
            List<String> tags,
            List<String> statuses,
            List<String> assignees,
            boolean unassigned,
            List<String> campaigns,
            @Nullable String text,
            boolean ascending) {}
}
