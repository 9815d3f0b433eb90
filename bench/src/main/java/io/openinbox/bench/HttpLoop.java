package io.openinbox.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Clients that ask one thing after the other on connections they keep, each waiting for its answer. One thread and no
 * objects a request: what the load generator burns is missing to the server on the same machine.
 */
final class HttpLoop {

    private static final int LARGEST_ANSWER = 1 << 20;
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END_OF_CHUNKS = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final int port;
    private long[] nanos = new long[1 << 16];
    private int count;

    HttpLoop(int port) {
        this.port = port;
    }

    /** @param requests gives the bytes of the next request, head and body */
    Figures run(int clients, Supplier<byte[]> requests, Duration time) throws IOException {
        count = 0;
        List<Client> all = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < clients; i++) {
                all.add(new Client(SocketChannel.open(server(port)), selector));
            }
            long began = System.nanoTime();
            long end = began + time.toNanos();
            for (Client client : all) {
                client.ask(requests.get());
            }
            int waiting = clients;
            while (waiting > 0) {
                selector.select(1_000);
                for (SelectionKey key : selector.selectedKeys()) {
                    Client client = (Client) key.attachment();
                    if (client.answered()) {
                        record(System.nanoTime() - client.asked);
                        if (System.nanoTime() < end) {
                            client.ask(requests.get());
                        } else {
                            waiting--;
                        }
                    }
                }
                selector.selectedKeys().clear();
            }
            return Figures.of(nanos, count, Duration.ofNanos(System.nanoTime() - began));
        } finally {
            for (Client client : all) {
                client.channel.close();
            }
        }
    }

    /** One answer, for what is measured elsewhere. */
    static String ask(int port, byte[] request) throws IOException {
        try (Selector selector = Selector.open()) {
            var client = new Client(SocketChannel.open(server(port)), selector);
            try (var _ = client.channel) {
                client.ask(request);
                do {
                    selector.select();
                    selector.selectedKeys().clear();
                } while (!client.answered());
                return client.text();
            }
        }
    }

    private static InetSocketAddress server(int port) {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    }

    private void record(long duration) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = duration;
    }

    private static final class Client {

        private final SocketChannel channel;
        private final ByteBuffer answer = ByteBuffer.allocate(LARGEST_ANSWER);
        private long asked;

        Client(SocketChannel channel, Selector selector) throws IOException {
            this.channel = channel;
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        void ask(byte[] request) throws IOException {
            answer.clear();
            asked = System.nanoTime();
            ByteBuffer bytes = ByteBuffer.wrap(request);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        /** Reads what is there; whether the answer is whole. */
        boolean answered() throws IOException {
            int read = channel.read(answer);
            if (read < 0) {
                throw new IOException("The server closed a connection after: " + text());
            }
            int head = find(END_OF_HEAD, 0);
            if (head < 0) {
                return false;
            }
            if (answer.get(9) != '2') {
                throw new IOException("The server answered: " + text());
            }
            String headers = new String(answer.array(), 0, head, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
            int length = headers.indexOf("content-length:");
            int body = head + END_OF_HEAD.length;
            if (length < 0) {
                return headers.contains("chunked") && find(END_OF_CHUNKS, body) >= 0;
            }
            int lineEnd = headers.indexOf('\r', length);
            String value = headers.substring(length + "content-length:".length(), lineEnd < 0 ? head : lineEnd);
            return answer.position() >= body + Integer.parseInt(value.strip());
        }

        private int find(byte[] bytes, int from) {
            byte[] array = answer.array();
            for (int i = from; i <= answer.position() - bytes.length; i++) {
                if (array[i] == bytes[0] && Arrays.equals(array, i, i + bytes.length, bytes, 0, bytes.length)) {
                    return i;
                }
            }
            return -1;
        }

        String text() {
            return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
        }
    }
}
