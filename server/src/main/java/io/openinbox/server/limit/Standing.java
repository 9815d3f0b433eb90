package io.openinbox.server.limit;

import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.server.http.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.ServerResponse;

/** Where a team stands after a request: what every answer tells about it, and whether this one is too many. */
public final class Standing {

    /** Of members in their browsers, whose requests are not counted. */
    public static final Standing UNCOUNTED = new Standing(Map.of(), null);

    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private final Map<String, String> headers;
    private final @Nullable InboxException refusal;

    private Standing(Map<String, String> headers, @Nullable InboxException refusal) {
        this.headers = headers;
        this.refusal = refusal;
    }

    static Standing admitted(Reading tightest) {
        return new Standing(headers(tightest), null);
    }

    static Standing refused(Reading full, Instant now) {
        long seconds =
                Math.max(1, Duration.between(now, full.moreAt()).plusMillis(999).toSeconds());
        String message = "The team has made its %d requests of the %s: try again in %d s."
                .formatted(full.limit(), full.window().word(), seconds);
        return new Standing(
                headers(full),
                new InboxException(
                        ErrorCode.RATE_LIMITED,
                        message,
                        Map.of(
                                "window", full.window().word(),
                                "limit", full.limit(),
                                "resetAt", TIME.format(full.moreAt()),
                                "retryAfterSeconds", seconds)));
    }

    /** @throws InboxException {@code RATE_LIMITED} */
    public void requireRoom() {
        if (refusal != null) {
            throw refusal;
        }
    }

    /** The same answer, which also tells where the team stands. */
    public ServerResponse on(ServerResponse answer) {
        return headers.isEmpty() ? answer : Answer.withHeaders(answer, headers);
    }

    private static Map<String, String> headers(Reading reading) {
        return Map.of(
                "X-RateLimit-Limit", Integer.toString(reading.limit()),
                "X-RateLimit-Remaining", Long.toString(reading.remaining()),
                "X-RateLimit-Reset", Long.toString(reading.moreAt().getEpochSecond()));
    }
}
