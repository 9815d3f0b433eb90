package io.openinbox.message;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How long a send may take and when an unanswered one is looked for.
 *
 * @param deadline after it a row that is still sending no longer belongs to the request that made it; longer than any
 *     connector call takes
 * @param lookUps how long after the start to look, rising; the first should not be before the deadline
 * @param then the step between all later look-ups
 * @param giveUp how long after the start to stop looking
 */
public record SendTimes(Duration deadline, List<Duration> lookUps, Duration then, Duration giveUp) {

    public SendTimes {
        lookUps = List.copyOf(lookUps);
    }

    public static SendTimes standard() {
        return new SendTimes(
                Duration.ofSeconds(30),
                List.of(Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(5)),
                Duration.ofMinutes(10),
                Duration.ofDays(1));
    }

    /** When to look next; empty when it is time to give up. */
    Optional<Instant> next(Instant startedAt, int lookUpsDone, Instant now) {
        Instant next = lookUpsDone < lookUps.size() ? startedAt.plus(lookUps.get(lookUpsDone)) : now.plus(then);
        if (next.isBefore(now)) {
            next = now;
        }
        return next.isAfter(startedAt.plus(giveUp)) ? Optional.empty() : Optional.of(next);
    }
}
