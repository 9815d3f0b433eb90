package io.openinbox.server.message;

import static io.openinbox.server.support.Json.platforms;
import static io.openinbox.server.support.Json.text;
import static io.openinbox.server.support.Json.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam.SandboxAccount;
import io.openinbox.server.support.TestTeam.TestAccount;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

final class SecondPlatformTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    @Test
    @DisplayName("A2, A3: a platform is data: the same calls do the same on another one, in the same team and schema")
    void sameCalls() {
        var team = SERVER.team();
        TestAccount x = team.account();
        SandboxAccount sandbox = team.sandboxAccount();
        team.receive(x, team.person(), "hello from X");
        SERVER.sandbox().write(team.sandboxPerson(), sandbox.user(), "hello from the sandbox");

        JsonNode requests = team.api().get("/threads?inbox=requests").ok().path("threads");

        assertThat(texts(requests, "platform")).containsExactlyInAnyOrder("sandbox", "x");
        for (JsonNode thread : requests) {
            String id = text(thread, "id");
            assertThat(platforms(thread)).containsOnly(text(thread, "platform"));
            JsonNode answer = team.api()
                    .post("/threads/" + id + "/messages", "{\"content\":\"welcome\"}")
                    .ok();
            assertThat(text(answer, "platform")).isEqualTo(text(thread, "platform"));
            assertThat(text(answer, "platformId")).isNotBlank();
            JsonNode shown = team.api().get("/threads/" + id).ok();
            assertThat(shown.path("isRequest").booleanValue()).isFalse();
            assertThat(team.api().get("/threads/" + id + "/messages").ok().path("messages"))
                    .hasSize(2);
        }
        assertThat(texts(team.api().get("/account-links").ok(), "platform")).containsExactly("x", "sandbox");
        assertThat(team.api()
                        .get("/threads?inbox=no-reply")
                        .ok()
                        .path("threads")
                        .size())
                .isEqualTo(2);
    }

    @Test
    @DisplayName("one person's id on one platform is nobody on the other")
    void apart() {
        var team = SERVER.team();
        SandboxAccount sandbox = team.sandboxAccount();
        var person = team.sandboxPerson();
        TestAccount x = team.account();
        SERVER.sandbox().write(person, sandbox.user(), "hello");

        team.api()
                .post("/threads", "{\"accountLinkId\":\"%s\",\"externalPlatformId\":\"%s\"}", x.id(), person.id())
                .refused(422, "VALIDATION_ERROR");
    }
}
