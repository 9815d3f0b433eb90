package io.openinbox.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.openinbox.server.auth.SignInRoutes;
import io.openinbox.server.support.Pages;
import io.openinbox.server.support.TestServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** Who is asking, seen by whose guesses at sign-in links are too many. */
final class ClientAddressTest {

    private static final int MOST = 20;

    @RegisterExtension
    static final TestServer BEHIND_PROXIES =
            TestServer.create(Map.of("inbox.trusted-proxies", "127.0.0.1,10.0.0.0/8,2001:db8:1::/48"));

    @RegisterExtension
    static final TestServer ALONE = TestServer.create();

    @Test
    @DisplayName("behind a trusted proxy, guesses count for the address it names, and for no other")
    void trusted() {
        guess(BEHIND_PROXIES, "203.0.113.1", MOST);

        assertThat(status(BEHIND_PROXIES, "203.0.113.1")).isEqualTo(429);
        assertThat(status(BEHIND_PROXIES, "203.0.113.2")).isEqualTo(403);
        assertThat(status(BEHIND_PROXIES, "2001:db8:2::1")).isEqualTo(403);
    }

    @Test
    @DisplayName("what stands before the last address that is no proxy of ours is not believed")
    void spoofed() {
        guess(BEHIND_PROXIES, "203.0.113.11", MOST);

        assertThat(status(BEHIND_PROXIES, "198.51.100.7, 203.0.113.11")).isEqualTo(429);
        assertThat(status(BEHIND_PROXIES, "127.0.0.1, 203.0.113.11")).isEqualTo(429);
        assertThat(status(BEHIND_PROXIES, "nonsense, 203.0.113.11")).isEqualTo(429);
    }

    @Test
    @DisplayName("a chain of our proxies is followed to the client, with or without ports")
    void chains() {
        guess(BEHIND_PROXIES, "203.0.113.21", MOST);

        assertThat(status(BEHIND_PROXIES, "203.0.113.21, 10.1.2.3")).isEqualTo(429);
        assertThat(status(BEHIND_PROXIES, "203.0.113.21:4711,10.1.2.3:80")).isEqualTo(429);
        assertThat(status(BEHIND_PROXIES, "203.0.113.21, [2001:db8:1::5]:80")).isEqualTo(429);
        assertThat(status(BEHIND_PROXIES, "203.0.113.21, 203.0.113.22")).isEqualTo(403);
        assertThat(status(BEHIND_PROXIES, "203.0.113.21, nonsense")).isEqualTo(403);
    }

    @Test
    @DisplayName("from anybody else the header is only words")
    void untrusted() {
        for (int i = 0; i < MOST; i++) {
            assertThat(status(ALONE, "203.0.113." + i)).isEqualTo(403);
        }

        assertThat(status(ALONE, "203.0.113.99")).isEqualTo(429);
        ALONE.clock().pass(Duration.ofMinutes(11));
        assertThat(status(ALONE, "203.0.113.99")).isEqualTo(403);
    }

    @Test
    @DisplayName("log lines about a request carry the client's address")
    void logged() {
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        Logger log = (Logger) LoggerFactory.getLogger(SignInRoutes.class);
        log.addAppender(lines);
        try {
            guess(BEHIND_PROXIES, "203.0.113.31", 1);
        } finally {
            log.detachAppender(lines);
        }

        assertThat(lines.list)
                .anySatisfy(line -> assertThat(line.getMDCPropertyMap()).containsEntry("client", "203.0.113.31"));
    }

    private static void guess(TestServer server, String forwardedFor, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(status(server, forwardedFor)).isEqualTo(403);
        }
    }

    private static int status(TestServer server, String forwardedFor) {
        return Pages.get(server.url().resolve("/sign-in?secret=guess"), "X-Forwarded-For", forwardedFor)
                .statusCode();
    }
}
