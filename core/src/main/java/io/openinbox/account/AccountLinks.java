package io.openinbox.account;

import io.openinbox.db.Database;
import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.TeamId;
import io.openinbox.platform.AccountAccess;
import io.openinbox.platform.Capability;
import io.openinbox.platform.Connector;
import io.openinbox.platform.Connectors;
import io.openinbox.platform.LinkedAccount;
import io.openinbox.platform.Platform;
import io.openinbox.platform.PlatformException;
import io.openinbox.platform.ProfileField;
import io.openinbox.secret.Secrets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/** The team's own accounts: linking, state, and access for connectors. */
public final class AccountLinks {

    private final Database database;
    private final InboxClock clock;
    private final Connectors connectors;
    private final Backfills backfills;
    private final AccountLinkStore store;
    private final CredentialStore credentials;
    private final RawDeliveryStore rawDeliveries;
    private final Map<AccountLinkId, Lock> renewalTurns = new ConcurrentHashMap<>();

    public AccountLinks(
            Database database, Secrets secrets, InboxClock clock, Connectors connectors, Backfills backfills) {
        this.database = database;
        this.clock = clock;
        this.connectors = connectors;
        this.backfills = backfills;
        this.store = new AccountLinkStore(database);
        this.credentials = new CredentialStore(database, secrets);
        this.rawDeliveries = new RawDeliveryStore(database);
    }

    /** Oldest first. */
    public List<AccountLink> list(TeamId team) {
        return store.list(team);
    }

    /** @throws InboxException {@code ACCOUNT_LINK_NOT_FOUND} */
    public AccountLink get(TeamId team, AccountLinkId id) {
        return store.find(team, id)
                .orElseThrow(() -> new InboxException(
                        ErrorCode.ACCOUNT_LINK_NOT_FOUND, "There is no such account link in this team."));
    }

    /**
     * The account link, if it can act on its platform now.
     *
     * @throws InboxException {@code ACCOUNT_LINK_NOT_FOUND}, {@code ACCOUNT_LINK_DISCONNECTED}
     */
    public AccountLink requireActive(TeamId team, AccountLinkId id) {
        AccountLink link = get(team, id);
        if (link.status() != AccountLink.Status.ACTIVE) {
            throw disconnected(link, link.status() == AccountLink.Status.OFFLINE ? "offline" : "paused");
        }
        return link;
    }

    /** What an account can do on its platform; nothing while the platform is not set up. */
    public Set<Capability> capabilities(AccountLink link) {
        Set<Capability> most =
                connectors.find(link.platform()).map(Connector::capabilities).orElse(Set.of());
        Set<Capability> own = link.restrictedTo();
        return own == null ? most : most.stream().filter(own::contains).collect(Collectors.toUnmodifiableSet());
    }

    /** @throws InboxException {@code CAPABILITY_NOT_SUPPORTED} */
    public void requireCapability(AccountLink link, Capability capability) {
        if (!capabilities(link).contains(capability)) {
            throw new InboxException(
                    ErrorCode.CAPABILITY_NOT_SUPPORTED,
                    "The account @" + link.username() + " cannot do this on " + link.platform() + ": it lacks "
                            + capability.wireName() + ".",
                    Map.of("capability", capability.wireName()));
        }
    }

    private static InboxException disconnected(AccountLink link, String status) {
        return new InboxException(
                ErrorCode.ACCOUNT_LINK_DISCONNECTED,
                status.equals("offline")
                        ? "The account @" + link.username() + " is signed out on its platform: link it again."
                        : "The account @" + link.username() + " is paused: resume it to send.",
                Map.of("accountLinkId", link.id().text(), "status", status));
    }

