package io.openinbox.webhook;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request to an endpoint.
 *
 * @param number from 1, within the delivery
 * @param status null when there was no answer
 * @param error why there was none; null when there was one
 * @param response the beginning of the answer's body
 */
public record Attempt(
        int number,
        Instant at,
        Duration duration,
        @Nullable Integer status,
        @Nullable String error,
        @Nullable String response) {

    public boolean isSuccess() {
        return status != null && status >= 200 && status < 300;
    }
}
