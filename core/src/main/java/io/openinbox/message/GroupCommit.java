package io.openinbox.message;

import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.TeamId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * Commits together what waits for the same team. A team's counter row is held through its commit, so commits of one team
 * follow each other whatever we do; what arrives meanwhile goes into the next one. Nobody waits when the team is idle.
 *
 * <p>The callers' own threads do the work: the first becomes the team's leader, and hands over to the longest waiting one
 * as soon as its own items are committed. Thread-safe.
 */
final class GroupCommit<T> {

    private final int largestBatch;
    private final int mostWaiting;
    private final BiConsumer<TeamId, List<T>> commit;
    private final Map<TeamId, Lane<T>> lanes = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * @param largestBatch how many items one commit takes, unless a single caller brings more
     * @param mostWaiting beyond this many items callers are sent away
     * @param commit stores all items or throws
     */
    GroupCommit(int largestBatch, int mostWaiting, BiConsumer<TeamId, List<T>> commit) {
        this.largestBatch = largestBatch;
        this.mostWaiting = mostWaiting;
        this.commit = commit;
    }

    /**
     * Returns once the items are committed; throws what the commit threw.
     *
     * @throws InboxException {@code OVERLOADED} when too much is waiting; nothing was stored
     */
    void submit(TeamId team, List<T> items) {
        if (waiting.addAndGet(items.size()) > mostWaiting) {
            waiting.addAndGet(-items.size());
            throw new InboxException(
                    ErrorCode.OVERLOADED,
                    "Too many messages are waiting to be stored; deliver this one again in a moment.",
                    Map.of("retryAfterSeconds", 1));
        }
        try {
            Lane<T> lane = lanes.computeIfAbsent(team, key -> new Lane<>());
            var own = new Waiting<>(items);
            if (lane.join(own) || own.awaitTurn()) {
                lead(team, lane, own);
            }
        } finally {
            waiting.addAndGet(-items.size());
        }
    }

    private void lead(TeamId team, Lane<T> lane, Waiting<T> own) {
        // The leader's own items are the oldest waiting: the first batch takes them.
        List<Waiting<T>> batch = lane.take(largestBatch);
        try {
            List<T> items = new ArrayList<>();
            batch.forEach(waiter -> items.addAll(waiter.items));
            commit.accept(team, items);
            batch.forEach(Waiting::committed);
        } catch (RuntimeException | Error e) {
            batch.forEach(waiter -> waiter.failed(e));
        } finally {
            lane.handOver();
        }
        own.awaitTurn();
    }

    /** A team's queue. At most one leader at a time. */
    private static final class Lane<T> {

        private final Deque<Waiting<T>> queue = new ArrayDeque<>();
        private boolean led;

        /** Returns whether the caller leads. */
        synchronized boolean join(Waiting<T> waiter) {
            queue.add(waiter);
            if (led) {
                return false;
            }
            led = true;
            return true;
        }

        synchronized List<Waiting<T>> take(int largestBatch) {
            List<Waiting<T>> batch = new ArrayList<>();
            int size = 0;
            while (!queue.isEmpty()
                    && (batch.isEmpty() || size + queue.element().items.size() <= largestBatch)) {
                Waiting<T> next = queue.remove();
                size += next.items.size();
                batch.add(next);
            }
            return batch;
        }

        synchronized void handOver() {
            Waiting<T> next = queue.peek();
            if (next == null) {
                led = false;
            } else {
                next.lead();
            }
        }
    }

    private static final class Waiting<T> {

        private final List<T> items;
        private final CompletableFuture<Boolean> turn = new CompletableFuture<>();

        Waiting(List<T> items) {
            this.items = items;
        }

        /** Returns whether to lead now; false once committed. */
        boolean awaitTurn() {
            try {
                return turn.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw e;
            }
        }

        void lead() {
            turn.complete(true);
        }

        void committed() {
            turn.obtrudeValue(false);
        }

        void failed(Throwable cause) {
            turn.obtrudeException(cause);
        }
    }
}
