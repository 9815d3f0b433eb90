package io.openinbox.connector.x;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.openinbox.platform.Deliveries;
import io.openinbox.platform.Inbound;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The webhook of a server that keeps what a connector reads, and nothing else. */
final class WebhookServer implements AutoCloseable {

    private final HttpServer server;
    private final Deliveries deliveries;
    private final List<Inbound> received = new CopyOnWriteArrayList<>();

    WebhookServer(Deliveries deliveries) {
        this.deliveries = deliveries;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/hooks/x", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hooks/x");
    }

    List<Inbound> received() {
        return List.copyOf(received);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestMethod().equals("GET")) {
                var query = exchange.getRequestURI().getQuery();
                var token = query.replaceFirst("(?:.*&)?crc_token=([^&]*).*", "$1");
                var answer = deliveries.answerChallenge(Map.of("crc_token", token));
                answer(exchange, answer.isPresent() ? 200 : 400, answer.orElse(""));
                return;
            }
            var body = exchange.getRequestBody().readAllBytes();
            if (!deliveries.isAuthentic(exchange.getRequestHeaders()::getFirst, body)) {
                answer(exchange, 401, "");
                return;
            }
            received.addAll(deliveries.read(body));
            answer(exchange, 200, "");
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
