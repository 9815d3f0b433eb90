package io.openinbox.simulator.x;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An app's webhook: answers challenges, keeps deliveries, and answers them as the test says. */
final class Receiver implements AutoCloseable {

    /** One delivery, as it arrived. */
    record Received(String signature, String text, JsonNode body) {

        String string(String pointer) {
            return body.at(pointer).asString();
        }

        /** The id of the message it tells of, in either form. */
        String messageId() {
            String id = string("/data/payload/direct_message_events/0/id");
            return id.isEmpty() ? string("/direct_message_events/0/id") : id;
        }
    }

    private final JsonMapper json = new JsonMapper();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final String secret;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Deque<Integer> answers = new ConcurrentLinkedDeque<>();
    private volatile boolean answersChallenges = true;
    private volatile @Nullable CyclicBarrier meeting;

    Receiver(XSimulator x) {
        this(x.consumerSecret());
    }

    Receiver(String secret) {
        this.secret = secret;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/hooks/x", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hooks/x");
    }

    /** In the order of arrival. */
    List<Received> received() {
        return List.copyOf(received);
    }

    /** Answers the next deliveries with these statuses, and 200 after them. */
    void answerNext(Integer... statuses) {
        answers.addAll(List.of(statuses));
    }

    void refuseChallenges() {
        answersChallenges = false;
    }

    /** Lets deliveries be answered only when so many are there at the same time. */
    void answerTogether(int parties) {
        meeting = new CyclicBarrier(parties);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestMethod().equals("GET")) {
                challenge(exchange);
                return;
            }
            String text = new String(body, StandardCharsets.UTF_8);
            received.add(new Received(
                    exchange.getRequestHeaders().getFirst("x-twitter-webhooks-signature"), text, json.readTree(text)));
            CyclicBarrier together = meeting;
            if (together != null) {
                together.await(20, TimeUnit.SECONDS);
            }
            Integer status = answers.poll();
            exchange.sendResponseHeaders(status == null ? 200 : status, -1);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the deliveries did not come together", e);
        }
    }

    private void challenge(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        String token = query.substring("crc_token=".length(), query.indexOf('&'));
        if (!answersChallenges) {
            exchange.sendResponseHeaders(403, -1);
            return;
        }
        byte[] answer = ("{\"response_token\":\"" + signature(secret, token) + "\"}").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
    }

    /** Computed here anew, so that the simulator's own signing is held to the protocol. */
    static String signature(String secret, String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256="
                    + Base64.getEncoder().encodeToString(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
