package io.openinbox.message;

import io.openinbox.db.Database;
import io.openinbox.kernel.Cursor;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.Page;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.ThreadId;
import io.openinbox.thread.Threads;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads messages. */
public final class Messages {

    private final Threads threads;
    private final MessageStore store;

    public Messages(Database database, Threads threads) {
        this.threads = threads;
        this.store = new MessageStore(database);
    }

    /**
     * A thread's messages, newest first; those the platform has not taken are left out.
     *
     * @throws InboxException {@code THREAD_NOT_FOUND}
     */
    public Page<Message> list(TeamId team, ThreadId thread, @Nullable Cursor after, int limit) {
        threads.get(team, thread);
        return Page.of(
                store.list(team, thread, after, limit + 1),
                limit,
                message -> new Cursor(message.createdAt(), message.id().value()));
    }

    /** Those of the given messages that exist, in whatever state. */
    public Map<MessageId, Message> getAll(TeamId team, Collection<MessageId> ids) {
        return store.getAll(team, ids).stream().collect(Collectors.toMap(Message::id, Function.identity()));
    }
}
