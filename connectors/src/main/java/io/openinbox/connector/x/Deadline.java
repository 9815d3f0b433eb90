package io.openinbox.connector.x;

import java.time.Duration;

/** When one act of the connector has to be over, however many calls it makes. */
final class Deadline {

    private final long endNanos;

    private Deadline(long endNanos) {
        this.endNanos = endNanos;
    }

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** Never negative. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
    }

    boolean hasLess(Duration time) {
        return left().compareTo(time) < 0;
    }
}
