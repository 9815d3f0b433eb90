package io.openinbox.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to "what was written before": a page of it, or why there is none. */
public sealed interface HistoryPage {

    /**
     * A page, newest first.
     *
     * @param found messages of people and of groups, both directions, and what could not be read
     * @param reads how many messages the platform handed out, and may bill
     * @param oldestAt the time of the oldest one, whatever became of it; null for an empty page
     * @param next leads to the next older page; null where history ends
     */
    record Read(
            List<Inbound> found,
            int reads,
            @Nullable Instant oldestAt,
            @Nullable String next) implements HistoryPage {

        public Read {
            found = List.copyOf(found);
        }
    }

    /** The platform no longer knows the page that was asked for: the reader has to begin at the newest again. */
    record PageForgotten() implements HistoryPage {}

    /**
     * @param detail the platform's words or ours, fit for a person
     * @param retryAfter how long the platform, or common sense, asks to wait
     */
    record Unavailable(Refusal refusal, String detail, Duration retryAfter) implements HistoryPage {}
}
