package io.openinbox.message;

import io.openinbox.db.Database;
import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.Cursor;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.Page;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.ThreadId;
import io.openinbox.thread.Threads;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads messages. */
public final class Messages {

    private final Threads threads;
    private final MessageStore store;
    private final MessageChangeStore changes;

    public Messages(Database database, Threads threads) {
        this.threads = threads;
        this.store = new MessageStore(database);
        this.changes = new MessageChangeStore(database);
    }

    /**
     * A thread's messages, newest first; those the platform has not taken are left out.
     *
     * @throws InboxException {@code THREAD_NOT_FOUND}
     */
    public Page<Message> list(TeamId team, ThreadId thread, @Nullable Cursor after, int limit) {
        return list(team, thread, false, after, limit);
    }

    /** As above, in either order. */
    public Page<Message> list(TeamId team, ThreadId thread, boolean ascending, @Nullable Cursor after, int limit) {
        threads.get(team, thread);
        return Page.of(
                store.list(team, thread, ascending, after, limit + 1),
                limit,
                message -> new Cursor(message.createdAt(), message.id().value()));
    }

    /**
     * A message a client may know of: one that is still on its way, too, and none that the platform refused.
     *
     * @throws InboxException {@code MESSAGE_NOT_FOUND}, also for those of a deleted thread
     */
    public Message known(TeamId team, MessageId id) {
        Message message = getAll(team, List.of(id)).get(id);
        if (message == null || message.state() == Message.State.FAILED || !threads.isLive(team, message.threadId())) {
            throw new InboxException(ErrorCode.MESSAGE_NOT_FOUND, "There is no such message in this team.");
        }
        return message;
    }

    /** When something last came in over an account, and when something was last sent over it from here. */
    public LinkActivity lastActivity(TeamId team, AccountLinkId link) {
        return store.lastActivity(team, link);
    }

    /** Those of the given messages that exist, in whatever state. */
    public Map<MessageId, Message> getAll(TeamId team, Collection<MessageId> ids) {
        return store.getAll(team, ids).stream().collect(Collectors.toMap(Message::id, Function.identity()));
    }

    /**
     * A message that stands in the list of a thread.
     *
     * @throws InboxException {@code MESSAGE_NOT_FOUND}, also for one whose thread was deleted
     */
    public Message get(TeamId team, MessageId id) {
        return store.getAll(team, List.of(id)).stream()
                .filter(message ->
                        message.state() == Message.State.SENT || message.state() == Message.State.UNCONFIRMED)
                .filter(message -> threads.isLive(team, message.threadId()))
                .findFirst()
                .orElseThrow(Messages::notFound);
    }

    /**
     * As above, of a given thread.
     *
     * @throws InboxException {@code THREAD_NOT_FOUND}, {@code MESSAGE_NOT_FOUND}
     */
    public Message get(TeamId team, ThreadId thread, MessageId id) {
        threads.get(team, thread);
        Message message = get(team, id);
        if (!message.threadId().equals(thread)) {
            throw notFound();
        }
        return message;
    }

    /**
     * Everything the message ever said.
     *
     * @throws InboxException {@code MESSAGE_NOT_FOUND}
     */
    public MessageHistory history(TeamId team, MessageId id) {
        Message message = get(team, id);
        List<MessageChangeStore.Version> versions = changes.versions(team, message);
        Optional<MessageChangeStore.Deletion> deletion = changes.deletion(team, id);
        return new MessageHistory(
                message,
                versions.stream()
                        .map(version -> new MessageHistory.Version(
                                version.content(), version.entities(), version.at(), version.origin()))
                        .toList(),
                deletion.map(gone ->
                        new MessageHistory.Deletion(gone.at(), gone.forAll(), gone.origin(), gone.authorPlatformId())),
                versions.stream().allMatch(MessageChangeStore.Version::isPlatformTime)
                        && deletion.map(MessageChangeStore.Deletion::isPlatformTime)
                                .orElse(true));
    }

    private static InboxException notFound() {
        return new InboxException(ErrorCode.MESSAGE_NOT_FOUND, "There is no such message in this team.");
    }
}
