package io.openinbox.bench;

import java.time.Duration;
import java.util.Arrays;

/** @param perSecond how many were done; p50 and p99 in milliseconds */
record Figures(int count, double perSecond, double p50, double p99) {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    /** @param nanos how long each took; the first {@code count} of them count */
    static Figures of(long[] nanos, int count, Duration time) {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return new Figures(
                count,
                count * NANOS_PER_SECOND / time.toNanos(),
                sorted[count / 2] / NANOS_PER_MILLI,
                sorted[(int) (count * 99L / 100)] / NANOS_PER_MILLI);
    }

    /** Two halves of one measurement. */
    Figures and(Figures other) {
        return new Figures(
                count + other.count,
                (perSecond + other.perSecond) / 2,
                (p50 + other.p50) / 2,
                Math.max(p99, other.p99));
    }
}
