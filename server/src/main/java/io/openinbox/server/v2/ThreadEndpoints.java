package io.openinbox.server.v2;

import io.openinbox.kernel.Cursor;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.NewValue;
import io.openinbox.kernel.Page;
import io.openinbox.kernel.ThreadId;
import io.openinbox.message.ThreadActions;
import io.openinbox.server.manner.Fields;
import io.openinbox.server.manner.PageCursor;
import io.openinbox.server.manner.Query;
import io.openinbox.server.manner.Request;
import io.openinbox.thread.Assignment;
import io.openinbox.thread.Thread;
import io.openinbox.thread.ThreadChange;
import io.openinbox.thread.Threads;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

final class ThreadEndpoints {

    private final Threads threads;
    private final ThreadActions actions;
    private final ThreadListV2 lists;
    private final AvailablePlatforms platforms;
    private final ThreadAnswers answers;

    ThreadEndpoints(
            Threads threads,
            ThreadActions actions,
            ThreadListV2 lists,
            AvailablePlatforms platforms,
            ThreadAnswers answers) {
        this.threads = threads;
        this.actions = actions;
        this.lists = lists;
        this.platforms = platforms;
        this.answers = answers;
    }

    PageV2<ThreadV2> list(Request request) {
        Query query = request.query();
        Set<String> expand = ExpandV2.read(query, ThreadAnswers.EXPANSIONS);
        ThreadListV2.Question question = lists.read(query);
        Cursor after = PageCursor.read(query, question);
        Page<Thread> page = lists.threadQuery(request.team(), question, after, PageV2.limit(query))
                .map(asked -> threads.list(request.team(), asked))
                .orElseGet(() -> new Page<>(List.of(), Optional.empty()));
        return new PageV2<>(answers.all(request.team(), page.items(), expand), PageCursor.write(page.next(), question));
    }

    ThreadV2 get(Request request) {
        String id = request.id("threadId");
        Set<String> expand = ExpandV2.read(request.query(), ThreadAnswers.EXPANSIONS);
        return answers.one(request.team(), require(request, id), expand);
    }

    ThreadV2 update(Request request) {
        String id = request.id("threadId");
        Fields body = request.body("archived", "unread", "assigneeId", "typingIndicators");
        Boolean archived = body.flag("archived").orElse(null);
        Boolean unread = body.flag("unread").orElse(null);
        String assignee =
                body.isNull("assigneeId") ? null : body.id("assigneeId").orElse(null);
        NewValue<Boolean> typing = body.word("typingIndicators", ThreadV2.TYPING_INDICATORS)
                .map(word -> new NewValue<>(ThreadV2.typingIndicatorsEnabled(word)))
                .orElse(null);
        ThreadId thread = require(request, id).id();
        Assignment assignment = assignment(body, assignee);
        try {
            return answers.one(
                    request.team(),
                    actions.update(request.team(), thread, new ThreadChange(archived, unread, assignment, typing)),
                    Set.of());
        } catch (InboxException refusal) {
            throw MembersV2.unknownIn(body, "assigneeId", refusal);
        }
    }

    Deletion delete(Request request) {
        ThreadId thread = require(request, request.id("threadId")).id();
        boolean onPlatform = actions.delete(request.team(), thread);
        return new Deletion(onPlatform ? "remoteAndLocal" : "local");
    }

    private static @Nullable Assignment assignment(Fields body, @Nullable String assignee) {
        if (!body.has("assigneeId")) {
            return null;
        }
        return assignee == null
                ? new Assignment.ContactsDefault()
                : new Assignment.To(MembersV2.named(body, "assigneeId", assignee));
    }

    private Thread require(Request request, String id) {
        Thread thread = threads.get(request.team(), IdsV2.thread(id));
        var _ = platforms.require(thread.platform());
        return thread;
    }

    /** @param scope {@code remoteAndLocal} where the platform has deleted it, too */
    record Deletion(String scope) {}
}
