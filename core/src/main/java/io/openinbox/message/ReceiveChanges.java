package io.openinbox.message;

import io.openinbox.account.AccountLinks;
import io.openinbox.account.TeamLink;
import io.openinbox.db.Database;
import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.TeamId;
import io.openinbox.message.EarlyChangeStore.EarlyChange;
import io.openinbox.platform.Inbound;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;

/**
 * Takes in what platforms say has happened to messages. What comes before its message waits for it: platforms promise no
 * order, and a message of ours has no platform id here until the platform's answer is recorded.
 */
public final class ReceiveChanges {

    private static final Logger log = LoggerFactory.getLogger(ReceiveChanges.class);

    private static final List<Duration> TRIES = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            Duration.ofHours(1));

    /** A message that has not come in a day was written before the account was linked, or is never going to. */
    private static final Duration PATIENCE = Duration.ofDays(1);

    private static final int BATCH = 100;

    private final Database database;
    private final InboxClock clock;
    private final AccountLinks accountLinks;
    private final MessageChanges changes;
    private final MessageStore messages;
    private final EarlyChangeStore early;

    ReceiveChanges(Database database, InboxClock clock, AccountLinks accountLinks, MessageChanges changes) {
        this.database = database;
        this.clock = clock;
        this.accountLinks = accountLinks;
        this.changes = changes;
        this.messages = new MessageStore(database);
        this.early = new EarlyChangeStore(database);
    }

    void receive(TeamLink owner, Inbound.OnMessage told) {
        database.transaction(() -> {
            if (!apply(owner.teamId(), owner.accountLinkId(), told)) {
                Instant now = clock.now();
                early.insert(
                        owner.teamId(),
                        UUID.randomUUID(),
                        owner.accountLinkId(),
                        told,
                        now,
                        now.plus(TRIES.getFirst()));
            }
        });
    }

    /** Looks for the messages of what came too early. */
    public void run() {
        Instant now = clock.now();
        for (TeamId team : early.teamsDue(now)) {
            List<EarlyChange> due =
                    database.transaction(() -> early.claimDue(team, now, change -> nextTry(change, now), BATCH));
            due.forEach(change -> tryAgain(team, change, now));
        }
    }

    private void tryAgain(TeamId team, EarlyChange change, Instant now) {
        try {
            database.transaction(() -> {
                boolean isOver = apply(team, change.accountLinkId(), change.told())
                        || change.receivedAt().plus(PATIENCE).isBefore(now);
                if (isOver) {
                    early.delete(team, change, nextTry(change, now));
                }
            });
        } catch (DataIntegrityViolationException e) {
            log.error("A change of a message of account link {} could not be stored.", change.accountLinkId(), e);
        } catch (DataAccessException | TransactionException e) {
            log.warn("A change of a message of account link {} has to wait.", change.accountLinkId(), e);
        }
    }

    private static Instant nextTry(EarlyChange change, Instant now) {
        return now.plus(TRIES.get(Math.min(change.tries() + 1, TRIES.size() - 1)));
    }

    /** Returns false when the message is not there yet. */
    private boolean apply(TeamId team, AccountLinkId link, Inbound.OnMessage told) {
        accountLinks.lock(team, List.of(link));
        Optional<Message> message = messages.findByPlatformId(team, link, told.messagePlatformId());
        message.ifPresent(found -> changes.apply(team, found.id(), told));
        return message.isPresent();
    }
}
