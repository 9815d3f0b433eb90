package io.openinbox.server.message;

import static io.openinbox.server.support.Json.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.TestServer;
import io.openinbox.simulator.sandbox.SandboxFault;
import io.openinbox.team.Scope;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

final class TypingTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    @AfterEach
    void resetClock() {
        SERVER.clock().reset();
    }

    @Test
    @DisplayName("that we type is shown on the platform, at most once in 2.5 seconds")
    void show() {
        var chat = new Chat(SERVER);

        assertThat(text(type(chat), "status")).isEqualTo("sent");
        assertThat(text(type(chat), "reason")).isEqualTo("rateLimited");
        assertThat(shown(chat)).isEqualTo(1);
        SERVER.clock().pass(Duration.ofSeconds(3));
        JsonNode again = type(chat);

        assertThat(text(again, "status")).isEqualTo("sent");
        assertThat(again.has("reason")).isFalse();
        assertThat(shown(chat)).isEqualTo(2);
        assertThat(chat.events("thread.typing")).isEmpty();
    }

    @Test
    @DisplayName("nothing is an error: switched off, throttled, signed out")
    void skipped() {
        var chat = new Chat(SERVER);
        chat.api()
                .patch("/threads/" + chat.thread() + "/settings", "{\"typingIndicatorsEnabled\":false}")
                .ok();

        assertThat(text(type(chat), "reason")).isEqualTo("typingDisabled");
        chat.api()
                .patch("/threads/" + chat.thread() + "/settings", "{\"typingIndicatorsEnabled\":true}")
                .ok();
        chat.sandbox().failNext(SandboxFault.THROTTLED);
        assertThat(text(type(chat), "reason")).isEqualTo("rateLimited");
        SERVER.clock().pass(Duration.ofSeconds(3));
        SERVER.core()
                .accountLinks()
                .disconnected(chat.team().team().id(), chat.account().link().id(), "a test");
        assertThat(text(type(chat), "reason")).isEqualTo("outboundDisabled");

        SERVER.team().api().post("/threads/" + chat.thread() + "/typing", "{}").refused(404, "THREAD_NOT_FOUND");
        chat.team()
                .api(EnumSet.of(Scope.READ, Scope.WRITE))
                .post("/threads/" + chat.thread() + "/typing", "{}")
                .refused(403, "FORBIDDEN");
    }

    @Test
    @DisplayName("that the other side types is an event, at most once in 5 seconds")
    void told() {
        var chat = new Chat(SERVER);
        chat.receive("hello");

        chat.sandbox().type(chat.person(), chat.account().user());
        chat.sandbox().type(chat.person(), chat.account().user());
        assertThat(chat.events("thread.typing")).hasSize(1);
        SERVER.clock().pass(Duration.ofSeconds(6));
        chat.sandbox().type(chat.person(), chat.account().user());

        assertThat(chat.events("thread.typing")).hasSize(2).allSatisfy(event -> {
            assertThat(text(event.path("data"), "threadId")).isEqualTo(chat.thread());
            assertThat(text(event.path("data"), "senderPlatformId"))
                    .isEqualTo(chat.person().id());
        });
    }

    @Test
    @DisplayName("somebody who types before any thread exists makes none")
    void stranger() {
        var chat = new Chat(SERVER);

        chat.sandbox().type(chat.team().sandboxPerson(), chat.account().user());

        assertThat(chat.events("thread.typing")).isEmpty();
        assertThat(chat.api().get("/threads?inbox=requests").ok().path("threads"))
                .isEmpty();
    }

    private static JsonNode type(Chat chat) {
        return chat.api().post("/threads/" + chat.thread() + "/typing", "{}").ok();
    }

    private static long shown(Chat chat) {
        return chat.sandbox().calls().stream()
                .filter(call ->
                        call.equals("POST /conversations/" + chat.person().id() + "/typing"))
                .count();
    }
}
