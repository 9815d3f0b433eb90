package io.openinbox.server.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.openinbox.kernel.InboxClock;
import java.time.Duration;

/** Stops who tries in vain again and again: 20 times in 10 minutes from one address. Thread-safe. */
public final class FailedAttempts {

    private static final int MOST = 20;
    private static final Duration PERIOD = Duration.ofMinutes(10);
    private static final int MOST_ADDRESSES = 10_000;

    private final InboxClock clock;
    private final LoadingCache<String, SlidingWindow> windows;

    public FailedAttempts(InboxClock clock) {
        this.clock = clock;
        this.windows = Caffeine.newBuilder()
                .expireAfterAccess(PERIOD.multipliedBy(2))
                .maximumSize(MOST_ADDRESSES)
                .build(address -> new SlidingWindow(PERIOD, clock.now()));
    }

    public boolean areTooMany(String address) {
        SlidingWindow window = windows.getIfPresent(address);
        if (window == null) {
            return false;
        }
        synchronized (window) {
            return window.total(clock.now()) >= MOST;
        }
    }

    public void add(String address) {
        SlidingWindow window = windows.get(address);
        synchronized (window) {
            window.add(clock.now());
        }
    }
}
