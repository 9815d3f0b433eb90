package io.openinbox.server.crash;

import io.openinbox.server.support.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of API v1 that lives through crashes of the server. */
final class Client {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final URI api;
    private final String token;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Client(URI server, String token) {
        this.api = URI.create(server + "/api/v1");
        this.token = token;
    }

    /**
     * A message to be sent, with a text that no other has.
     *
     * @param path below the API's base
     * @param key null for none: then it is never asked for twice
     */
    record Send(String path, String text, String body, String key) {}

    /** What a client knows of its send in the end. */
    sealed interface Known {

        /** The server answered with a message. */
        record Message(String id, String platformId) implements Known {}

        /** The server answered that nothing was sent. */
        record Refused() implements Known {}

        /** The connection was lost, or the server does not know either. */
        record Nothing() implements Known {}
    }

    /** Sends once. What is lost under way is {@link Known.Nothing}. */
    Known send(Send send) throws InterruptedException {
        HttpRequest.Builder request = request(send.path())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(send.body()));
        if (send.key() != null) {
            request.header("Idempotency-Key", send.key());
        }
        HttpResponse<String> response;
        try {
            response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            return new Known.Nothing();
        }
        return switch (response.statusCode()) {
            case 200 -> {
                JsonNode body = JSON.readTree(response.body());
                JsonNode message = body.has("message") ? body.path("message") : body;
                yield new Known.Message(
                        message.path("id").stringValue(),
                        message.path("platformId").stringValue(null));
            }
            case 409 -> new Known.Nothing();
            case 422, 429, 502 -> new Known.Refused();
            default -> throw new AssertionError("a send was answered " + response.statusCode() + " " + response.body());
        };
    }

    /** A 200's body; waits for the server to come back where it has to. */
    JsonNode get(String path) {
        return Await.found("an answer to GET " + path, Duration.ofSeconds(90), () -> {
            try {
                HttpResponse<String> response =
                        http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() != 200) {
                    throw new AssertionError("GET " + path + ": " + response.statusCode() + " " + response.body());
                }
                return Optional.of(JSON.readTree(response.body()));
            } catch (IOException e) {
                return Optional.empty();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        });
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(api + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token);
    }
}
