package io.openinbox.server.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.openinbox.db.Nodes;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.TeamId;
import java.time.Duration;

/**
 * Every team's quota of requests, shared by all its tokens and by both API versions. Each node counts what it is asked and
 * grants its part of the limits. Thread-safe; about a kilobyte for each team that is active.
 */
public final class ApiQuota {

    /** From then on a team has nothing left that counts. */
    private static final Duration FORGOTTEN = Window.DAY.length().plusHours(1);

    private final Limits limits;
    private final boolean isEnforced;
    private final Nodes nodes;
    private final InboxClock clock;
    private final LoadingCache<TeamId, TeamRequests> teams;

    /** @param isEnforced false only counts, and refuses nothing */
    public ApiQuota(Limits limits, boolean isEnforced, Nodes nodes, InboxClock clock) {
        this.limits = limits;
        this.isEnforced = isEnforced;
        this.nodes = nodes;
        this.clock = clock;
        this.teams = Caffeine.newBuilder().expireAfterAccess(FORGOTTEN).build(team -> new TeamRequests(clock.now()));
    }

    /** Counts a request of the team; what is refused does not count. */
    public Standing count(TeamId team) {
        return teams.get(team).count(limits, nodes.live(), isEnforced, clock.now());
    }
}
