package io.openinbox.server.support;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what comes about by itself, asking again every few milliseconds. */
public final class Await {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long STEP_NANOS = Duration.ofMillis(20).toNanos();

    private Await() {}

    /** @param what words for the failure that follows when it does not come about in time */
    public static void until(String what, BooleanSupplier condition) {
        until(what, PATIENCE, condition);
    }

    public static void until(String what, Duration atMost, BooleanSupplier condition) {
        found(what, atMost, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    /** The first result that is there. */
    public static <T> T found(String what, Duration atMost, Supplier<Optional<T>> search) {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            Optional<T> result = search.get();
            if (result.isPresent()) {
                return result.get();
            }
            if (System.nanoTime() - end > 0) {
                fail("Waited in vain: " + what);
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
    }
}
