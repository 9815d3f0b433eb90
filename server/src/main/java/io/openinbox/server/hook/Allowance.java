package io.openinbox.server.hook;

import io.openinbox.kernel.InboxClock;
import java.time.Duration;
import java.time.Instant;

/** So many of something in each period, counted from the first; thread-safe. */
final class Allowance {

    private final int most;
    private final Duration period;
    private final InboxClock clock;
    private Instant periodEnd = Instant.MIN;
    private int taken;

    Allowance(int most, Duration period, InboxClock clock) {
        this.most = most;
        this.period = period;
        this.clock = clock;
    }

    /** @return how long to wait, at least a second; zero when this one was within the allowance */
    synchronized Duration take() {
        Instant now = clock.now();
        if (!now.isBefore(periodEnd)) {
            periodEnd = now.plus(period);
            taken = 0;
        }
        if (taken < most) {
            taken++;
            return Duration.ZERO;
        }
        return Duration.ofSeconds(Duration.between(now, periodEnd).toSeconds() + 1);
    }
}
