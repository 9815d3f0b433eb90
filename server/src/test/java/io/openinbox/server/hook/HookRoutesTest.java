package io.openinbox.server.hook;

import static io.openinbox.server.support.Json.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.Pages;
import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.server.support.TestTeam.TestAccount;
import io.openinbox.simulator.x.XUser;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HookRoutesTest {

    private static final String SIGNATURE = "x-twitter-webhooks-signature";

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    @AfterEach
    void resetClock() {
        SERVER.clock().reset();
    }

    @Test
    @DisplayName("a delivery is committed before it is answered")
    void delivery() {
        TestTeam team = SERVER.team();
        TestAccount account = team.account();
        XUser person = team.person();

        team.receive(account, person, "hi");

        assertThat(team.api().get("/threads?inbox=requests").ok().path("threads"))
                .hasSize(1);
    }

    @Test
    @DisplayName("an account that two teams linked delivers to both, and to each once however often it is delivered")
    void twoTeams() {
        TestTeam one = SERVER.team();
        TestTeam other = SERVER.team();
        TestAccount account = one.account();
        other.link(account.user());
        XUser person = one.person();

        one.receive(account, person, "hi");

        for (TestTeam team : new TestTeam[] {one, other}) {
            assertThat(texts(team.api().get("/events").ok().path("events"), "type"))
                    .containsOnlyOnce("message.created");
        }
    }

    @Test
    @DisplayName("bytes that the platform did not sign are refused before anybody reads them")
    void signature() {
        byte[] body = "{\"data\":{\"event_type\":\"dm.received\"}}".getBytes(StandardCharsets.UTF_8);

        assertThat(Pages.post(hook("x"), body).statusCode()).isEqualTo(401);
        assertThat(Pages.post(hook("x"), body, SIGNATURE, "sha256=AAAA").statusCode())
                .isEqualTo(401);
        assertThat(Pages.post(hook("x"), new byte[0], SIGNATURE, SERVER.signatureOf(body))
                        .statusCode())
                .isEqualTo(401);
        assertThat(Pages.post(hook("x"), body, SIGNATURE, SERVER.signatureOf(body))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{nonsense",
                "{",
                "[]",
                "{}",
                "{\"data\":5}",
                "{\"data\":{\"event_type\":\"new.kind\",\"payload\":{}}}"
            })
    @DisplayName("whatever is signed and not understood is kept and answered 200")
    void unknownShapes(String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);

        assertThat(Pages.post(hook("x"), body, SIGNATURE, SERVER.signatureOf(body))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("more than a megabyte is too large")
    void tooLarge() {
        byte[] body = new byte[(1 << 20) + 1];

        assertThat(Pages.post(hook("x"), body, SIGNATURE, SERVER.signatureOf(body))
                        .statusCode())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"myspace", "", "x/y", "X", "%20"})
    void an_unknown_platform_is_not_found(String platform) {
        assertThat(Pages.post(hook(platform), new byte[0]).statusCode()).isEqualTo(404);
        assertThat(Pages.get(hook(platform)).statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("challenges are answered, what is none is not, and not too many a minute")
    void challenges() {
        SERVER.clock().pass(Duration.ofMinutes(2));

        HttpResponse<String> answer = Pages.get(hook("x?crc_token=abc"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body())
                .isEqualTo(
                        "{\"response_token\":\"" + SERVER.signatureOf("abc".getBytes(StandardCharsets.UTF_8)) + "\"}");
        assertThat(Pages.get(hook("x")).statusCode()).isEqualTo(400);
        assertThat(Pages.get(hook("x?crc_token=%7B%22data%22%3A1%7D")).statusCode())
                .isEqualTo(400);

        HttpResponse<String> last = answer;
        for (int i = 0; i < 30; i++) {
            last = Pages.get(hook("x?crc_token=abc"));
        }
        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(last.headers().firstValue("Retry-After")).isPresent();

        SERVER.clock().pass(Duration.ofMinutes(2));
        assertThat(Pages.get(hook("x?crc_token=abc")).statusCode()).isEqualTo(200);
    }

    private static URI hook(String rest) {
        return URI.create(SERVER.url() + "/hooks/" + rest);
    }
}
