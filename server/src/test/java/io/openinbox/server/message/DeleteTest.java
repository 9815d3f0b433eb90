package io.openinbox.server.message;

import static io.openinbox.server.support.Json.text;
import static io.openinbox.server.support.Json.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.Await;
import io.openinbox.server.support.TestServer;
import io.openinbox.simulator.sandbox.SandboxFault;
import io.openinbox.simulator.sandbox.SandboxMessage;
import io.openinbox.simulator.x.XUser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

final class DeleteTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    @Test
    @DisplayName("unsending takes a message back from both sides; it stays in the list, marked and readable")
    void unsend() {
        var chat = new Chat(SERVER);
        String id = chat.send("oops");

        JsonNode deleted = chat.unsend(id).ok();

        assertThat(text(deleted, "messageId")).isEqualTo(id);
        assertThat(chat.onPlatform(id).gone()).isTrue();
        JsonNode message = chat.message(id);
        assertThat(text(message, "content")).isEqualTo("oops");
        assertThat(text(message, "deletedAt")).isEqualTo(text(deleted, "deletedAt"));
        assertThat(text(message, "platformDeletedAt")).isEqualTo(text(deleted, "deletedAt"));
        JsonNode history = chat.history(id);
        assertThat(texts(history.path("versions"), "content")).containsExactly("oops");
        assertThat(text(history.path("deletion"), "deletionType")).isEqualTo("all");
        assertThat(text(history.path("deletion"), "origin")).isEqualTo("api");
        assertThat(text(history.path("deletion"), "deletionAuthorPlatformId"))
                .isEqualTo(chat.account().user().id());
        assertThat(chat.events("message.deleted")).singleElement().satisfies(event -> {
            assertThat(text(event.path("data"), "messageId")).isEqualTo(id);
            assertThat(text(event.path("data"), "threadId")).isEqualTo(chat.thread());
        });
        chat.unsend(id).refused(409, "CONFLICT");
        chat.deleteForSelf(id).refused(409, "CONFLICT");
        chat.react(id, "👍").refused(409, "CONFLICT");
        assertThat(chat.calls("DELETE", id)).isEqualTo(1);
    }

    @Test
    @DisplayName("deleting for ourselves takes either side's message out of our view alone")
    void forSelf() {
        var chat = new Chat(SERVER);
        String theirs = chat.receive("hello");

        chat.unsend(theirs).refused(409, "CONFLICT");
        JsonNode deleted = chat.deleteForSelf(theirs).ok();

        assertThat(chat.onPlatform(theirs).gone()).isFalse();
        JsonNode message = chat.message(theirs);
        assertThat(text(message, "deletedAt")).isEqualTo(text(deleted, "deletedAt"));
        assertThat(message.path("platformDeletedAt").isNull()).isTrue();
        assertThat(text(chat.history(theirs).path("deletion"), "deletionType")).isEqualTo("self");
        assertThat(chat.events("message.deleted")).hasSize(1);
    }

    @Test
    @DisplayName("what the other side takes back is marked once, also after we had deleted it for ourselves")
    void inTheApp() {
        var chat = new Chat(SERVER);
        SandboxMessage one = chat.sandbox().write(chat.person(), chat.account().user(), "one");
        SandboxMessage two = chat.sandbox().write(chat.person(), chat.account().user(), "two");
        chat.deleteForSelf(chat.idOf(two)).ok();

        chat.sandbox().unsend(one);
        chat.sandbox().unsend(two);
        chat.sandbox().deliverAgain();

        JsonNode deletion = chat.history(chat.idOf(one)).path("deletion");
        assertThat(text(deletion, "deletionType")).isEqualTo("all");
        assertThat(text(deletion, "origin")).isEqualTo("external");
        assertThat(text(deletion, "deletionAuthorPlatformId"))
                .isEqualTo(chat.person().id());
        assertThat(text(chat.message(chat.idOf(one)), "content")).isEqualTo("one");
        assertThat(text(chat.history(chat.idOf(two)).path("deletion"), "deletionType"))
                .isEqualTo("all");
        assertThat(chat.events("message.deleted")).hasSize(3);
    }

    @Test
    @DisplayName("a deletion that comes before its message waits for it")
    void outOfOrder() {
        var chat = new Chat(SERVER);
        chat.sandbox().hold();
        SandboxMessage theirs =
                chat.sandbox().write(chat.person(), chat.account().user(), "gone in a moment");
        chat.sandbox().unsend(theirs);

        chat.sandbox().releaseReversed();

        Await.until(
                "the deletion finds its message",
                () -> !chat.messages().getFirst().path("deletedAt").isNull());
    }

    @Test
    @DisplayName("a deletion the platform made without answering shows as ours once it tells of it")
    void doneWithoutAnAnswer() {
        var chat = new Chat(SERVER);
        String id = chat.send("oops");
        chat.sandbox().hold();
        chat.sandbox().failNext(SandboxFault.DONE_WITHOUT_ANSWER);

        chat.unsend(id).refused(502, "PLATFORM_ERROR");
        assertThat(chat.message(id).path("deletedAt").isNull()).isTrue();
        chat.sandbox().release();

        assertThat(text(chat.history(id).path("deletion"), "origin")).isEqualTo("api");
        assertThat(chat.events("message.deleted")).hasSize(1);
    }

    @Test
    @DisplayName("a message unsent in a thread that was deleted here changes and tells nobody")
    void deletedThread() {
        var chat = new Chat(SERVER);
        SandboxMessage theirs =
                chat.sandbox().write(chat.person(), chat.account().user(), "hello");
        String id = chat.idOf(theirs);
        chat.api().delete("/threads/" + chat.thread()).response();

        chat.sandbox().unsend(theirs);

        assertThat(chat.events("message.deleted")).isEmpty();
        chat.unsend(id).refused(404, "THREAD_NOT_FOUND");
    }

    @Test
    @DisplayName("on X a message can be taken out of our own view and not be taken back")
    void onX() {
        var team = SERVER.team();
        var account = team.account();
        XUser person = team.person();
        String thread = team.thread(account, person);
        String id = text(
                team.api()
                        .post("/threads/" + thread + "/messages", "{\"content\":\"hello\"}")
                        .ok(),
                "id");
        String path = "/threads/" + thread + "/messages/" + id;

        team.api().send("DELETE", path, null).refused(400, "UNSUPPORTED_OPERATION");
        team.api().patch(path, "{\"content\":\"changed\"}").refused(400, "UNSUPPORTED_OPERATION");
        team.api().post(path + "/reactions", "{\"emoji\":\"👍\"}").refused(400, "UNSUPPORTED_OPERATION");
        team.api()
                .post("/threads/" + thread + "/messages", "{\"content\":\"hi\",\"replyToMessageId\":\"" + id + "\"}")
                .refused(400, "UNSUPPORTED_OPERATION");
        team.api().send("DELETE", path, "{\"deleteForAll\":false}").ok();

        JsonNode history = team.api().get(path + "/history").ok();
        assertThat(text(history.path("deletion"), "deletionType")).isEqualTo("self");
        team.api().send("DELETE", path, "{\"deleteForAll\":false}").refused(409, "CONFLICT");
        JsonNode typing =
                team.api().post("/threads/" + thread + "/typing", "{}").ok();
        assertThat(text(typing, "status")).isEqualTo("skipped");
        assertThat(text(typing, "reason")).isEqualTo("unsupported");
    }
}
