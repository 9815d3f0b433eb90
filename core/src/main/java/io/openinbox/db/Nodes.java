package io.openinbox.db;

import io.openinbox.kernel.InboxClock;
import java.time.Duration;
import java.util.UUID;

/**
 * The servers over one database, as this one sees them. What is meant for all of them together, such as a quota, each divides
 * by how many are live. Thread-safe.
 */
public final class Nodes {

    /** How often each node shows itself. */
    public static final Duration INTERVAL = Duration.ofSeconds(10);

    /** Two beats may be missed. */
    private static final Duration LIVE = INTERVAL.multipliedBy(3);

    private static final Duration GONE = Duration.ofHours(1);

    private final UUID id = UUID.randomUUID();
    private final NodeStore store;
    private final InboxClock clock;
    private volatile int live = 1;

    public Nodes(Database database, InboxClock clock) {
        this.store = new NodeStore(database);
        this.clock = clock;
    }

    /** How many are live, this one included; known from the last beat, without asking the database. */
    public int live() {
        return live;
    }

    /** Shows this node to the others, and counts them. */
    public void beat() {
        var now = clock.now();
        live = 1 + store.beat(id, now, now.minus(LIVE), now.minus(GONE));
    }

    /** Takes this node's leave, so that the others need not wait for its silence. */
    public void leave() {
        store.remove(id);
    }
}
