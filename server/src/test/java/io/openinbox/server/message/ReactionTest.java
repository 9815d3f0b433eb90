package io.openinbox.server.message;

import static io.openinbox.server.support.Json.text;
import static io.openinbox.server.support.Json.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.Await;
import io.openinbox.server.support.TestServer;
import io.openinbox.simulator.sandbox.SandboxFault;
import io.openinbox.simulator.sandbox.SandboxMessage;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class ReactionTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    @Test
    @DisplayName("our reaction stands on a message once; another one takes its place; it can be taken off")
    void ours() {
        var chat = new Chat(SERVER);
        String id = chat.receive("hello");
        String us = chat.account().user().id();

        chat.react(id, "👍").ok();
        chat.react(id, "👍").ok();
        assertThat(texts(chat.message(id).path("reactions"), "emoji")).containsExactly("👍");
        chat.react(id, "❤️").ok();

        JsonNode reactions = chat.message(id).path("reactions");
        assertThat(texts(reactions, "emoji")).containsExactly("❤️");
        assertThat(texts(reactions, "senderPlatformId")).containsExactly(us);
        assertThat(chat.onPlatform(id).reactions()).containsEntry(us, "❤️");
        assertThat(chat.calls("PUT", id)).isEqualTo(2);

        chat.unreact(id, "👍").ok();
        assertThat(chat.message(id).path("reactions")).hasSize(1);
        chat.unreact(id, "❤️").ok();
        chat.unreact(id, "❤️").ok();

        assertThat(chat.message(id).path("reactions")).isEmpty();
        assertThat(chat.onPlatform(id).reactions()).isEmpty();
        assertThat(chat.calls("DELETE", id)).isEqualTo(1);
        assertThat(chat.events("message.reactionAdded")).hasSize(2).allSatisfy(event -> {
            assertThat(text(event.path("data"), "messageId")).isEqualTo(id);
            assertThat(text(event.path("data").path("reaction"), "senderPlatformId"))
                    .isEqualTo(us);
        });
        assertThat(chat.events("message.reactionRemoved"))
                .extracting(event -> text(event.path("data").path("reaction"), "emoji"))
                .containsExactly("👍", "❤️");
    }

    @Test
    @DisplayName("both paths do the same")
    void shorterPath() {
        var chat = new Chat(SERVER);
        String id = chat.receive("hello");

        chat.api().post(chat.path(id) + "/reactions", "{\"emoji\":\"🎉\"}").ok();
        assertThat(texts(chat.message(id).path("reactions"), "emoji")).containsExactly("🎉");
        chat.api()
                .send("DELETE", chat.path(id) + "/reactions", "{\"emoji\":\"🎉\"}")
                .ok();

        assertThat(chat.message(id).path("reactions")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"👍🏽", "🇳🇴", "1️⃣", "👩‍👩‍👧", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "☺"})
    @DisplayName("an emoji may be of many code points")
    void emojis(String emoji) {
        var chat = new Chat(SERVER);
        String id = chat.receive("hello");

        chat.react(id, emoji).ok();

        assertThat(texts(chat.message(id).path("reactions"), "emoji")).containsExactly(emoji);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "👍👍", "👍 ", "nice"})
    @DisplayName("what is not one emoji is refused, and nothing is asked of the platform")
    void noEmoji(String emoji) {
        var chat = new Chat(SERVER);
        String id = chat.receive("hello");

        chat.react(id, emoji).refused(400, "BAD_REQUEST");
        chat.unreact(id, emoji).refused(400, "BAD_REQUEST");

        assertThat(chat.calls("PUT", id)).isZero();
        SERVER.team()
                .api()
                .post(chat.path(id) + "/reactions", "{\"emoji\":\"👍\"}")
                .refused(404, "THREAD_NOT_FOUND");
    }

    @Test
    @DisplayName("the other side's reactions come and go, once however often they are told, and move the thread")
    void theirs() {
        var chat = new Chat(SERVER);
        String other = chat.team().thread(chat.account(), chat.team().sandboxPerson());
        String id = chat.send("hello");
        chat.api()
                .post("/threads/" + other + "/messages", "{\"content\":\"later\"}")
                .ok();
        SandboxMessage message = chat.onPlatform(id);

        chat.sandbox().react(chat.person(), message, "😀");
        chat.sandbox().react(chat.person(), message, "👎");
        chat.sandbox().deliverAgain();

        JsonNode reactions = chat.message(id).path("reactions");
        assertThat(texts(reactions, "emoji")).containsExactly("👎");
        assertThat(texts(reactions, "senderPlatformId"))
                .containsExactly(chat.person().id());
        assertThat(text(chat.api().get("/threads").ok().path("threads").get(0), "id"))
                .isEqualTo(chat.thread());
        assertThat(text(chat.shownThread(), "computedSortTimestamp")).isEqualTo(text(reactions.get(0), "createdAt"));
        assertThat(text(chat.shownThread().path("lastMessage"), "id")).isEqualTo(id);
        assertThat(chat.events("message.reactionAdded")).hasSize(2);
        assertThat(chat.events("message.reactionRemoved")).hasSize(1);

        chat.sandbox().unreact(chat.person(), message);
        chat.sandbox().deliverAgain();

        assertThat(chat.message(id).path("reactions")).isEmpty();
        assertThat(chat.events("message.reactionAdded")).hasSize(2);
        assertThat(chat.events("message.reactionRemoved")).hasSize(2);
    }

    @Test
    @DisplayName("v2's noReply follows the latest activity, reactions included; v1's no-reply the last message")
    void folders() {
        var chat = new Chat(SERVER);
        chat.send("hello");
        String question = chat.receive("really?");
        assertThat(waiting(chat)).containsExactly(chat.thread());

        chat.react(question, "👍").ok();
        assertThat(waiting(chat)).isEmpty();
        assertThat(chat.api().get("/threads?inbox=no-reply").ok().path("threads"))
                .isEmpty();
        chat.unreact(question, "👍").ok();
        assertThat(waiting(chat)).containsExactly(chat.thread());

        String answer = chat.send("yes");
        assertThat(waiting(chat)).isEmpty();
        chat.sandbox().react(chat.person(), chat.onPlatform(answer), "👀");
        assertThat(waiting(chat)).containsExactly(chat.thread());
        assertThat(chat.api().get("/threads?inbox=no-reply").ok().path("threads"))
                .hasSize(1);
    }

    private static List<String> waiting(Chat chat) {
        String filter = "/threads?folder=noReply";
        List<String> ofAll = texts(chat.api().v2().get(filter).ok().path("data"), "id");
        List<String> ofAccount = texts(
                chat.api()
                        .v2()
                        .get(filter + "&accountLinkId=" + chat.account().id())
                        .ok()
                        .path("data"),
                "id");
        assertThat(ofAccount).isEqualTo(ofAll);
        return ofAll;
    }

    @Test
    @DisplayName("a reaction that was taken off stays off, though its delivery comes last")
    void outOfOrder() {
        var chat = new Chat(SERVER);
        String id = chat.send("hello");
        SandboxMessage message = chat.onPlatform(id);
        chat.sandbox().hold();
        chat.sandbox().react(chat.person(), message, "😀");
        chat.sandbox().unreact(chat.person(), message);

        chat.sandbox().releaseReversed();

        assertThat(chat.message(id).path("reactions")).isEmpty();
        assertThat(chat.events("message.reactionAdded")).isEmpty();
    }

    @Test
    @DisplayName("a reaction to a message that comes later waits for it")
    void early() {
        var chat = new Chat(SERVER);
        chat.sandbox().hold();
        SandboxMessage message =
                chat.sandbox().write(chat.person(), chat.account().user(), "hello");
        chat.sandbox().react(chat.person(), message, "😀");

        chat.sandbox().releaseReversed();

        Await.until(
                "the reaction finds its message",
                () -> chat.messages().getFirst().path("reactions").size() == 1);
    }

    @Test
    @DisplayName("a reaction the platform took without answering shows once it tells of it")
    void doneWithoutAnAnswer() {
        var chat = new Chat(SERVER);
        String id = chat.receive("hello");
        chat.sandbox().hold();
        chat.sandbox().failNext(SandboxFault.DONE_WITHOUT_ANSWER);

        chat.react(id, "👍").refused(502, "PLATFORM_ERROR");
        assertThat(chat.message(id).path("reactions")).isEmpty();
        chat.sandbox().release();

        assertThat(texts(chat.message(id).path("reactions"), "emoji")).containsExactly("👍");
        assertThat(chat.events("message.reactionAdded")).hasSize(1);
        assertThat(chat.calls("PUT", id)).isEqualTo(1);
    }
}
