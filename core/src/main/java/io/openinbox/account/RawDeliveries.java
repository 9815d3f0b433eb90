package io.openinbox.account;

import io.openinbox.db.Database;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.TeamId;
import io.openinbox.platform.Platform;
import java.util.Map;
import java.util.UUID;

/** What platforms delivered and no message could be made of: kept as it came, so that nothing is lost to a new shape. */
public final class RawDeliveries {

    /** Holds deliveries that name no account of ours. */
    private static final TeamId NO_TEAM = new TeamId(new UUID(0, 0));

    /** The reason under which messages of groups are kept: they are understood, and counted elsewhere. */
    public static final String OF_A_GROUP = "message of a group";

    private final InboxClock clock;
    private final RawDeliveryStore store;

    public RawDeliveries(Database database, InboxClock clock) {
        this.clock = clock;
        this.store = new RawDeliveryStore(database);
    }

    public void keep(TeamLink owner, Platform platform, String reason, String body) {
        store.insert(owner.teamId(), owner.accountLinkId(), platform, null, reason, body, clock.now());
    }

    /** Keeps a message that can be told apart; returns false when it was kept before. */
    public boolean keepMessage(
            TeamLink owner, Platform platform, String messagePlatformId, String reason, String body) {
        return store.insert(
                owner.teamId(), owner.accountLinkId(), platform, messagePlatformId, reason, body, clock.now());
    }

    /** How many deliveries that name no account of ours were kept, by why. */
    public Map<String, Long> countUnclaimed() {
        return store.countByReason(NO_TEAM, null);
    }

    /** Keeps what names no account of ours. */
    public void keepUnclaimed(Platform platform, String reason, String body) {
        store.insert(NO_TEAM, null, platform, null, reason, body, clock.now());
    }
}
