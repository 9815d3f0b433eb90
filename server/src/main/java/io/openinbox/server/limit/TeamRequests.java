package io.openinbox.server.limit;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One team's requests to this node. Thread-safe. */
final class TeamRequests {

    private final Map<Window, SlidingWindow> windows = new EnumMap<>(Window.class);

    TeamRequests(Instant now) {
        for (Window window : Window.values()) {
            windows.put(window, new SlidingWindow(window.length(), now));
        }
    }

    /**
     * Counts a request where every window has room for it.
     *
     * @param nodes how many share the limits
     * @param isEnforced false counts it in any case
     */
    synchronized Standing count(Limits limits, int nodes, boolean isEnforced, Instant now) {
        List<Reading> before = read(limits, nodes, now);
        boolean isFull = before.stream().anyMatch(Reading::isFull);
        if (isFull && isEnforced) {
            // The one that is full longest: a repetition is refused before that.
            Reading worst = before.stream()
                    .filter(Reading::isFull)
                    .max(Comparator.comparing(Reading::moreAt))
                    .orElseThrow();
            return Standing.refused(worst, now);
        }
        windows.values().forEach(window -> window.add(now));
        return Standing.admitted(read(limits, nodes, now).stream()
                .min(Comparator.comparingLong(Reading::remaining))
                .orElseThrow());
    }

    private List<Reading> read(Limits limits, int nodes, Instant now) {
        return windows.entrySet().stream()
                .map(entry -> Reading.of(entry.getKey(), entry.getValue(), limits.of(entry.getKey()), nodes, now))
                .toList();
    }
}
