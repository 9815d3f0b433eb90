package io.openinbox.draft;

import io.openinbox.db.Database;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.ThreadId;
import io.openinbox.thread.Threads;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Members' drafts. They are their writer's alone, so the log says nothing of them. */
public final class Drafts {

    /** Longer than any platform's message. */
    private static final int LONGEST = 50_000;

    private final InboxClock clock;
    private final Threads threads;
    private final DraftStore store;

    public Drafts(Database database, InboxClock clock, Threads threads) {
        this.clock = clock;
        this.threads = threads;
        this.store = new DraftStore(database);
    }

    /** @throws InboxException {@code THREAD_NOT_FOUND} */
    public Optional<Draft> find(TeamId team, MemberId member, ThreadId thread) {
        threads.get(team, thread);
        return store.find(team, member, thread);
    }

    /** In which of the given threads a member has begun an answer. */
    public Set<ThreadId> begun(TeamId team, MemberId member, Collection<ThreadId> among) {
        return among.isEmpty() ? Set.of() : store.begun(team, member, among);
    }

    /**
     * Keeps what a member has written so far; an empty text is no draft any more.
     *
     * @throws InboxException {@code THREAD_NOT_FOUND}; {@code INVALID_REQUEST} when it is longer than any message
     */
    public void keep(TeamId team, MemberId member, ThreadId thread, String content, @Nullable MessageId replyTo) {
        threads.get(team, thread);
        if (content.length() > LONGEST) {
            throw new InboxException(
                    ErrorCode.INVALID_REQUEST,
                    "content: a draft takes at most " + LONGEST + " characters.",
                    Map.of("path", "content"));
        }
        if (content.isEmpty()) {
            store.delete(team, member, thread);
        } else {
            store.put(team, member, new Draft(thread, content, replyTo, clock.now()));
        }
    }
}
