package io.openinbox.message;

import io.openinbox.account.AccountLinks;
import io.openinbox.db.Database;
import io.openinbox.event.Events;
import io.openinbox.event.NewEvent;
import io.openinbox.idempotency.IdempotencyKeys;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.TeamId;
import io.openinbox.platform.SendOutcome;
import io.openinbox.thread.Thread;
import io.openinbox.thread.Threads;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Records what became of a send, whoever found out: the platform's answer in time or late, its echo, or a look-up. Each
 * outcome is one transaction and is recorded once.
 */
final class SendResults {

    private final Database database;
    private final InboxClock clock;
    private final AccountLinks accountLinks;
    private final Threads threads;
    private final Events events;
    private final IdempotencyKeys keys;
    private final SendStore sends;
    private final MessageStore messages;
    private final ParkedEchoStore parkedEchoes;

    SendResults(
            Database database,
            InboxClock clock,
            AccountLinks accountLinks,
            Threads threads,
            Events events,
            IdempotencyKeys keys) {
        this.database = database;
        this.clock = clock;
        this.accountLinks = accountLinks;
        this.threads = threads;
        this.events = events;
        this.keys = keys;
        this.sends = new SendStore(database);
        this.messages = new MessageStore(database);
        this.parkedEchoes = new ParkedEchoStore(database);
    }

    void record(TeamId team, Conversation conversation, MessageId id, SendOutcome outcome) {
        withOpen(team, conversation, id, send -> {
            switch (outcome) {
                case SendOutcome.Accepted accepted -> accept(team, send, accepted.platformId(), accepted.at());
                case SendOutcome.Refused refused -> refuse(team, send, refused);
                case SendOutcome.Unanswered _ -> leaveUnconfirmed(team, send);
            }
        });
    }

    /** The platform has shown the message under an id. */
    void confirmed(TeamId team, OpenSend found, String platformId, Instant at) {
        withOpen(team, found.conversation(), found.messageId(), send -> accept(team, send, platformId, at));
    }

    /** Nobody waits for the answer any more. */
    void overdue(TeamId team, OpenSend found) {
        withOpen(team, found.conversation(), found.messageId(), send -> leaveUnconfirmed(team, send));
    }

    /** Locks in everyone's order, the account link first; does nothing for a send whose fate is already settled. */
    private void withOpen(TeamId team, Conversation conversation, MessageId id, Consumer<OpenSend> change) {
        database.transaction(() -> {
            accountLinks.lock(team, List.of(conversation.accountLinkId()));
            sends.findOpenForUpdate(team, id).ifPresent(change);
        });
    }

    private void accept(TeamId team, OpenSend send, String platformId, @Nullable Instant at) {
        Message before = messages.get(team, send.messageId());
        Thread thread = thread(team, before);
        List<NewEvent> happened = new ArrayList<>();
        messages.findByPlatformId(team, before.accountLinkId(), platformId)
                .ifPresent(other -> happened.addAll(giveWay(team, other, thread)));
        parkedEchoes.delete(team, before.accountLinkId(), platformId);
        sends.sent(team, send, platformId, at);
        if (before.state() == Message.State.SENDING) {
            happened.addAll(enterThread(team, messages.get(team, before.id()), thread));
        } else {
            threads.messagesChanged(team, before.threadId());
        }
        events.append(team, happened);
    }

    /** Somebody else's row has the id that the platform gave to a send of ours. */
    private List<NewEvent> giveWay(TeamId team, Message other, Thread thread) {
        List<NewEvent> happened = List.of();
        if (other.origin() == Message.Origin.EXTERNAL) {
            // The echo came first, did not look like ours, and was taken for a message written on the platform.
            messages.delete(team, other.id());
            happened = List.of(MessageEvents.deleted(other, thread.contactId(), clock.now()));
        } else {
            // An echo or a look-up was taken for another send with the same text, of which nothing is known then.
            sends.reopen(team, other.id(), clock.now());
        }
        threads.messagesChanged(team, other.threadId());
        return happened;
    }

    private void leaveUnconfirmed(TeamId team, OpenSend send) {
        if (send.state() != Message.State.SENDING) {
            return;
        }
        sends.unconfirmed(team, send.messageId());
        Message message = messages.get(team, send.messageId());
        events.append(team, enterThread(team, message, thread(team, message)));
    }

    private void refuse(TeamId team, OpenSend send, SendOutcome.Refused refused) {
        sends.failed(team, send, refused.refusal(), refused.detail());
        if (!refused.refusal().isFinal()) {
            keys.release(team, send.messageId());
        }
        if (send.state() == Message.State.UNCONFIRMED) {
            Message message = messages.get(team, send.messageId());
            threads.messagesChanged(team, message.threadId());
            events.append(
                    team,
                    List.of(MessageEvents.deleted(message, thread(team, message).contactId(), clock.now())));
        }
    }

    private List<NewEvent> enterThread(TeamId team, Message message, Thread thread) {
        List<NewEvent> happened =
                new ArrayList<>(threads.messageSent(team, message.threadId(), message.id(), message.createdAt()));
        happened.add(MessageEvents.created(message, thread.contactId(), clock.now()));
        return happened;
    }

    private Thread thread(TeamId team, Message message) {
        return Objects.requireNonNull(
                threads.getAll(team, List.of(message.threadId())).get(message.threadId()));
    }
}
