package io.openinbox.simulator.x;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The machine's time plus what was skipped, in whole milliseconds as X counts. Thread-safe. */
final class SimulatedClock implements InstantSource {

    private final InstantSource machine = Clock.systemUTC();
    private final AtomicReference<Duration> skipped = new AtomicReference<>(Duration.ZERO);

    @Override
    public Instant instant() {
        return machine.instant().plus(skipped.get()).truncatedTo(ChronoUnit.MILLIS);
    }

    void skip(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time: must not be negative, because ids only rise");
        }
        skipped.accumulateAndGet(time, Duration::plus);
    }
}
