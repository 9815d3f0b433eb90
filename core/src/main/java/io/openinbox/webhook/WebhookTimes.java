package io.openinbox.webhook;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When things are tried again.
 *
 * @param retries how long after each failure the next attempt is made, at least; then the delivery has failed
 * @param giveUp how long an endpoint may fail before it is disabled
 * @param secretOverlap how long a replaced secret still signs
 */
public record WebhookTimes(List<Duration> retries, Duration giveUp, Duration secretOverlap) {

    private static final double MOST_JITTER = 0.2;

    public static final WebhookTimes STANDARD = new WebhookTimes(
            List.of(
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(5),
                    Duration.ofHours(10),
                    Duration.ofHours(10)),
            Duration.ofDays(5),
            Duration.ofDays(1));

    public WebhookTimes {
        retries = List.copyOf(retries);
    }

    boolean isLast(int tries) {
        return tries > retries.size();
    }

    /** So that what failed together is not tried again together. */
    Duration waitAfter(int tries) {
        Duration wait = retries.get(tries - 1);
        return wait.plusMillis((long)
                (wait.toMillis() * MOST_JITTER * ThreadLocalRandom.current().nextDouble()));
    }
}
