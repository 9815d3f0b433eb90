package io.openinbox.simulator.x;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How often each token has used each call within the running 15 minutes. Thread-safe. */
final class RateWindows {

    private static final Duration WINDOW = Duration.ofMinutes(15);

    /** Where a caller stands after this call; {@code used} may exceed {@code limit}, which is a refusal. */
    record Standing(int limit, int used, Instant reset) {

        boolean exceeded() {
            return used > limit;
        }

        int remaining() {
            return Math.max(0, limit - used);
        }
    }

    private record Window(Instant end, int used) {}

    private final SimulatedClock clock;
    private final Map<String, Window> windows = new ConcurrentHashMap<>();
    private volatile int limit;

    RateWindows(SimulatedClock clock, int limit) {
        this.clock = clock;
        this.limit = limit;
    }

    void limit(int value) {
        limit = value;
    }

    Standing count(String key) {
        Instant now = clock.instant();
        Window window = windows.compute(
                key,
                (_, open) -> open == null || !now.isBefore(open.end())
                        ? new Window(now.plus(WINDOW), 1)
                        : new Window(open.end(), open.used() + 1));
        return new Standing(limit, window.used(), window.end());
    }
}
