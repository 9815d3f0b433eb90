package io.openinbox.simulator.x;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An app that calls the simulated X with the JDK's client, as any app would. */
final class App implements AutoCloseable {

    /** An answer; {@code body} is JSON's missing node when there was none. */
    record Answer(int status, JsonNode body, String text, HttpHeaders headers) {

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        String string(String pointer) {
            return body.at(pointer).asString();
        }
    }

    private final JsonMapper json = new JsonMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final XSimulator x;

    App(XSimulator x) {
        this.x = x;
    }

    Answer get(String path, String token) {
        return call(request(path).header("Authorization", "Bearer " + token).GET());
    }

    Answer send(String method, String path, String token, String body) {
        return call(request(path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer post(String path, String token, String body) {
        return send("POST", path, token, body);
    }

    /** Sends a text to a user. */
    Answer message(XUser to, String token, String text) {
        return post(
                "/2/dm_conversations/with/" + to.id() + "/messages",
                token,
                json.writeValueAsString(Map.of("text", text)));
    }

    /** Posts a form as a confidential client. */
    Answer form(String path, Map<String, String> fields) {
        String credentials = Base64.getEncoder()
                .encodeToString((x.clientId() + ":" + x.clientSecret()).getBytes(StandardCharsets.UTF_8));
        return call(plainForm(path, fields).header("Authorization", "Basic " + credentials));
    }

    /** Posts a form without credentials. */
    Answer publicForm(String path, Map<String, String> fields) {
        return call(plainForm(path, fields));
    }

    private HttpRequest.Builder plainForm(String path, Map<String, String> fields) {
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encode(fields)));
    }

    static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(x.baseUrl() + path)).timeout(Duration.ofSeconds(20));
    }

    Answer call(HttpRequest.Builder request) {
        try {
            return tryCall(request);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    Answer tryCall(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            boolean isJson =
                    response.headers().firstValue("Content-Type").orElse("").contains("json");
            return new Answer(
                    response.statusCode(),
                    isJson ? json.readTree(response.body()) : json.missingNode(),
                    response.body(),
                    response.headers());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
