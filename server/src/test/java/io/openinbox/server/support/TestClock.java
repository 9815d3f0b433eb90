package io.openinbox.server.support;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** The real time, moved ahead as far as a test wants. */
public final class TestClock implements InstantSource {

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead.get());
    }

    public void pass(Duration time) {
        ahead.updateAndGet(before -> before.plus(time));
    }

    public void reset() {
        ahead.set(Duration.ZERO);
    }
}
