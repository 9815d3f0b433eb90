package io.openinbox.server.live;

import io.openinbox.event.Event;
import io.openinbox.event.EventPage;
import io.openinbox.event.Events;
import io.openinbox.event.Tail;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.TeamId;
import io.openinbox.server.live.Mailbox.Farewell;
import io.openinbox.server.manner.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of one team's log, read once for all of its streams. Begins with the first stream and ends with the last. A stream
 * that joins gets everything behind {@link #seq()}, and catches up to there by itself.
 */
final class TeamFeed implements Tail.Follower {

    private static final Logger log = LoggerFactory.getLogger(TeamFeed.class);

    static final int PAGE = 500;

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final TeamId team;
    private final Events events;
    private final Tail tail;
    private final Presences presences;

    private final Semaphore wakes = new Semaphore(0);
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Mailbox> streams = new ArrayList<>();
    private Tail.@Nullable Subscription subscription;
    private boolean ended;
    private volatile long seq;

    TeamFeed(TeamId team, Events events, Tail tail, InboxClock clock) {
        this.team = team;
        this.events = events;
        this.tail = tail;
        this.presences = new Presences(clock);
    }

    /** @return the number of the last entry the stream will not get; empty when the feed has just ended */
    OptionalLong join(Mailbox stream) {
        lock.lock();
        try {
            if (ended) {
                return OptionalLong.empty();
            }
            if (subscription == null) {
                begin();
            }
            streams.add(stream);
            stream.put(presences.frames());
            return OptionalLong.of(seq);
        } finally {
            lock.unlock();
        }
    }

    /** @return whether that was the last stream, and the feed has ended */
    boolean leave(Mailbox stream) {
        lock.lock();
        try {
            streams.remove(stream);
            if (streams.isEmpty() && !ended) {
                ended = true;
                if (subscription != null) {
                    subscription.close();
                }
                wakes.release();
            }
            return ended;
        } finally {
            lock.unlock();
        }
    }

    void closeAll(Farewell reason) {
        lock.lock();
        try {
            streams.forEach(stream -> stream.close(reason));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long seq() {
        return seq;
    }

    @Override
    public void wake() {
        if (wakes.availablePermits() == 0) {
            wakes.release();
        }
    }

    @Override
    public void hear(String text) {
        publish(List.of(presences.heard(text)), seq);
    }

    /** Follows first and looks second: what is appended between the two wakes us. */
    private void begin() {
        subscription = tail.follow(team, this);
        try {
            seq = events.bounds(team).lastSeq();
        } catch (RuntimeException e) {
            subscription.close();
            subscription = null;
            throw e;
        }
        Thread.ofVirtual().name("live-feed").start(this::read);
    }

    private void read() {
        try {
            while (!isEnded()) {
                wakes.acquire();
                wakes.drainPermits();
                try {
                    readToEnd();
                } catch (RuntimeException e) {
                    log.warn("New events could not be read; trying again in a moment: {}", e.getMessage());
                    // The wake is spent: a second one follows after a pause, whatever happens meanwhile.
                    TimeUnit.MILLISECONDS.sleep(PAUSE_AFTER_FAILURE.toMillis());
                    wake();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readToEnd() {
        EventPage page;
        do {
            page = events.list(team, seq, PAGE);
            if (!page.events().isEmpty()) {
                publish(frames(page.events()), page.events().getLast().seq());
            }
        } while (page.hasMore());
    }

    static List<Frame> frames(List<Event> page) {
        return page.stream()
                .map(event -> Frame.logged(event.seq(), Json.text(LiveEvent.of(event))))
                .toList();
    }

    private void publish(List<Frame> frames, long upTo) {
        lock.lock();
        try {
            seq = Math.max(seq, upTo);
            streams.removeIf(stream -> !stream.put(frames));
        } finally {
            lock.unlock();
        }
    }

    private boolean isEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }
}