    /**
     * Links an account, or gives an account that is linked already new credentials; its id stays.
     *
     * @param given credentials in the connector's own form
     * @throws PlatformException when the platform does not say whose they are
     */
    public AccountLink link(TeamId team, Platform platform, String given) {
        var access = new UnlinkedAccess(given);
        LinkedAccount account = connectors.require(platform).identify(access);
        return database.transaction(() -> {
            AccountLinkId id = store.upsert(team, AccountLinkId.next(), platform, account, clock.now());
            credentials.put(team, id, access.credentials(), clock.now());
            AccountLink link = get(team, id);
            backfills.linked(team, id, link.syncedAt() != null);
            return link;
        });
    }

    /**
     * Forgets an account's credentials and where its deliveries belong; the link itself and all its history stay.
     *
     * @return the credentials it had; empty when it was taken off before
     */
    public Optional<String> unlink(TeamId team, AccountLinkId id) {
        return database.transaction(() -> {
            store.lock(team, List.of(id));
            Optional<String> had = credentials.take(team, id);
            store.setUnlinked(team, id, clock.now());
            return had;
        });
    }

    /** Where deliveries for a platform's account belong; one account may be linked by several teams. */
    public List<TeamLink> findByPlatformId(Platform platform, String platformId) {
        return store.findByPlatformId(platform, platformId);
    }

    /**
     * What a connector acts with, read now; it asks the database for nothing more until it renews.
     *
     * @throws InboxException {@code ACCOUNT_LINK_DISCONNECTED} when the account was taken off a moment ago
     */
    public AccountAccess access(TeamId team, AccountLink link) {
        Lock turn = renewalTurns.computeIfAbsent(link.id(), id -> new ReentrantLock());
        String current = credentials.find(team, link.id()).orElseThrow(() -> disconnected(link, "offline"));
        return new StoredAccess(database, credentials, store, clock, team, link, turn, current);
    }

    /** The teams that linked an account of the platform. */
    public List<TeamId> teams(Platform platform) {
        return store.teams(platform);
    }

    /** Takes note of what an account changed in its own profile; of most fields nothing is kept. */
    public void changed(TeamId team, AccountLinkId id, ProfileField field, String value) {
        switch (field) {
            case USERNAME -> store.setUsername(team, id, value);
            case DISPLAY_NAME -> store.setName(team, id, value);
            case IMAGE -> store.setImage(team, id, value);
            case BIO, LOCATION, WEBSITE_URL -> {}
        }
    }

    /** Every link of the team with what is known about how it fares, oldest first. */
    public List<AccountHealth> health(TeamId team) {
        return store.health(team).stream()
                .map(row -> new AccountHealth(
                        row.link(),
                        row.statusReason(),
                        row.unlinkedAt(),
                        row.subscribedAt(),
                        row.subscriptionProblem(),
                        row.groupMessages(),
                        examine(team, row.link()),
                        rawDeliveries.countByReason(team, row.link().id())))
                .toList();
    }

    private AccountHealth.Credentials examine(TeamId team, AccountLink link) {
        try {
            return credentials
                    .find(team, link.id())
                    .<AccountHealth.Credentials>map(stored -> new AccountHealth.Credentials.Decrypted(connectors
                            .find(link.platform())
                            .flatMap(Connector::linkFlow)
                            .flatMap(flow -> flow.expiry(stored))
                            .orElse(null)))
                    .orElseGet(AccountHealth.Credentials.None::new);
        } catch (IllegalStateException e) {
            return new AccountHealth.Credentials.Undecryptable();
        }
    }

    /** Marks the account as signed out by its platform. */
    public void disconnected(TeamId team, AccountLinkId id, String reason) {
        store.setOffline(team, id, reason);
    }

    /**
     * Makes every other change to these accounts' threads wait until the transaction ends. Taken before anything is read,
     * so that what is read is younger than every change that came first.
     */
    public void lock(TeamId team, List<AccountLinkId> ids) {
        store.lock(team, ids);
    }

    /** Counts messages of group conversations, which no thread shows. */
    public void countGroupMessage(TeamId team, AccountLinkId id) {
        store.countGroupMessage(team, id);
    }
}
