package io.openinbox.account;

import io.openinbox.db.Database;
import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.TeamId;
import io.openinbox.platform.Platform;
import io.openinbox.platform.Receiving;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How platforms' deliveries reach this installation: which way, whether it works, and for which accounts. */
public final class Receptions {

    private final InboxClock clock;
    private final ReceptionStore store;
    private final AccountLinkStore links;

    public Receptions(Database database, InboxClock clock) {
        this.clock = clock;
        this.store = new ReceptionStore(database);
        this.links = new AccountLinkStore(database);
    }

    /** Empty until a server has chosen a way. */
    public Optional<Reception> find(Platform platform) {
        return store.find(platform);
    }

    /** @param address of the webhook; null for the stream */
    public void choose(Platform platform, Receiving.Way way, @Nullable URI address) {
        store.setWay(platform, way, address, clock.now());
    }

    /** Notes that everything delivered up to a time was taken in. */
    public void alive(Platform platform, Instant at) {
        store.setAlive(platform, at);
    }

    /** Notes that everything is registered with the platform, and trusted. */
    public void checked(Platform platform) {
        store.setChecked(platform, clock.now());
    }

    /** @param words for the operator; null when everything works */
    public void problem(Platform platform, @Nullable String words) {
        store.setProblem(platform, words, clock.now());
    }

    /** The links of all teams whose account can act now. */
    public List<ActiveLink> activeLinks(Platform platform) {
        return links.activeLinks(platform);
    }

    public void subscribed(TeamId team, AccountLinkId link) {
        links.setSubscribed(team, link, clock.now());
    }

    /** @param problem in words for the team */
    public void notSubscribed(TeamId team, AccountLinkId link, String problem) {
        links.setUnsubscribed(team, link, problem);
    }
}
