package io.openinbox.connector.x;

import io.openinbox.connector.x.XAnswer.Answered;
import io.openinbox.connector.x.XAnswer.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What X's headers said about the calls still allowed. Per process: another node learns it from its own answers. */
final class XRateLimits {

    /** How long to wait after a 429 that does not say. */
    private static final Duration UNSAID = Duration.ofMinutes(1);

    /** How long everybody else waits for the first call after a reset. */
    private static final Duration PROBE = Duration.ofSeconds(2);

    /** X's longest window; a header beyond it is a mistake that must not silence an account for years. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private final ConcurrentHashMap<Key, Instant> closedUntil = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Key, Window> windows = new ConcurrentHashMap<>();
    private final InstantSource clock;

    XRateLimits(InstantSource clock) {
        this.clock = clock;
    }

    /** How long a call of this kind has to wait; empty when it may be made now. */
    Optional<Duration> wait(String account, Kind kind) {
        var key = new Key(account, kind);
        var until = closedUntil.get(key);
        if (until == null) {
            return Optional.empty();
        }
        var wait = Duration.between(clock.instant(), until);
        if (wait.isPositive()) {
            return Optional.of(wait);
        }
        // The first to come finds out whether X is open again; the others wait for that, or for it to fail.
        return closedUntil.replace(key, until, clock.instant().plus(PROBE)) ? Optional.empty() : Optional.of(PROBE);
    }

    /** As {@link #wait(String, Kind)}, for calls that leave the last few of each window to more urgent ones. */
    Optional<Duration> wait(String account, Kind kind, int toLeave) {
        var key = new Key(account, kind);
        var window = windows.get(key);
        if (window != null && window.remaining() <= toLeave) {
            var wait = Duration.between(clock.instant(), window.reset());
            if (wait.isPositive()) {
                return Optional.of(wait);
            }
            windows.remove(key, window);
        }
        return wait(account, kind);
    }

    void learn(String account, Kind kind, Answered answer, boolean isThrottled) {
        var remaining = answer.rateLimit().remaining();
        var reset = answer.rateLimit().reset();
        if (remaining != null && reset != null && !reset.isAfter(clock.instant().plus(LONGEST))) {
            windows.put(new Key(account, kind), new Window(remaining, reset));
        }
        if (!isThrottled) {
            closedUntil.remove(new Key(account, kind));
        }
        var isExhausted = remaining != null && remaining == 0;
        if (isThrottled || isExhausted) {
            var now = clock.instant();
            var until = end(answer.rateLimit(), now, isThrottled);
            if (until.isAfter(now)) {
                closedUntil.put(new Key(account, kind), until);
            }
        }
    }

    private static Instant end(RateLimit limit, Instant now, boolean isThrottled) {
        var reset = limit.reset();
        if (reset == null && limit.retryAfter() != null) {
            reset = now.plus(limit.retryAfter());
        }
        if (reset == null) {
            return isThrottled ? now.plus(UNSAID) : now;
        }
        // A reset that has passed by our clock, on a refusal: the clocks differ a little.
        if (isThrottled && !reset.isAfter(now)) {
            return now.plusSeconds(1);
        }
        return reset.isAfter(now.plus(LONGEST)) ? now.plus(LONGEST) : reset;
    }

    /** X counts each of these on its own. */
    enum Kind {
        SEND,
        READ_ALL,
        READ_ONE,
        MEDIA,
        USERS
    }

    /** What the last answer said of its window. */
    private record Window(long remaining, Instant reset) {}

    private record Key(String account, Kind kind) {}
}
