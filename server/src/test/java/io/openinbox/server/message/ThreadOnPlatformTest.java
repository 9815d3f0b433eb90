package io.openinbox.server.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.TestServer;
import io.openinbox.simulator.sandbox.SandboxFault;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ThreadOnPlatformTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    @Test
    @DisplayName("archiving and deleting a thread is done on the platform, too, once for each change")
    void both() {
        var chat = new Chat(SERVER);
        chat.send("hello");

        done(chat, true);
        done(chat, true);
        done(chat, false);
        assertThat(calls(chat)).containsExactly(state(chat), state(chat));
        assertThat(chat.api().delete("/threads/" + chat.thread()).status()).isEqualTo(200);

        assertThat(calls(chat))
                .hasSize(3)
                .last()
                .isEqualTo("DELETE /conversations/" + chat.person().id());
    }

    @Test
    @DisplayName("what the platform refuses, does not answer or cannot do is done here all the same")
    void here() {
        var chat = new Chat(SERVER);
        chat.send("hello");
        chat.sandbox().failNext(SandboxFault.DOWN);
        done(chat, true);
        chat.sandbox().failNext(SandboxFault.NEITHER_DONE_NOR_ANSWERED);
        done(chat, false);
        assertThat(calls(chat)).hasSize(2);
        assertThat(chat.shownThread().path("done").booleanValue()).isFalse();

        var plain = new Chat(SERVER, Set.of("message:send"));
        plain.send("hello");
        done(plain, true);
        assertThat(plain.shownThread().path("done").booleanValue()).isTrue();
        assertThat(plain.api().delete("/threads/" + plain.thread()).status()).isEqualTo(200);
        assertThat(calls(plain)).isEmpty();
    }

    private static void done(Chat chat, boolean done) {
        chat.api().patch("/threads/" + chat.thread(), "{\"done\":%s}", done).ok();
    }

    private static String state(Chat chat) {
        return "PUT /conversations/" + chat.person().id() + "/state";
    }

    private static List<String> calls(Chat chat) {
        return chat.sandbox().calls().stream()
                .filter(call -> call.contains("/conversations/" + chat.person().id()))
                .toList();
    }
}
