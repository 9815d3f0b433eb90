package io.openinbox.server.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What waits for one stream to be written: so much and no more. Whoever cannot keep up is let go, and comes back. */
final class Mailbox {

    /** A second of a very busy team. */
    static final int CAPACITY = 1_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Frame> frames = new ArrayDeque<>();
    private @Nullable Farewell farewell;

    /** @return false once the stream is to end, so that nothing more is put in */
    boolean put(Collection<Frame> more) {
        lock.lock();
        try {
            if (farewell == null) {
                if (frames.size() + more.size() > CAPACITY) {
                    farewell = Farewell.SLOW;
                } else {
                    frames.addAll(more);
                }
                changed.signal();
            }
            return farewell == null;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the stream after what waits for it. */
    void close(Farewell reason) {
        lock.lock();
        try {
            if (farewell == null) {
                farewell = reason;
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Everything that waits; waits itself, at most this long, while there is nothing. */
    List<Frame> take(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (frames.isEmpty() && farewell == null && left > 0) {
                left = changed.awaitNanos(left);
            }
            List<Frame> taken = new ArrayList<>(frames);
            frames.clear();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Why the stream ends; null while it goes on. Nothing comes after what was taken since. */
    @Nullable
    Farewell farewell() {
        lock.lock();
        try {
            return frames.isEmpty() ? farewell : null;
        } finally {
            lock.unlock();
        }
    }

    /** Why a stream ends that the client did not end. */
    enum Farewell {
        /** The client read slower than things happened. */
        SLOW,
        /** The token was revoked, the session ended, or the member was removed. */
        SIGNED_OUT,
        /** The server stops. */
        STOPPING
    }
}
