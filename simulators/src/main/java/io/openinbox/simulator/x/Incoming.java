package io.openinbox.simulator.x;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request as it arrived.
 *
 * @param path its segments, still percent-encoded
 * @param headers by name in any case; of a repeated one, the first
 */
record Incoming(String method, List<String> path, Form query, Map<String, String> headers, String body) {

    private static final int BODY_LIMIT = 1 << 20;

    /**
     * Reads a request to its end.
     *
     * @throws Refused when it is too long or not well encoded
     */
    static Incoming read(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(BODY_LIMIT + 1);
        if (body.length > BODY_LIMIT) {
            throw new Refused(XRefusal.invalid("$", "", "the body must not exceed " + BODY_LIMIT + " bytes"));
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
        String query = exchange.getRequestURI().getRawQuery();
        try {
            return new Incoming(
                    exchange.getRequestMethod(),
                    List.of(exchange.getRequestURI().getRawPath().substring(1).split("/", -1)),
                    query == null ? Form.empty() : Form.parse(query),
                    headers,
                    new String(body, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new Refused(XRefusal.invalid("query", "", "is not well encoded"));
        }
    }

    /** Empty when the header is missing. */
    String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
