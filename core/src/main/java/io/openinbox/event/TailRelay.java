package io.openinbox.event;

import io.openinbox.db.Channel;
import io.openinbox.db.Database;
import io.openinbox.kernel.TeamId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Carries the {@link Tail}'s wakes between the nodes on one database. One thread tells the others what has grown here, as
 * much at once as has gathered and only where somebody listens; another hears them, for as long as somebody follows a log
 * here. Behind it, the followed logs' ends are read every 250 ms: what was not heard is seen then.
 */
public final class TailRelay implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TailRelay.class);

    private static final String CHANNEL = "inbox_tail";
    private static final Duration POLL = Duration.ofMillis(250);

    /** How old the knowledge of whether anybody listens may be. Until they are known, listeners poll. */
    private static final long LISTENERS_KNOWN_NANOS = Duration.ofSeconds(1).toNanos();

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    /** Whatever gathers within this time is told at once. */
    private static final Duration GATHER = Duration.ofMillis(2);

    private final Tail tail;
    private final LogBoundsStore store;
    private final Channel channel;
    /** Tells our own words from the others'. */
    private final String self = UUID.randomUUID().toString();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<String> unsaid = new LinkedHashSet<>();
    private boolean closed;
    private volatile boolean listening;

    private final Tail.Subscription subscription;
    private final List<Thread> threads;

    private TailRelay(Database database, Tail tail) {
        this.tail = tail;
        this.store = new LogBoundsStore(database);
        this.channel = database.channel(CHANNEL);
        this.subscription = tail.watch(new Watching());
        this.threads = List.of(start("tail-tell", this::tell), start("tail-hear", this::hear));
    }

    /** Takes one of the database's connections for as long as somebody follows a log, and one for a moment to tell. */
    public static TailRelay start(Database database, Tail tail) {
        return new TailRelay(database, tail);
    }

    private static Thread start(String name, Runnable work) {
        return Thread.ofPlatform().name(name).daemon().start(work);
    }

    @Override
    public void close() {
        subscription.close();
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void tell() {
        long knownAt = System.nanoTime() - LISTENERS_KNOWN_NANOS;
        boolean isAnybodyThere = false;
        while (true) {
            List<String> messages = takeUnsaid();
            if (messages.isEmpty()) {
                return;
            }
            try {
                if (System.nanoTime() - knownAt >= LISTENERS_KNOWN_NANOS) {
                    isAnybodyThere = channel.listeners() > (listening ? 1 : 0);
                    knownAt = System.nanoTime();
                }
                if (isAnybodyThere) {
                    channel.say(messages);
                }
            } catch (DataAccessException e) {
                log.warn("Other nodes could not be told of new events; they will see them later: {}", e.getMessage());
                pause(PAUSE_AFTER_FAILURE);
            }
        }
    }

    /** Waits until there is something to say; empty once closed. */
    private List<String> takeUnsaid() {
        lock.lock();
        try {
            while (unsaid.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
        pause(GATHER);
        lock.lock();
        try {
            List<String> messages = closed ? List.of() : new ArrayList<>(unsaid);
            unsaid.clear();
            return messages;
        } finally {
            lock.unlock();
        }
    }

    private void say(String message) {
        lock.lock();
        try {
            if (unsaid.add(message)) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void hear() {
        while (awaitFollowers()) {
            try (Channel.Ear ear = channel.listen()) {
                listening = true;
                while (!isClosed() && !tail.followed().isEmpty()) {
                    ear.hear(POLL).forEach(this::heard);
                    tail.wakeBehind(store.lastSeqs(tail.followed()));
                }
            } catch (DataAccessException e) {
                if (!isClosed()) {
                    log.warn("The events of other nodes could not be heard: {}", e.getMessage());
                    pause(PAUSE_AFTER_FAILURE);
                }
            } finally {
                listening = false;
            }
        }
    }

    /** Returns whether to listen; false once closed. */
    private boolean awaitFollowers() {
        lock.lock();
        try {
            while (tail.followed().isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void heard(String message) {
        String[] parts = message.split(" ", 3);
        if (parts.length < 2 || parts[0].equals(self)) {
            return;
        }
        TeamId.parse(parts[1]).ifPresent(team -> {
            if (parts.length == 2) {
                tail.wake(team);
            } else {
                tail.heard(team, parts[2]);
            }
        });
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void pause(Duration time) {
        lock.lock();
        try {
            long left = time.toNanos();
            while (left > 0 && !closed) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private final class Watching implements Tail.Watcher {

        @Override
        public void grown(TeamId team) {
            say(self + " " + team.text());
        }

        @Override
        public void signalled(TeamId team, String text) {
            say(self + " " + team.text() + " " + text);
        }

        @Override
        public void followed() {
            lock.lock();
            try {
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
