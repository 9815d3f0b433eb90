package io.openinbox.server.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * Counts what happened within the last so much time, in slots of a sixtieth of it. A slot counts until all of it has left the
 * window: so never do more than were allowed fall into any window, and what was counted is forgotten at most one slot late.
 * Not thread-safe.
 */
final class SlidingWindow {

    private static final int SLOTS = 60;

    private final long slotMillis;

    /** One more than fit into the window: the oldest is on its way out while the newest fills. */
    private final int[] counts = new int[SLOTS + 1];

    private long newest;
    private long total;

    SlidingWindow(Duration length, Instant now) {
        slotMillis = length.toMillis() / SLOTS;
        newest = slot(now);
    }

    void add(Instant now) {
        advance(now);
        counts[index(newest)]++;
        total++;
    }

    long total(Instant now) {
        advance(now);
        return total;
    }

    /** When so many or fewer will be left, if none are added. */
    Instant leaves(long atMost) {
        long left = total;
        long oldest = newest - SLOTS;
        for (long slot = oldest; slot <= newest; slot++) {
            left -= counts[index(slot)];
            if (left <= atMost) {
                return Instant.ofEpochMilli((slot + SLOTS + 1) * slotMillis);
            }
        }
        throw new IllegalArgumentException("There are never fewer than none.");
    }

    /** A clock that was set back finds the slot it had come to. */
    private void advance(Instant now) {
        long current = slot(now);
        if (current - newest > SLOTS) {
            Arrays.fill(counts, 0);
            total = 0;
            newest = current;
        }
        while (newest < current) {
            newest++;
            total -= counts[index(newest)];
            counts[index(newest)] = 0;
        }
    }

    private long slot(Instant now) {
        return now.toEpochMilli() / slotMillis;
    }

    private int index(long slot) {
        return Math.floorMod(slot, SLOTS + 1);
    }
}
