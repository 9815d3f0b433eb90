package io.openinbox.connector.sandbox;

import io.openinbox.platform.AccountAccess;
import io.openinbox.platform.Refusal;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** The sandbox's HTTP API. Each call is made once and ends within the time a connector has. Thread-safe. */
final class SandboxClient implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration CALL = Duration.ofSeconds(15);

    /** The sandbox's words for why not; any other is a plain no. */
    private static final Map<String, Refusal> REFUSALS = Map.of(
            "recipientClosed", Refusal.RECIPIENT_CLOSED,
            "recipientUnknown", Refusal.RECIPIENT_UNREACHABLE,
            "tooLong", Refusal.TOO_LONG,
            "notModifiable", Refusal.NOT_MODIFIABLE,
            "windowClosed", Refusal.WINDOW_CLOSED,
            "restricted", Refusal.RESTRICTED,
            "noCredits", Refusal.OUT_OF_CREDITS,
            "notEnrolled", Refusal.APP_NOT_ENROLLED);

    private final URI base;
    private final HttpClient http;

    SandboxClient(URI base) {
        this.base = base;
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .build();
    }

    /** @param body null for none */
    SandboxAnswer call(AccountAccess access, String method, String path, @Nullable JsonNode body) {
        var request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(CALL)
                .header("Authorization", "Bearer " + access.credentials())
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        try {
            return read(access, http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return new SandboxAnswer.Refused(Refusal.PLATFORM_DOWN, "The sandbox could not be reached.", null);
        } catch (IOException e) {
            return new SandboxAnswer.Nothing(
                    "The sandbox did not answer (" + e.getClass().getSimpleName() + ").");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new SandboxAnswer.Nothing("Nobody waits for the sandbox any more.");
        }
    }

    private static SandboxAnswer read(AccountAccess access, HttpResponse<String> response) {
        int status = response.statusCode();
        JsonNode body = json(response.body());
        if (status >= 200 && status < 300) {
            return new SandboxAnswer.Done(body);
        }
        String detail =
                "The sandbox answered " + status + ": " + body.path("detail").asString("no more than that") + ".";
        Duration retryAfter = response.headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("[0-9]{1,6}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(null);
        return switch (status) {
            case 401 -> {
                access.disconnected("The sandbox has signed the account out.");
                yield new SandboxAnswer.Refused(Refusal.DISCONNECTED, detail, null);
            }
            case 429 -> new SandboxAnswer.Refused(Refusal.THROTTLED, detail, retryAfter);
            case 503 -> new SandboxAnswer.Refused(Refusal.PLATFORM_DOWN, detail, retryAfter);
            default ->
                status >= 400 && status < 500
                        ? new SandboxAnswer.Refused(
                                REFUSALS.getOrDefault(body.path("error").asString(""), Refusal.REJECTED), detail, null)
                        : new SandboxAnswer.Nothing(detail);
        };
    }

    private static JsonNode json(String text) {
        try {
            return Optional.ofNullable(JSON.readTree(text)).orElse(MissingNode.getInstance());
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
