package io.openinbox.platform;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells whoever counts it what passes between the platforms and us. Thread-safe. */
public final class PlatformActivity {

    private final Collection<Watcher> watchers = new CopyOnWriteArrayList<>();

    public void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    /** A delivery was taken in and committed. */
    public void received(Platform platform, int items, Duration took) {
        watchers.forEach(watcher -> watcher.received(platform, items, took));
    }

    /** A message was sent, or not. */
    public void sent(Platform platform, SendOutcome outcome, Duration took) {
        watchers.forEach(watcher -> watcher.sent(platform, outcome, took));
    }

    /** Its methods return at once and throw nothing. */
    public interface Watcher {

        /** @param items messages and whatever else came at once */
        void received(Platform platform, int items, Duration took);

        void sent(Platform platform, SendOutcome outcome, Duration took);
    }
}
