package io.openinbox.server.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of API v1, or by {@link #v2} of API v2. Whatever it is answered is held to the contract. */
public final class Api {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final URI server;
    private final String prefix;
    private final Map<String, String> headers;

    Api(URI server, String token) {
        this(server, "/api/v1", token.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + token));
    }

    private Api(URI server, String prefix, Map<String, String> headers) {
        this.server = server;
        this.prefix = prefix;
        this.headers = headers;
    }

    /** The same client of the other version. */
    public Api v2() {
        return below("/api/v2");
    }

    /** The same client of {@code /api/manage}. */
    public Api manage() {
        return below("/api/manage");
    }

    /** The same client of another surface. */
    public Api below(String otherPrefix) {
        return new Api(server, otherPrefix, headers);
    }

    /** The value of its {@code Authorization} header. */
    public String authorization() {
        return headers.getOrDefault("Authorization", "");
    }

    /** The same client with one more header on every request. */
    public Api with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new Api(server, prefix, more);
    }

    /** The same client of another node. */
    public Api at(URI node) {
        return new Api(node, prefix, headers);
    }

    /** @param path below the prefix, query included; {@code %s} take the values, escaped for a query */
    public Answer get(String path, Object... values) {
        return send("GET", fill(path, Api::escape, values), null);
    }

    /** @param json a body in which {@code %s} take the values as they are */
    public Answer post(String path, String json, Object... values) {
        return send("POST", path, fill(json, UnaryOperator.identity(), values));
    }

    public Answer patch(String path, String json, Object... values) {
        return send("PATCH", path, fill(json, UnaryOperator.identity(), values));
    }

    public Answer put(String path) {
        return send("PUT", path, null);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    /** Any request; a body goes as JSON unless this client has another content type. */
    public Answer send(String method, String path, @Nullable String body) {
        URI address = URI.create(server + prefix + path);
        var request = HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(60))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null && !headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            var answer = new Answer(response.statusCode(), response, response.body());
            Contract.of(prefix).ifPresent(contract -> contract.check(method, address.getRawPath(), answer));
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String escape(Object value) {
        return URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
    }

    private static String fill(String template, UnaryOperator<Object> form, Object... values) {
        String[] parts = template.split("%s", -1);
        if (parts.length != values.length + 1) {
            throw new IllegalArgumentException(values.length + " values for " + template);
        }
        var filled = new StringBuilder(parts[0]);
        for (int i = 0; i < values.length; i++) {
            filled.append(form.apply(values[i])).append(parts[i + 1]);
        }
        return filled.toString();
    }

    /** What came back. */
    public record Answer(int status, HttpResponse<String> response, String text) {

        private static final JsonMapper JSON = JsonMapper.shared();

        /** The body of a 200. */
        public JsonNode ok() {
            assertThat(status).as("status of %s: %s", response.uri(), text).isEqualTo(200);
            return json();
        }

        /** The error of a refusal with this status and code. */
        public JsonNode refused(int expectedStatus, String code) {
            assertThat(status).as("status of %s: %s", response.uri(), text).isEqualTo(expectedStatus);
            JsonNode error = json().path("error");
            assertThat(error.path("code").stringValue()).isEqualTo(code);
            assertThat(error.path("status").intValue()).isEqualTo(expectedStatus);
            assertThat(error.path("message").stringValue()).isNotBlank();
            return error;
        }

        /** The body of an answer with this status. */
        public JsonNode answered(int expectedStatus) {
            assertThat(status).as("status of %s: %s", response.uri(), text).isEqualTo(expectedStatus);
            return json();
        }

        /** An answer with this status and nothing in it. */
        public void answeredEmpty(int expectedStatus) {
            assertThat(status).as("status of %s: %s", response.uri(), text).isEqualTo(expectedStatus);
            assertThat(text).isEmpty();
        }

        /** A refusal in v2's manner, with this status and code; gives its details. */
        public JsonNode refusedAs(int expectedStatus, String code) {
            JsonNode error = answered(expectedStatus);
            assertThat(error.propertyNames()).containsExactly("code", "message", "details", "requestId");
            assertThat(error.path("code").stringValue()).as(text).isEqualTo(code);
            assertThat(error.path("message").stringValue()).isNotBlank();
            assertThat(header("X-Request-Id")).contains(error.path("requestId").stringValue());
            return error.path("details");
        }

        /** A refusal in v2's manner of what the request says at a path, such as {@code target.threadId}. */
        public void invalidAt(String path) {
            JsonNode issues = refusedAs(400, "invalidRequest").path("issues");
            assertThat(issues.valueStream()
                            .map(issue -> issue.path("path")
                                    .valueStream()
                                    .map(JsonNode::asString)
                                    .collect(Collectors.joining("."))))
                    .as(text)
                    .contains(path);
        }

        public JsonNode json() {
            return JSON.readTree(text);
        }

        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }
    }
}
