package io.openinbox.server.limit;

import java.time.Instant;

/**
 * Where a team stands in one window.
 *
 * @param limit the team's, over all nodes
 * @param remaining what all nodes together still take, if each is asked as often as this one
 * @param moreAt when more remain than now, or when a full window takes the next
 */
record Reading(Window window, int limit, long remaining, Instant moreAt) {

    static Reading of(Window window, SlidingWindow requests, int limit, int nodes, Instant now) {
        long share = Math.max(1, limit / nodes);
        long total = requests.total(now);
        long remaining = Math.max(0, share - total) * limit / share;
        Instant moreAt = total == 0 ? now : requests.leaves(Math.min(total, share) - 1);
        return new Reading(window, limit, remaining, moreAt);
    }

    boolean isFull() {
        return remaining == 0;
    }
}
