package io.openinbox.thread;

import io.openinbox.db.Database;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.ThreadId;
import java.util.Collection;
import java.util.List;

/** What each member has read. Nobody else sees it, so the log says nothing of it. */
public final class ReadPositions {

    /** Counting stops where a number stops helping. */
    public static final int MOST_UNREAD = 100;

    private final ReadPositionStore store;

    public ReadPositions(Database database) {
        this.store = new ReadPositionStore(database);
    }

    /** Where a member stands in each of the given threads; unknown ones are left out. */
    public List<ReadPosition> of(TeamId team, MemberId member, Collection<ThreadId> threads) {
        return threads.isEmpty() ? List.of() : store.of(team, member, threads, MOST_UNREAD);
    }

    /**
     * Moves a member's position forward; an older message than the one they have read changes nothing.
     *
     * @throws InboxException {@code MESSAGE_NOT_FOUND} when the thread has no such message
     */
    public void read(TeamId team, MemberId member, ThreadId thread, MessageId message) {
        if (!store.advance(team, member, thread, message)) {
            throw new InboxException(
                    ErrorCode.MESSAGE_NOT_FOUND, "messageId: there is no such message in this thread.");
        }
    }
}
