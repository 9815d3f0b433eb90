package io.openinbox.simulator.x;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** X's ids: 22 low bits below the milliseconds since X's epoch. Unique; those of {@link #next} rise. Thread-safe. */
final class Snowflakes {

    private static final long EPOCH = 1_288_834_974_657L;
    private static final int LOW_BITS = 22;
    /** Where ids of earlier moments start within their millisecond, out of the way of ids made at that moment. */
    private static final long EARLIER = 1L << (LOW_BITS - 1);

    private final Set<Long> usedEarlier = new HashSet<>();
    private long last;

    synchronized long next(Instant now) {
        last = Math.max(last + 1, first(now));
        return last;
    }

    /** An id of a moment that has passed. */
    synchronized long earlier(Instant then) {
        long id = first(then) + EARLIER;
        while (!usedEarlier.add(id)) {
            id++;
        }
        return id;
    }

    /** The smallest id of a millisecond. */
    static long first(Instant at) {
        return (at.toEpochMilli() - EPOCH) << LOW_BITS;
    }

    static Instant time(long id) {
        return Instant.ofEpochMilli((id >> LOW_BITS) + EPOCH);
    }
}
