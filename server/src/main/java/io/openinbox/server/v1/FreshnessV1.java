package io.openinbox.server.v1;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a copied profile can be trusted. Profiles are not read live from the platform, so an answer says how old its
 * copy is.
 *
 * @param confidence 1 for a copy just made, falling evenly to {@value #LEAST} at 60 days and staying there
 */
record FreshnessV1(boolean isFresh, boolean isStale, double confidence) {

    private static final Duration FRESH = Duration.ofDays(7);
    private static final Duration STALE = Duration.ofDays(30);
    private static final Duration SPENT = Duration.ofDays(60);
    private static final double LEAST = 0.2;

    /** @param copiedAt when the platform last told us, or null: then nothing but the id is known */
    static FreshnessV1 of(@Nullable Instant copiedAt, Instant now) {
        if (copiedAt == null) {
            return new FreshnessV1(false, true, LEAST);
        }
        Duration age = copiedAt.isAfter(now) ? Duration.ZERO : Duration.between(copiedAt, now);
        double spent = Math.min(1, (double) age.toMillis() / SPENT.toMillis());
        // Four digits: more would only look exact.
        double confidence = Math.round((1 - (1 - LEAST) * spent) * 10_000) / 10_000.0;
        return new FreshnessV1(age.compareTo(FRESH) < 0, age.compareTo(STALE) > 0, confidence);
    }
}
