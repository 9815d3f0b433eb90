package io.openinbox.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SafeHttpTest {

    private static final AddressRules PUBLIC_ALONE = new AddressRules(List.of());
    private static final AddressRules WITH_LOOPBACK = new AddressRules(List.of("127.0.0.0/8", "::1"));
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch testEnded = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            answer(exchange);
        });
        server.start();
    }

    @AfterEach
    void stop() {
        testEnded.countDown();
        server.stop(0);
    }

    @ParameterizedTest
    @DisplayName("an address that is not the public Internet's is refused when it is named and when it is connected to")
    @ValueSource(
            strings = {
                // loopback, in every spelling
                "127.0.0.1",
                "127.1.2.3",
                "localhost",
                "0.0.0.0",
                "[::1]",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[::127.0.0.1]",
                "2130706433",
                "127.1",
                // private and shared
                "10.0.0.1",
                "10.255.255.255",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "100.64.0.1",
                "100.127.255.255",
                "[fc00::1]",
                "[fd12:3456:789a::1]",
                // link-local, and what clouds tell their machines
                "169.254.0.1",
                "169.254.169.254",
                "[fe80::1]",
                "[fec0::1]",
                "[::ffff:169.254.169.254]",
                "[fd00:ec2::254]",
                "100.100.100.200",
                "168.63.129.16",
                "192.0.0.192",
                // IPv4 inside IPv6
                "[64:ff9b::a00:1]",
                "[64:ff9b:1::a00:1]",
                "[2002:7f00:1::]",
                "[2002:a00:1::1]",
                "[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
                "[::ffff:0:127.0.0.1]",
                // of no one
                "192.0.2.1",
                "198.18.0.1",
                "198.51.100.1",
                "203.0.113.1",
                "192.88.99.1",
                "240.0.0.1",
                "255.255.255.255",
                "[100::1]",
                "[2001:db8::1]",
                "[3fff::1]",
                // many at once
                "224.0.0.1",
                "239.255.255.255",
                "[ff02::1]"
            })
    void refused(String host) {
        try (SafeHttp http = new SafeHttp(PUBLIC_ALONE)) {
            assertThat(http.problem("https://" + host + "/hook")).isNotNull();
            URI address = URI.create("http://" + host + ":" + port() + "/hook");
            assertThatThrownBy(() -> http.post(address, Map.of(), BODY)).isInstanceOf(RefusedAddressException.class);
        }
        assertThat(requests).hasValue(0);
    }

    @ParameterizedTest
    @DisplayName("the public Internet's addresses are not refused")
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450:4001::1"
            })
    void allowed(String address) {
        assertThat(PUBLIC_ALONE.isAllowed(InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @DisplayName("what is no web address, or would send a secret along, is refused in words")
    @ValueSource(
            strings = {
                "",
                "example.org/hook",
                "ftp://example.org/",
                "file:///etc/passwd",
                "https://",
                "https:///hook",
                "https://name:password@example.org/",
                "https://example.org/#part",
                "https://exa mple.org/"
            })
    void malformed(String address) {
        try (SafeHttp http = new SafeHttp(PUBLIC_ALONE)) {
            assertThat(http.problem(address)).matches("(is no address|must ).*");
        }
    }

    @Test
    @DisplayName("what people wrote goes unencrypted only where the operator has allowed an address by name")
    void plainHttp() throws IOException {
        InetAddress shop = InetAddress.ofLiteral("93.184.215.14");
        try (SafeHttp http = new SafeHttp(WITH_LOOPBACK, host -> List.of(shop), Duration.ofSeconds(5))) {
            assertThat(http.problem("http://shop.example/hook")).contains("https://");
            assertThat(http.problem("https://shop.example/hook")).isNull();
        }
        try (SafeHttp http = new SafeHttp(WITH_LOOPBACK)) {
            assertThat(http.problem("http://127.0.0.1:8080/hook")).isNull();
            assertThat(http.problem("http://[::1]:8080/hook")).isNull();
        }
    }

    @Test
    @DisplayName("a name that was public when it was named and leads inside when it is connected to reaches nothing")
    void rebinding() {
        Queue<InetAddress> answers =
                new ArrayDeque<>(List.of(InetAddress.ofLiteral("93.184.215.14"), InetAddress.getLoopbackAddress()));
        NameLookup names = host -> List.of(answers.remove());
        try (SafeHttp http = new SafeHttp(PUBLIC_ALONE, names, Duration.ofSeconds(5))) {
            assertThat(http.problem("https://rebinding.example/hook")).isNull();

            URI address = URI.create("http://rebinding.example:" + port() + "/hook");
            assertThatThrownBy(() -> http.post(address, Map.of(), BODY)).isInstanceOf(RefusedAddressException.class);
        }
        assertThat(answers).isEmpty();
        assertThat(requests).hasValue(0);
    }

    @Test
    @DisplayName("the connection goes to the address that was checked: a host is looked up once for it")
    void lookedUpOnce() throws IOException {
        AtomicInteger lookUps = new AtomicInteger();
        NameLookup names = host -> {
            if (lookUps.incrementAndGet() > 1) {
                throw new UnknownHostException(host);
            }
            return List.of(InetAddress.getLoopbackAddress());
        };
        try (SafeHttp http = new SafeHttp(WITH_LOOPBACK, names, Duration.ofSeconds(5))) {
            URI address = URI.create("http://once.example:" + port() + "/hook");
            assertThat(http.post(address, Map.of(), BODY).status()).isEqualTo(200);
        }
        assertThat(lookUps).hasValue(1);
    }

    @Test
    @DisplayName("a host with one address inside among others is refused as a whole")
    void mixed() {
        NameLookup names =
                host -> List.of(InetAddress.ofLiteral("93.184.215.14"), InetAddress.ofLiteral("169.254.169.254"));
        try (SafeHttp http = new SafeHttp(PUBLIC_ALONE, names, Duration.ofSeconds(5))) {
            assertThat(http.problem("https://mixed.example/hook")).contains("public address");
        }
    }

    @Test
    @DisplayName("a redirect is an answer, and is not followed")
    void redirect() throws IOException {
        try (SafeHttp http = new SafeHttp(WITH_LOOPBACK)) {
            assertThat(http.post(at("/redirect"), Map.of(), BODY).status()).isEqualTo(302);
        }
        assertThat(requests).hasValue(1);
    }

    @Test
    @DisplayName("of an endless answer 64 KB are read, and the connection is dropped")
    void endless() throws IOException {
        try (SafeHttp http = new SafeHttp(WITH_LOOPBACK)) {
            SafeHttp.Reply reply = http.post(at("/endless"), Map.of(), BODY);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).hasSize(SafeHttp.LARGEST_ANSWER);
        }
    }

    @Test
    @DisplayName("a server that never ends its answer is cut off at the deadline")
    void drip() {
        try (SafeHttp http = new SafeHttp(
                WITH_LOOPBACK, host -> List.of(InetAddress.getLoopbackAddress()), Duration.ofMillis(300))) {
            assertThatThrownBy(() -> http.post(at("/silent"), Map.of(), BODY)).isInstanceOf(IOException.class);
        }
    }

    @Test
    @DisplayName("an unknown name can be named, because it may be set up later, and is not reached")
    void unknownName() {
        NameLookup names = host -> {
            throw new UnknownHostException(host);
        };
        try (SafeHttp http = new SafeHttp(PUBLIC_ALONE, names, Duration.ofSeconds(5))) {
            assertThat(http.problem("https://later.example/hook")).isNull();
            assertThatThrownBy(() -> http.post(URI.create("https://later.example/hook"), Map.of(), BODY))
                    .isInstanceOf(UnknownHostException.class);
        }
    }

    @Test
    @DisplayName("status, Retry-After and body come back; the request carries its headers and says it is JSON")
    void reply() throws IOException {
        try (SafeHttp http = new SafeHttp(WITH_LOOPBACK)) {
            SafeHttp.Reply reply = http.post(at("/echo"), Map.of("X-Test", "value"), BODY);
            assertThat(reply.status()).isEqualTo(429);
            assertThat(reply.retryAfter()).isEqualTo("7");
            assertThat(new String(reply.body(), StandardCharsets.UTF_8)).isEqualTo("value application/json");
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        switch (exchange.getRequestURI().getPath()) {
            case "/redirect" -> {
                exchange.getResponseHeaders().set("Location", "/elsewhere");
                exchange.sendResponseHeaders(302, -1);
            }
            case "/endless" -> {
                exchange.sendResponseHeaders(200, 0);
                try (OutputStream out = exchange.getResponseBody()) {
                    byte[] piece = new byte[8192];
                    while (testEnded.getCount() > 0) {
                        out.write(piece);
                    }
                }
            }
            case "/silent" -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(1);
                exchange.getResponseBody().flush();
                await();
            }
            case "/echo" -> {
                String text = exchange.getRequestHeaders().getFirst("X-Test") + " "
                        + exchange.getRequestHeaders().getFirst("Content-Type");
                exchange.getResponseHeaders().set("Retry-After", "7");
                exchange.sendResponseHeaders(429, text.length());
                exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
            }
            default -> exchange.sendResponseHeaders(200, -1);
        }
        exchange.close();
    }

    private void await() {
        try {
            testEnded.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    private int port() {
        return server.getAddress().getPort();
    }
}
