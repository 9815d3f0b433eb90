package io.openinbox.bench;

import java.time.Duration;
import java.util.List;

/** @param perSecond how many were done; p50 and p99 in milliseconds */
record Figures(double perSecond, double p50, double p99) {

    private static final double NANOS_PER_MILLI = 1e6;

    static Figures of(List<Long> nanos, Duration time) {
        List<Long> sorted = nanos.stream().sorted().toList();
        return new Figures(
                sorted.size() * 1000.0 / time.toMillis(),
                sorted.get(sorted.size() / 2) / NANOS_PER_MILLI,
                sorted.get(sorted.size() * 99 / 100) / NANOS_PER_MILLI);
    }
}
