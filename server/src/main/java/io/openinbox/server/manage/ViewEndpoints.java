package io.openinbox.server.manage;

import io.openinbox.db.Database;
import io.openinbox.draft.Drafts;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.ThreadId;
import io.openinbox.server.manner.Request;
import io.openinbox.thread.ReadPosition;
import io.openinbox.thread.ReadPositions;
import io.openinbox.thread.ThreadCounts;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What of the views is the reader's own: how many threads wait in each, and what of a thread they have not seen. */
final class ViewEndpoints {

    private static final int MOST_MARKS = 100;

    private final Database database;
    private final ReadPositions positions;
    private final Drafts drafts;
    private final Reader reader;

    ViewEndpoints(Database database, ReadPositions positions, Drafts drafts, Reader reader) {
        this.database = database;
        this.positions = positions;
        this.drafts = drafts;
        this.reader = reader;
    }

    Counts counts(Request request) {
        ThreadCounts counts = ThreadCounts.of(database, request.team(), reader.member(request));
        return new Counts(
                Count.of(counts.inbox()),
                Count.of(counts.noReply()),
                Count.of(counts.requests()),
                Count.of(counts.mine()),
                Count.of(counts.unassigned()));
    }

    Marks marks(Request request) {
        MemberId member = reader.member(request);
        Set<ThreadId> threads = request.query().texts("threadId", MOST_MARKS).stream()
                .map(ThreadId::parse)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        Set<ThreadId> begun = drafts.begun(request.team(), member, threads);
        return new Marks(positions.of(request.team(), member, threads).stream()
                .map(position -> Mark.of(position, begun.contains(position.threadId())))
                .toList());
    }

    void read(Request request) {
        MessageId message = MessageId.parse(request.body("messageId").requiredId("messageId"))
                .orElseThrow(() -> new InboxException(
                        ErrorCode.MESSAGE_NOT_FOUND, "messageId: there is no such message in this thread."));
        positions.read(request.team(), reader.member(request), Reader.thread(request), message);
    }

    /** @param noReply threads of the inbox in which the other side acted last */
    record Counts(Count inbox, Count noReply, Count requests, Count mine, Count unassigned) {}

    /** @param more whether there may be more than the value: counting ends at {@link ThreadCounts#MOST} */
    record Count(int value, boolean more) {

        static Count of(int value) {
            return new Count(value, value >= ThreadCounts.MOST);
        }
    }

    record Marks(List<Mark> data) {}

    record Mark(String threadId, int unreadCount, @Nullable String readUpToMessageId, boolean hasDraft) {

        static Mark of(ReadPosition position, boolean hasDraft) {
            MessageId readUpTo = position.readUpTo();
            return new Mark(
                    position.threadId().text(), position.unread(), readUpTo == null ? null : readUpTo.text(), hasDraft);
        }
    }
}
