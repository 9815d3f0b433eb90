package io.openinbox.message;

import io.openinbox.account.AccountLinks;
import io.openinbox.db.Database;
import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.TeamId;
import io.openinbox.media.Attachments;
import io.openinbox.platform.Direction;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Tells our own sends, which platforms deliver back to us, from messages written in the platform's own app.
 *
 * <p>While a send to the same person is under way an echo cannot be told apart: it is parked, and settled once that send
 * knows its id, was refused, or is overdue. Then an echo with the id of a send is nothing new; one with the text and time
 * of an unanswered send is that send; anything else was written on the platform.
 */
final class Echoes {

    private static final Logger log = LoggerFactory.getLogger(Echoes.class);

    private final Database database;
    private final InboxClock clock;
    private final AccountLinks accountLinks;
    private final SendTimes times;
    private final SendResults results;
    private final SendStore sends;
    private final ParkedEchoStore parked;
    private final IngestStore ingest;
    private final MessageStore messages;

    Echoes(
            Database database,
            InboxClock clock,
            AccountLinks accountLinks,
            SendTimes times,
            SendResults results,
            Attachments attachments) {
        this.database = database;
        this.clock = clock;
        this.accountLinks = accountLinks;
        this.times = times;
        this.results = results;
        this.sends = new SendStore(database);
        this.parked = new ParkedEchoStore(database);
        this.ingest = new IngestStore(database, attachments);
        this.messages = new MessageStore(database);
    }

    /** Whether there is anything to park at all: what people write to us is no echo. */
    static boolean mayBeAmong(List<IncomingMessage> batch) {
        return batch.stream().anyMatch(incoming -> incoming.message().direction() == Direction.OUTBOUND);
    }

    /**
     * Parks what may be the echo of an open send. Runs in the transaction that ingests the rest, with the account links
     * locked: a send's row is committed before the platform can know of it, so none is overlooked.
     *
     * @return the messages parked
     */
    Set<IncomingMessage> park(TeamId team, List<IncomingMessage> batch) {
        Map<AccountLinkId, List<IncomingMessage>> outbound = batch.stream()
                .filter(incoming -> incoming.message().direction() == Direction.OUTBOUND)
                .collect(Collectors.groupingBy(IncomingMessage::accountLinkId));
        if (outbound.isEmpty()) {
            return Set.of();
        }
        Set<IncomingMessage> unknown = new HashSet<>();
        outbound.forEach((link, echoes) -> {
            Set<String> known = messages.knownPlatformIds(
                    team,
                    link,
                    echoes.stream().map(echo -> echo.message().platformId()).toList());
            echoes.stream()
                    .filter(echo -> !known.contains(echo.message().platformId()))
                    .forEach(unknown::add);
        });
        List<Conversation> open =
                sends.withOpenSends(team, unknown.stream().map(Conversation::of).collect(Collectors.toSet()));
        Set<IncomingMessage> toPark = unknown.stream()
                .filter(echo -> open.contains(Conversation.of(echo)))
                .collect(Collectors.toSet());
        if (!toPark.isEmpty()) {
            Instant now = clock.now();
            parked.insert(team, List.copyOf(toPark), now, now.plus(times.deadline()));
        }
        return toPark;
    }

    /**
     * Settles what is parked in a conversation, as far as no send is under way there. Never throws: what was committed before
     * must not look undone to the caller, and what stays parked is on the queue.
     */
    void settle(TeamId team, Conversation conversation) {
        try {
            boolean more = true;
            while (more) {
                more = settleOldest(team, conversation);
            }
        } catch (DataAccessException | TransactionException e) {
            log.error(
                    "Echoes of account link {} could not be settled and stay parked.", conversation.accountLinkId(), e);
        }
    }

    /**
     * Settles what should have been settled by now: the node that parked it may be gone. The queue is emptied last, so that
     * a node that dies on the way leaves the work to the next.
     */
    void settleDue() {
        Instant now = clock.now();
        for (TeamId team : parked.teamsDue(now)) {
            List<Conversation> conversations = parked.conversations(team);
            conversations.forEach(conversation -> settle(team, conversation));
            database.transaction(() -> {
                parked.removeDue(team, now);
                conversations.stream()
                        .filter(conversation ->
                                parked.oldest(team, conversation).isPresent())
                        .forEach(conversation -> parked.settleLater(team, conversation, now.plus(times.deadline())));
            });
        }
    }

    /**
     * One echo a transaction: both outcomes end with the team's counter, after which no other lock may be taken.
     *
     * @return whether there may be another to settle
     */
    private boolean settleOldest(TeamId team, Conversation conversation) {
        return database.transaction(() -> {
            accountLinks.lock(team, List.of(conversation.accountLinkId()));
            Instant now = clock.now();
            List<OpenSend> open = sends.open(team, conversation);
            Optional<IncomingMessage> oldest = parked.oldest(team, conversation);
            if (oldest.isEmpty() || open.stream().anyMatch(send -> send.isInFlight(now))) {
                return false;
            }
            IncomingMessage echo = oldest.get();
            parked.delete(team, conversation.accountLinkId(), echo.message().platformId());
            Optional<OpenSend> ours = messages.knownPlatformIds(
                                    team,
                                    conversation.accountLinkId(),
                                    List.of(echo.message().platformId()))
                            .isEmpty()
                    ? match(open, echo)
                    : Optional.empty();
            ours.ifPresentOrElse(
                    send -> results.confirmed(
                            team,
                            send,
                            echo.message().platformId(),
                            echo.message().at()),
                    () -> ingest.write(team, List.of(echo), false, now));
            return true;
        });
    }

    private static Optional<OpenSend> match(List<OpenSend> open, IncomingMessage echo) {
        return open.stream()
                .filter(send ->
                        send.matches(echo.message().text(), echo.message().at()))
                .findFirst();
    }
}
