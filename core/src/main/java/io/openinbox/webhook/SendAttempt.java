package io.openinbox.webhook;

import io.openinbox.http.RefusedAddressException;
import io.openinbox.http.SafeHttp;
import io.openinbox.http.SafeHttp.Reply;
import io.openinbox.kernel.InboxClock;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes one request to an endpoint and says what came of it. */
final class SendAttempt {

    /** How much of an answer is kept, in bytes. */
    private static final int KEPT = 1 << 10;

    private static final int LONGEST_ERROR = 300;

    private final SafeHttp http;
    private final InboxClock clock;

    SendAttempt(SafeHttp http, InboxClock clock) {
        this.http = http;
        this.clock = clock;
    }

    /** @param id the same for every attempt, so that the receiver can tell a repetition */
    Result send(String url, List<WebhookSecret> secrets, String id, String body, int number) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Instant at = clock.now();
        long start = System.nanoTime();
        try {
            Reply reply = http.post(URI.create(url), Signatures.headers(secrets, id, at, bytes), bytes);
            return new Result(
                    new Attempt(number, at, since(start), reply.status(), null, beginning(reply.body())),
                    reply.retryAfter());
        } catch (RefusedAddressException e) {
            return failed(number, at, start, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return failed(number, at, start, e.getClass().getSimpleName() + ": " + e.getMessage());
        } catch (IllegalArgumentException e) {
            return failed(number, at, start, "the address is none");
        }
    }

    private static Result failed(int number, Instant at, long start, String error) {
        String text = error.length() > LONGEST_ERROR ? error.substring(0, LONGEST_ERROR) : error;
        return new Result(new Attempt(number, at, since(start), null, text, null), null);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** As text, whatever it is: PostgreSQL keeps everything but NUL. */
    private static String beginning(byte[] body) {
        return new String(body, 0, Math.min(body.length, KEPT), StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }

    /** @param retryAfter the header as it came */
    record Result(Attempt attempt, @Nullable String retryAfter) {}
}
