package io.openinbox.simulator.x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class XSimulatorProgramTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final XSimulator x = start(Map.of());
    private final App app = new App(x);
    private final Receiver receiver = new Receiver(x);

    @AfterEach
    void stop() {
        app.close();
        receiver.close();
        x.close();
    }

    private XSimulator start(Map<String, String> environment) {
        return XSimulatorProgram.start(0, null, environment, new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @Test
    void itPrintsWhatAPersonNeeds() {
        String text = printed.toString(StandardCharsets.UTF_8);
        assertThat(text)
                .contains(
                        "export INBOX_X_API_URL=" + x.baseUrl() + "\n",
                        "export INBOX_X_AUTHORIZE_URL=" + x.authorizeUrl() + "\n",
                        "export INBOX_X_CLIENT_ID=" + x.clientId() + "\n",
                        "export INBOX_X_CLIENT_SECRET=" + x.clientSecret() + "\n",
                        "export INBOX_X_CONSUMER_SECRET=" + x.consumerSecret() + "\n",
                        "export INBOX_X_BEARER_TOKEN=" + x.bearerToken() + "\n",
                        "curl -X POST " + x.baseUrl() + "/simulator/write",
                        "delivered to http://127.0.0.1:8080/hooks/x:");
        String token = text.lines()
                .filter(line -> line.startsWith("access token: "))
                .findFirst()
                .orElseThrow()
                .substring("access token: ".length())
                .strip();
        assertThat(app.get("/2/users/me", token).string("/data/username")).isEqualTo("shop");
    }

    @Test
    void thePublicAddressOfTheServerDecidesWhereDeliveriesGo() {
        try (XSimulator elsewhere = start(Map.of("INBOX_PUBLIC_URL", "http://127.0.0.1:9999/"))) {
            assertThat(elsewhere.standingWebhooks()).containsExactly(URI.create("http://127.0.0.1:9999/hooks/x"));
        }
    }

    @Test
    void anAddressThatIsNoneIsRefusedByItsName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> start(Map.of("INBOX_PUBLIC_URL", "inbox")))
                .withMessageStartingWith("INBOX_PUBLIC_URL: ");
        assertThatThrownBy(() -> XSimulator.start(
                        XSettings.defaults().withPort(x.baseUrl().getPort())))
                .hasMessageStartingWith("port: ");
    }

    @Test
    void oneCurlMakesAPersonWrite() {
        App.Answer answer = post(
                "write",
                Map.of(
                        "from",
                        "rosa",
                        "text",
                        "Is this still available?",
                        "webhook",
                        receiver.url().toString()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.string("/to")).isEqualTo("shop");
        assertThat(answer.text()).contains("passed the challenge");
        assertThat(answer.string("/deliveries/0/state")).isEqualTo("ACKNOWLEDGED");
        assertThat(receiver.received().getFirst().messageId()).isEqualTo(answer.string("/dm_event_id"));

        assertThat(post("write", Map.of("from", "noor", "text", "And this?")).string("/deliveries/0/state"))
                .isEqualTo("ACKNOWLEDGED");
    }

    @Test
    void aServerThatIsDownIsSaidSo() {
        App.Answer answer =
                post("write", Map.of("from", "rosa", "text", "hi", "webhook", "http://127.0.0.1:1/hooks/x"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("failed the challenge: connection refused");
        assertThat(answer.string("/deliveries/0/state")).isEqualTo("WAITING");
    }

    @Test
    void mistakesNameTheFieldAndTheRemedy() {
        assertThat(post("write", Map.of("text", "hi")).text()).isEqualTo("from: is missing; give it with -d from=…\n");
        App.Answer unknown = post("write", Map.of("from", "nobody", "text", "hi"));
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.text()).startsWith("from: there is no user nobody; use one of shop, rosa, noor");
        assertThat(post("write", Map.of("from", "rosa", "text", "hi", "webhook", "here"))
                        .text())
                .startsWith("webhook: must be an absolute http(s) URL");
        assertThat(post("write", Map.of("from", "shop", "text", "hi")).text()).startsWith("to: is missing");
        assertThat(post("behave", Map.of("behaviour", "strange")).text()).startsWith("behaviour: there is no strange");
        assertThat(post("behave", Map.of("behaviour", "refuse", "with", "force"))
                        .text())
                .startsWith("with: must be ");
        assertThat(post("behave", Map.of("behaviour", "duplicate", "copies", "some"))
                        .text())
                .startsWith("copies: must be a whole number");
        assertThat(post("nothing", Map.of()).status()).isEqualTo(404);
    }

    @Test
    void theSwitchesWorkByForm() {
        XUser rosa = x.findUser("rosa").orElseThrow();
        String token = post("link", Map.of("user", "shop")).string("/access_token");
        post("behave", Map.of("behaviour", "fail-after-accepting", "with", "internal-error", "times", "1"));
        assertThat(app.message(rosa, token, "hi").status()).isEqualTo(500);
        post("behave", Map.of("behaviour", "refuse", "with", "throttled", "reset", "5", "on", "send,direct-messages"));
        assertThat(app.get("/2/dm_events", token).status()).isEqualTo(429);
        assertThat(app.message(rosa, token, "hi").status()).isEqualTo(429);
        post("behave", Map.of("behaviour", "normal"));
        post("behave", Map.of("behaviour", "closed-dms", "user", "rosa"));
        assertThat(app.message(rosa, token, "hi").status()).isEqualTo(403);

        App.Answer sent = app.call(app.request("/simulator/sent").GET());
        assertThat(sent.body().at("/accepted")).hasSize(1);
        assertThat(sent.string("/accepted/0/text")).isEqualTo("hi");
        assertThat(sent.string("/accepted/0/to")).isEqualTo("rosa");
        assertThat(sent.body().at("/accepted/0/posts").asInt()).isEqualTo(3);
        assertThat(sent.body()
                        .at("/posts")
                        .valueStream()
                        .map(post -> post.get("status").asInt()))
                .containsExactly(500, 429, 403);
    }

    @Test
    void everyNamedBehaviourIsTaken() {
        for (Map<String, String> form : List.of(
                Map.of("behaviour", "answer-late", "ms", "10"),
                Map.of("behaviour", "never-answer", "to", "rosa"),
                Map.of("behaviour", "cut-connection", "by", "shop"),
                Map.of("behaviour", "echo-first"),
                Map.of("behaviour", "hold"),
                Map.of("behaviour", "hold-echoes"),
                Map.of("behaviour", "delay", "ms", "10"),
                Map.of("behaviour", "duplicate", "copies", "2", "type", "dm.sent"),
                Map.of("behaviour", "duplicate-at-once", "copies", "2"),
                Map.of("behaviour", "open-dms", "user", "rosa"),
                Map.of("behaviour", "rewrite-text", "value", "off"),
                Map.of("behaviour", "old-deliveries", "value", "on"),
                Map.of("behaviour", "limit", "calls", "15"),
                Map.of("behaviour", "normal"))) {
            assertThat(post("behave", form).text()).isEqualTo(form.get("behaviour") + ": done\n");
            assertThat(app.call(app.request("/simulator").GET()).text()).contains(form.getOrDefault("behaviour", "?"));
        }
    }

    @Test
    void heldDeliveriesAreReleasedByForm() {
        post("behave", Map.of("behaviour", "hold"));
        App.Answer written = post(
                "write",
                Map.of("from", "rosa", "text", "hi", "webhook", receiver.url().toString()));
        assertThat(written.string("/deliveries/0/state")).isEqualTo("HELD");

        assertThat(post("release", Map.of("seed", "3")).text()).isEqualTo("1 deliveries released\n");
        x.awaitIdle(Duration.ofSeconds(20));
        assertThat(receiver.received()).hasSize(1);
        assertThat(app.call(app.request("/simulator/deliveries").GET()).string("/0/state"))
                .isEqualTo("ACKNOWLEDGED");
    }

    @Test
    void peopleAndOtherEventsCanBeAdded() {
        assertThat(post("users", Map.of("username", "ida", "name", "Ida")).string("/username"))
                .isEqualTo("ida");
        assertThat(app.call(app.request("/simulator/users").GET()).body()).hasSize(4);
        post(
                "write",
                Map.of("from", "ida", "text", "hi", "webhook", receiver.url().toString()));
        for (String kind : new String[] {"typing", "read", "encrypted", "unknown", "group"}) {
            assertThat(post("event", Map.of("kind", kind, "from", "ida", "text", "all"))
                            .text())
                    .isEqualTo("done\n");
        }
        assertThat(post("expire", Map.of("user", "shop")).status()).isEqualTo(200);
        assertThat(post("revoke", Map.of("user", "shop")).status()).isEqualTo(200);
        x.awaitIdle(Duration.ofSeconds(20));
        assertThat(receiver.received()).hasSize(7);
    }

    @Test
    void aWebPageCannotSteerIt() {
        App.Answer refused = app.call(app.request("/simulator/write")
                .header("Origin", "https://evil.example")
                .POST(HttpRequest.BodyPublishers.ofString("from=rosa&text=hi")));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(x.deliveries()).isEmpty();
    }

    private App.Answer post(String route, Map<String, String> fields) {
        return app.publicForm("/simulator/" + route, fields);
    }
}
