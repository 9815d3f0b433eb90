package io.openinbox.server.live;

import io.openinbox.server.support.Await;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Scanner;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a stream as a browser does, and keeps what came. */
public final class LiveClient implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final InputStream body;
    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final Thread reader;
    private volatile boolean ended;
    private final AtomicInteger heartbeats = new AtomicInteger();

    private LiveClient(InputStream body) {
        this.body = body;
        reader = Thread.ofVirtual().start(this::read);
    }

    /** Opens a stream and returns once the server has said that it is there. */
    public static LiveClient open(URI server, String query, String... headers) {
        HttpResponse<InputStream> response = request(server, query, headers);
        if (response.statusCode() != 200) {
            throw new AssertionError("the stream was answered " + response.statusCode());
        }
        var client = new LiveClient(response.body());
        client.await("ready");
        return client;
    }

    static HttpResponse<InputStream> request(URI server, String query, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server + "/api/live" + query)).timeout(Duration.ofSeconds(20));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits for an event under this name. */
    Sent await(String event) {
        return Await.found(
                "an event " + event,
                Duration.ofSeconds(20),
                () -> named(event).stream().findFirst());
    }

    /** Waits until the log has been shown as far as this number. */
    public List<Sent> awaitSeq(long seq) {
        Await.until("entry " + seq, () -> {
            List<Sent> entries = entries();
            return !entries.isEmpty() && entries.getLast().seq() >= seq;
        });
        return entries();
    }

    void awaitEnd() {
        Await.until("the stream's end", Duration.ofSeconds(40), () -> ended);
    }

    void awaitHeartbeats(int count) {
        Await.until(count + " heartbeats", () -> heartbeats.get() >= count);
    }

    /** The log's entries. */
    public List<Sent> entries() {
        return named("message");
    }

    List<Sent> named(String event) {
        return sent.stream().filter(one -> one.event().equals(event)).toList();
    }

    /** What a browser would send as {@code Last-Event-ID}. */
    Optional<String> lastId() {
        return sent.reversed().stream()
                .map(Sent::id)
                .filter(id -> !id.isEmpty())
                .findFirst();
    }

    @Override
    public void close() {
        try {
            body.close();
            reader.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        var scanner = new Scanner(body, StandardCharsets.UTF_8).useDelimiter("\n\n");
        while (scanner.hasNext()) {
            take(scanner.next());
        }
        ended = true;
    }

    private void take(String block) {
        String event = "message";
        String id = "";
        List<String> data = new ArrayList<>();
        for (String line : block.lines().toList()) {
            if (line.startsWith("event: ")) {
                event = line.substring("event: ".length());
            } else if (line.startsWith("id: ")) {
                id = line.substring("id: ".length());
            } else if (line.startsWith("data: ")) {
                data.add(line.substring("data: ".length()));
            } else if (line.startsWith(":")) {
                heartbeats.incrementAndGet();
            }
        }
        if (!data.isEmpty()) {
            sent.add(new Sent(event, id, JsonMapper.shared().readTree(String.join("\n", data))));
        }
    }

    public record Sent(String event, String id, JsonNode data) {

        public long seq() {
            return data.path("seq").longValue();
        }

        String type() {
            return data.path("type").stringValue();
        }
    }
}
