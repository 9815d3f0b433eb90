package io.openinbox.account;

import io.openinbox.db.Database;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.TeamId;
import io.openinbox.platform.AccountAccess;
import java.util.function.UnaryOperator;

/** A linked account's credentials, encrypted in the database and renewed under a row lock. */
final class StoredAccess implements AccountAccess {

    private final Database database;
    private final CredentialStore credentials;
    private final AccountLinkStore links;
    private final InboxClock clock;
    private final TeamId team;
    private final AccountLink link;

    StoredAccess(
            Database database,
            CredentialStore credentials,
            AccountLinkStore links,
            InboxClock clock,
            TeamId team,
            AccountLink link) {
        this.database = database;
        this.credentials = credentials;
        this.links = links;
        this.clock = clock;
        this.team = team;
        this.link = link;
    }

    @Override
    public String accountPlatformId() {
        return link.platformId();
    }

    @Override
    public String credentials() {
        return credentials.get(team, link.id());
    }

    /** Holds the row's lock while the platform answers: whoever waits finds the new credentials instead of spending the old ones again. */
    @Override
    public String renew(String spent, UnaryOperator<String> exchange) {
        return database.transaction(() -> {
            String stored = credentials.getForUpdate(team, link.id());
            if (!stored.equals(spent)) {
                return stored;
            }
            String fresh = exchange.apply(spent);
            credentials.put(team, link.id(), fresh, clock.now());
            return fresh;
        });
    }

    @Override
    public void disconnected(String reason) {
        links.setOffline(team, link.id(), reason);
    }
}
