package io.openinbox.message;

import io.openinbox.db.Database;
import io.openinbox.event.Events;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.ThreadId;
import io.openinbox.thread.Thread;
import io.openinbox.thread.Threads;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a team still has to know or decide about its sends. */
public final class PendingSends {

    private final Database database;
    private final InboxClock clock;
    private final Threads threads;
    private final Events events;
    private final SendMessage sendMessage;
    private final PendingSendStore store;
    private final MessageStore messages;

    public PendingSends(Database database, InboxClock clock, Threads threads, Events events, SendMessage sendMessage) {
        this.database = database;
        this.clock = clock;
        this.threads = threads;
        this.events = events;
        this.sendMessage = sendMessage;
        this.store = new PendingSendStore(database);
        this.messages = new MessageStore(database);
    }

    /**
     * A thread's messages that are under way, refused or unconfirmed, oldest first, without those a member has discarded.
     *
     * @throws InboxException {@code THREAD_NOT_FOUND}
     */
    public List<PendingSend> list(TeamId team, ThreadId thread) {
        threads.get(team, thread);
        return withMessages(team, store.list(team, thread));
    }

    /**
     * Sends a refused message anew and lets the refused one go. Only a refusal allows that: what was never answered for may
     * have arrived.
     *
     * @throws InboxException {@code MESSAGE_NOT_FOUND}, {@code MESSAGE_NOT_MODIFIABLE} unless it was refused, and whatever
     *     sending throws: then the refused message stays
     */
    public Sent retry(TeamId team, MessageId id, Actor by, @Nullable String idempotencyKey) {
        Message message = messages.get(
                team, store.find(team, id).orElseThrow(PendingSends::notFound).messageId());
        if (message.state() != Message.State.FAILED) {
            throw new InboxException(
                    ErrorCode.UNACCEPTABLE_VALUE,
                    "Only a message that was refused can be sent anew; this one may have arrived.");
        }
        Sent sent = sendMessage.toThread(
                team, message.threadId(), new Draft(message.content(), replyTo(message), by, idempotencyKey));
        store.discard(team, id, clock.now());
        return sent;
    }

    /**
     * Takes note of a refused message, or gives an unconfirmed one up: it counts as deleted here.
     *
     * @throws InboxException {@code MESSAGE_NOT_FOUND}, also for a message that is under way or sent
     */
    public void discard(TeamId team, MessageId id) {
        database.transaction(() -> {
            Message message = messages.get(team, store.lockSettled(team, id).orElseThrow(PendingSends::notFound));
            store.discard(team, id, clock.now());
            if (message.state() == Message.State.UNCONFIRMED) {
                store.markDeleted(team, id, clock.now());
                Thread thread = Objects.requireNonNull(
                        threads.getAll(team, List.of(message.threadId())).get(message.threadId()));
                events.append(
                        team, List.of(MessageEvents.deleted(messages.get(team, id), thread.contactId(), clock.now())));
            }
            return id;
        });
    }

    private static @Nullable MessageId replyTo(Message message) {
        Reply reply = message.reply();
        return reply == null ? null : reply.messageId();
    }

    private List<PendingSend> withMessages(TeamId team, List<PendingSendStore.Row> rows) {
        Map<MessageId, Message> found =
                messages
                        .getAll(
                                team,
                                rows.stream()
                                        .map(PendingSendStore.Row::messageId)
                                        .toList())
                        .stream()
                        .collect(Collectors.toMap(Message::id, Function.identity()));
        return rows.stream()
                .filter(row -> found.containsKey(row.messageId()))
                .map(row -> new PendingSend(
                        Objects.requireNonNull(found.get(row.messageId())), row.refusal(), row.detail()))
                .toList();
    }

    private static InboxException notFound() {
        return new InboxException(
                ErrorCode.MESSAGE_NOT_FOUND, "There is no message here that was refused or left unconfirmed.");
    }
}
