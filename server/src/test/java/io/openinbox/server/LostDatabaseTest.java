package io.openinbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.Api;
import io.openinbox.server.support.Pages;
import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class LostDatabaseTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    @Test
    @DisplayName("without its database the server asks to come again, and says that it is not ready")
    void lost() {
        TestTeam team = SERVER.team();
        SERVER.loseDatabase();

        Api.Answer answer = team.api().get("/threads");

        answer.refused(503, "OVERLOADED");
        assertThat(answer.header("Retry-After")).isPresent();
        byte[] delivery = "{\"data\":{\"event_type\":\"new.kind\"}}".getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> hook = Pages.post(
                URI.create(SERVER.url() + "/hooks/x"),
                delivery,
                "x-twitter-webhooks-signature",
                SERVER.signatureOf(delivery));
        assertThat(hook.statusCode()).isEqualTo(503);
        assertThat(hook.headers().firstValue("Retry-After")).isPresent();
        assertThat(health("readiness")).isEqualTo(503);
        assertThat(health("liveness")).isEqualTo(200);
        assertThat(Pages.get(URI.create(SERVER.url() + "/")).statusCode()).isEqualTo(200);
    }

    private static int health(String probe) {
        return Pages.get(URI.create(SERVER.managementUrl() + "/actuator/health/" + probe))
                .statusCode();
    }
}
