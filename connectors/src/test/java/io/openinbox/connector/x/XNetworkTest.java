package io.openinbox.connector.x;

import static io.openinbox.connector.x.SocketServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.connector.x.SocketServer.Reply;
import io.openinbox.connector.x.SocketServer.Request;
import io.openinbox.platform.Outbound;
import io.openinbox.platform.Refusal;
import io.openinbox.platform.SendOutcome;
import io.openinbox.platform.SendOutcome.Accepted;
import io.openinbox.platform.SendOutcome.Refused;
import io.openinbox.platform.SendOutcome.Unanswered;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A send over a network that fails: "nothing was sent" and "nobody knows" are never confused. */
@Timeout(30)
final class XNetworkTest {

    private static final Outbound MESSAGE = new Outbound("2222222222", "Your parcel left today.");
    private static final String ACCEPTED = "{\"data\":{\"dm_event_id\":\"1990000000000000456\"}}";

    private final LinkedTestAccount account = LinkedTestAccount.of("1111111111");

    @AutoClose
    private final Closer open = new Closer();

    private SocketServer x(Function<Request, Reply> behaviour) {
        return open.add(new SocketServer(behaviour));
    }

    private XConnector connector(String url, Duration budget) {
        return open.add(new XConnector(
                new XSettings(url, XSettings.AUTHORIZE_URL, "client", "secret", null, null),
                InstantSource.system(),
                budget));
    }

    private SendOutcome send(String url, Duration budget) {
        return connector(url, budget).send(account, MESSAGE);
    }

    private SendOutcome send(SocketServer x) {
        return send(x.url(), Duration.ofSeconds(10));
    }

    private static void assertPlatformDown(SendOutcome outcome) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.refusal()).isEqualTo(Refusal.PLATFORM_DOWN));
    }

    @Test
    void a_refused_connection_sent_nothing() throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertPlatformDown(send("http://127.0.0.1:" + port, Duration.ofSeconds(10)));
    }

    @Test
    void an_unknown_host_sent_nothing() {
        assertPlatformDown(send("http://x.invalid", Duration.ofSeconds(10)));
    }

    @Test
    void a_failed_tls_handshake_sent_nothing() {
        var x = x(_ -> json(201, ACCEPTED));

        assertPlatformDown(send(x.url().replace("http:", "https:"), Duration.ofSeconds(10)));
    }

    @Test
    void a_tls_handshake_that_hangs_sent_nothing() throws IOException {
        var deaf = open.add(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));

        assertPlatformDown(send("https://127.0.0.1:" + deaf.getLocalPort(), Duration.ofMillis(500)));
    }

    @Test
    void a_reset_after_the_request_is_no_answer_and_is_not_tried_again() {
        var x = x(_ -> new Reply.Reset());

        assertThat(send(x)).isInstanceOf(Unanswered.class);
        assertThat(x.requests()).hasSize(1);
    }

    @Test
    void a_503_with_a_date_to_come_back_at_is_not_tried_again() {
        var x = x(_ -> json(503, Map.of("retry-after", "1"), "{}"));

        assertThat(send(x))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(1)));
        assertThat(x.requests()).hasSize(1);
    }

    @Test
    void half_of_a_success_is_no_answer() {
        assertThat(send(x(_ -> new Reply.Half(201, "{\"data\":")))).isInstanceOf(Unanswered.class);
    }

    @Test
    void half_of_a_refusal_is_a_refusal() {
        assertThat(send(x(_ -> new Reply.Half(404, "{\"title\":")))).isInstanceOf(Refused.class);
    }

    @Test
    void silence_ends_at_the_deadline() {
        var x = x(_ -> new Reply.Silence());

        assertThat(send(x.url(), Duration.ofMillis(500))).isInstanceOf(Unanswered.class);
        assertThat(x.requests()).hasSize(1);
    }

    @Test
    void an_answer_that_trickles_ends_at_the_deadline() {
        assertThat(send(x(_ -> new Reply.Trickle()).url(), Duration.ofMillis(500)))
                .isInstanceOf(Unanswered.class);
    }

    @Test
    void a_slow_refusal_of_the_token_leaves_no_time_to_renew_it() {
        var x = x(_ -> json(401, "{}"));

        assertPlatformDown(send(x.url(), Duration.ofSeconds(4)));
        assertThat(x.requests()).as("the refresh token was not risked").hasSize(1);
        assertThat(account.disconnections()).isEmpty();
    }

    @Test
    void a_silent_renewal_ends_at_the_deadline_and_sent_nothing() {
        var x = x(request -> request.path().equals("/2/oauth2/token") ? new Reply.Silence() : json(401, "{}"));

        assertPlatformDown(send(x.url(), Duration.ofMillis(5_500)));
    }

    @Test
    void a_connection_that_x_has_closed_is_not_used_again() throws InterruptedException {
        var x = x(_ -> new Reply.JsonThenClose(201, ACCEPTED));
        var connector = connector(x.url(), Duration.ofSeconds(10));

        for (var i = 0; i < 20; i++) {
            assertThat(connector.send(account, MESSAGE)).isInstanceOf(Accepted.class);
            x.awaitEnd();
        }
        assertThat(x.requests()).hasSize(20);
    }

    @Test
    void an_interrupted_caller_gets_its_answer_at_once_and_stays_interrupted() throws Exception {
        var arrived = new CountDownLatch(1);
        var x = x(_ -> {
            arrived.countDown();
            return new Reply.Silence();
        });
        var connector = connector(x.url(), Duration.ofSeconds(19));
        var outcome = new CompletableFuture<SendOutcome>();
        var wasInterrupted = new CompletableFuture<Boolean>();
        var caller = Thread.ofVirtual().start(() -> {
            outcome.complete(connector.send(account, MESSAGE));
            wasInterrupted.complete(Thread.currentThread().isInterrupted());
        });
        assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();

        caller.interrupt();

        assertThat(outcome.get(10, TimeUnit.SECONDS)).isInstanceOf(Unanswered.class);
        assertThat(wasInterrupted.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void many_sends_at_once_each_go_out_once() throws Exception {
        var x = x(_ -> json(201, ACCEPTED));
        var connector = connector(x.url(), Duration.ofSeconds(19));
        var sends = new CompletableFuture<?>[200];
        for (var i = 0; i < sends.length; i++) {
            var send = new CompletableFuture<SendOutcome>();
            Thread.ofVirtual().start(() -> send.complete(connector.send(account, MESSAGE)));
            sends[i] = send.thenAccept(outcome -> assertThat(outcome).isInstanceOf(Accepted.class));
        }
        CompletableFuture.allOf(sends).get(20, TimeUnit.SECONDS);

        assertThat(x.requests()).hasSize(sends.length);
    }
}
