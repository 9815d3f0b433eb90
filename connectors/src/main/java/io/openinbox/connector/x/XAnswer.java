package io.openinbox.connector.x;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How one HTTP call to X ended. What matters is whether X can have acted on it. */
sealed interface XAnswer {

    /**
     * X answered.
     *
     * @param body a missing node when it is not JSON or did not arrive whole
     */
    record Answered(int status, JsonNode body, RateLimit rateLimit) implements XAnswer {

        boolean isSuccess() {
            return status >= 200 && status < 300;
        }
    }

    /** No connection was opened, so X never saw the request. */
    record NotReached(String why) implements XAnswer {}

    /** The request may have arrived; its answer did not. */
    record NoAnswer(String why) implements XAnswer {}

    /**
     * What the headers say about further calls of this kind.
     *
     * @param remaining calls left until {@code reset}; null when not said
     * @param retryAfter X's wish on a 429 or 503; null when not said
     */
    record RateLimit(
            @Nullable Long remaining,
            @Nullable Instant reset,
            @Nullable Duration retryAfter) {}
}
