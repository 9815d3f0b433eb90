package io.openinbox.account;

import io.openinbox.db.Database;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.TeamId;
import io.openinbox.platform.AccountAccess;
import io.openinbox.platform.PlatformException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.transaction.TransactionException;

/** A linked account's credentials, encrypted in the database and renewed under a row lock. */
final class StoredAccess implements AccountAccess {

    private static final Logger log = LoggerFactory.getLogger(StoredAccess.class);

    /** A part of what a connector's call may take: the platform still has to be asked afterwards. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);

    private final Database database;
    private final CredentialStore credentials;
    private final AccountLinkStore links;
    private final InboxClock clock;
    private final TeamId team;
    private final AccountLink link;
    private final Lock turn;
    private final String current;

    /** @param current read before, not when the connector asks: a database that fails then leaves open what was sent */
    StoredAccess(
            Database database,
            CredentialStore credentials,
            AccountLinkStore links,
            InboxClock clock,
            TeamId team,
            AccountLink link,
            Lock turn,
            String current) {
        this.database = database;
        this.credentials = credentials;
        this.links = links;
        this.clock = clock;
        this.team = team;
        this.link = link;
        this.turn = turn;
        this.current = current;
    }

    @Override
    public String accountPlatformId() {
        return link.platformId();
    }

    @Override
    public String credentials() {
        return current;
    }

    /**
     * Holds the row's lock while the platform answers: whoever waits finds the new credentials and spends none. This node's
     * own callers wait outside the database, or they would take up its connections.
     */
    @Override
    public String renew(String spent, UnaryOperator<String> exchange) {
        try {
            if (!turn.tryLock(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw stillRenewing();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stillRenewing();
        }
        try {
            return database.singleTransaction(() -> {
                String stored = lock();
                if (!stored.equals(spent)) {
                    return stored;
                }
                String fresh = exchange.apply(spent);
                credentials.put(team, link.id(), fresh, clock.now());
                return fresh;
            });
        } catch (DataAccessException | TransactionException e) {
            log.error("The credentials of account link {} could not be renewed.", link.id(), e);
            throw new PlatformException("The account's authorisation could not be renewed just now; try again.");
        } finally {
            turn.unlock();
        }
    }

    private String lock() {
        try {
            return credentials
                    .findForUpdate(team, link.id(), LONGEST_WAIT)
                    .orElseThrow(() -> new PlatformException("The account was taken off the team a moment ago."));
        } catch (PessimisticLockingFailureException e) {
            throw stillRenewing();
        }
    }

    private static PlatformException stillRenewing() {
        return new PlatformException("Another request is still renewing the account's authorisation; try again.");
    }

    @Override
    public void disconnected(String reason) {
        links.setOffline(team, link.id(), reason);
    }
}
