package io.openinbox.connector.x;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** An HTTP server on a bare socket: it can misbehave in ways no HTTP library offers. */
final class SocketServer implements AutoCloseable {

    /** @param headers names in lower case */
    record Request(String method, String path, Map<String, String> headers, String body) {}

    /** How a request is dealt with. */
    sealed interface Reply {

        /** An ordinary answer; the connection stays open for more. */
        record Json(int status, Map<String, String> headers, String body) implements Reply {}

        /** An answer that promises a longer body than it gives. */
        record Half(int status, String body) implements Reply {}

        /** A success whose body arrives byte by byte and never ends. */
        record Trickle() implements Reply {}

        /** Nothing at all. */
        record Silence() implements Reply {}

        /** The connection is torn down. */
        record Reset() implements Reply {}

        /** An ordinary answer that does not say that the connection is closed behind it. */
        record JsonThenClose(int status, String body) implements Reply {}
    }

    static Reply json(int status, String body) {
        return new Reply.Json(status, Map.of(), body);
    }

    static Reply json(int status, Map<String, String> headers, String body) {
        return new Reply.Json(status, headers, body);
    }

    private final ServerSocket server;
    private final Function<Request, Reply> behaviour;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final Semaphore ended = new Semaphore(0);
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    SocketServer(Function<Request, Reply> behaviour) {
        this.behaviour = behaviour;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** In the order of their arrival. */
    List<Request> requests() {
        return List.copyOf(requests);
    }

    List<String> paths() {
        return requests.stream().map(Request::path).toList();
    }

    /** Waits until one more connection has been closed from this side. */
    void awaitEnd() throws InterruptedException {
        assertThat(ended.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            server.close();
            for (var connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var connection = server.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            var in = connection.getInputStream();
            while (true) {
                var request = read(in);
                requests.add(request);
                if (!reply(connection, behaviour.apply(request))) {
                    return;
                }
            }
        } catch (IOException e) {
            // The client went away, or the test ended.
        } finally {
            ended.release();
        }
    }

    /** @return whether the connection can take another request */
    private boolean reply(Socket connection, Reply reply) throws IOException {
        var out = connection.getOutputStream();
        return switch (reply) {
            case Reply.Json json -> {
                out.write(response(json.status(), json.headers(), json.body(), length(json.body())));
                yield true;
            }
            case Reply.JsonThenClose json -> {
                out.write(response(json.status(), Map.of(), json.body(), length(json.body())));
                yield false;
            }
            case Reply.Half half -> {
                out.write(response(half.status(), Map.of(), half.body(), length(half.body()) + 100));
                yield false;
            }
            case Reply.Trickle _ -> {
                out.write(response(201, Map.of(), "{", 1_000_000));
                while (!hasEnded(20)) {
                    out.write(' ');
                }
                yield false;
            }
            case Reply.Silence _ -> {
                hasEnded(60_000);
                yield false;
            }
            case Reply.Reset _ -> {
                connection.setSoLinger(true, 0);
                yield false;
            }
        };
    }

    private boolean hasEnded(long millis) {
        try {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static int length(String body) {
        return body.getBytes(StandardCharsets.UTF_8).length;
    }

    private static byte[] response(int status, Map<String, String> headers, String body, int length) {
        var head = new StringBuilder("HTTP/1.1 " + status + " Any\r\ncontent-type: application/json\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return (head + "content-length: " + length + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8);
    }

    private static Request read(InputStream in) throws IOException {
        var first = line(in).split(" ", -1);
        var headers = new HashMap<String, String>();
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            var colon = line.indexOf(':');
            if (colon < 0) {
                throw new IOException("not HTTP");
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        var body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Request(first[0], first[1], headers, new String(body, StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the client has closed");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }
}
