package io.openinbox.privacy;

import io.openinbox.db.Database;
import io.openinbox.idempotency.IdempotencyKeys;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.TeamId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Removes what has been kept long enough: events with what was shown of them, webhook deliveries with their attempts, keys of
 * repeatable requests, sessions and sign-in links. A little at a time, each slice a transaction of its own, so that nothing
 * else waits. Several nodes may do it at once. Not thread-safe.
 */
public final class Retention {

    /** How long events, deliveries and attempts are kept. */
    public static final Duration LIFE = Duration.ofDays(30);

    private static final Duration PAUSE = Duration.ofMinutes(10);
    private static final int SLICE = 500;
    private static final int SLICES_A_RUN = 10;

    private final InboxClock clock;
    private final RetentionStore store;
    private final Queue<TeamId> left = new ArrayDeque<>();
    private Instant next = Instant.MIN;

    public Retention(Database database, InboxClock clock) {
        this.clock = clock;
        this.store = new RetentionStore(database);
    }

    /** Does a little of it, where anything is due; returns soon in any case. */
    public void run() {
        Instant now = clock.now();
        if (left.isEmpty()) {
            if (now.isBefore(next)) {
                return;
            }
            next = now.plus(PAUSE);
            store.deleteExpiredSignIns(now);
            left.addAll(store.teams());
        }
        for (int i = 0; i < SLICES_A_RUN && !left.isEmpty(); i++) {
            TeamId team = left.remove();
            if (removeSlice(team, now)) {
                left.add(team);
            }
        }
    }

    /** Returns whether there is more of the team's. */
    private boolean removeSlice(TeamId team, Instant now) {
        Instant before = now.minus(LIFE);
        int most = Math.max(
                Math.max(store.deleteEvents(team, before, SLICE), store.deleteDeliveries(team, before, SLICE)),
                store.deleteKeys(team, now.minus(IdempotencyKeys.LIFE), SLICE));
        store.deleteRemovedWebhooks(team);
        return most == SLICE;
    }
}
