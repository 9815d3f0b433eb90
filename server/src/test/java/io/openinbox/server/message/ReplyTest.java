package io.openinbox.server.message;

import static io.openinbox.server.support.Json.text;
import static io.openinbox.server.support.Json.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.kernel.MessageId;
import io.openinbox.message.Message;
import io.openinbox.server.support.Api.Answer;
import io.openinbox.server.support.TestServer;
import io.openinbox.simulator.sandbox.SandboxMessage;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

final class ReplyTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    @Test
    @DisplayName("a reply of ours quotes a message of the thread, as it was when the reply was made")
    void ours() {
        var chat = new Chat(SERVER);
        SandboxMessage asked =
                chat.sandbox().write(chat.person(), chat.account().user(), "How much?");
        String question = chat.idOf(asked);

        JsonNode reply = reply(chat, "Ten", question).ok();
        chat.sandbox().edit(asked, "How much is it, and is it red?");

        JsonNode quoted = chat.message(text(reply, "id")).path("replyData");
        assertThat(text(quoted, "messageId")).isEqualTo(question);
        assertThat(text(quoted, "platformId")).isEqualTo(asked.id());
        assertThat(text(quoted, "content")).isEqualTo("How much?");
        assertThat(text(quoted, "authorName")).isEqualTo(chat.person().name());
        assertThat(Objects.requireNonNull(
                                chat.sandbox().get(text(reply, "platformId")).quoted())
                        .id())
                .isEqualTo(asked.id());
        assertThat(chat.message(question).path("replyData").isNull()).isTrue();
    }

    @Test
    @DisplayName("the quoted message has to be one of the thread's")
    void refusals() {
        var chat = new Chat(SERVER);
        var other = new Chat(SERVER);
        String elsewhere = other.send("hello");
        int calls = chat.sandbox().calls().size();

        reply(chat, "Ten", elsewhere).refused(404, "MESSAGE_NOT_FOUND");
        reply(chat, "Ten", "m00000000000000000000000").refused(404, "MESSAGE_NOT_FOUND");

        assertThat(chat.sandbox().calls()).hasSize(calls);
        assertThat(chat.messages()).isEmpty();
    }

    @Test
    @DisplayName("replies and forwards of the other side are shown as such, whether or not we have what they quote")
    void theirs() {
        var chat = new Chat(SERVER);
        String offer = chat.send("Ten");

        SandboxMessage reply = chat.sandbox().reply(chat.person(), chat.onPlatform(offer), "Too much");
        SandboxMessage forward =
                chat.sandbox().forward(chat.person(), chat.account().user(), "See", "Nine elsewhere");

        JsonNode quoted = chat.message(chat.idOf(reply)).path("replyData");
        assertThat(text(quoted, "messageId")).isEqualTo(offer);
        assertThat(text(quoted, "content")).isEqualTo("Ten");
        assertThat(text(quoted, "authorName")).isEqualTo(chat.account().user().name());
        JsonNode forwarded = chat.message(chat.idOf(forward));
        assertThat(text(forwarded.path("forwardData"), "content")).isEqualTo("Nine elsewhere");
        assertThat(forwarded.path("replyData").isNull()).isTrue();
    }

    @Test
    @DisplayName("a reply that comes before what it quotes names it once that is there")
    void outOfOrder() {
        var chat = new Chat(SERVER);
        chat.sandbox().hold();
        SandboxMessage first =
                chat.sandbox().write(chat.person(), chat.account().user(), "How much?");
        SandboxMessage second = chat.sandbox().reply(chat.person(), first, "Well?");

        chat.sandbox().releaseReversed();

        assertThat(text(chat.message(chat.idOf(second)).path("replyData"), "messageId"))
                .isEqualTo(chat.idOf(first));
    }

    @Test
    @DisplayName("what is sent is remembered with the token it was sent by, and the other side's with nobody")
    void sentBy() {
        var chat = new Chat(SERVER);
        MessageId ours = MessageId.parse(chat.send("hello")).orElseThrow();
        MessageId theirs = MessageId.parse(chat.receive("hello")).orElseThrow();

        var messages = SERVER.core().messages().getAll(chat.team().team().id(), List.of(ours, theirs));

        assertThat(messages.get(ours).sentBy()).satisfies(actor -> {
            assertThat(actor.userId()).isEqualTo(chat.team().owner().userId());
            assertThat(actor.origin()).isEqualTo(Message.Origin.API);
            assertThat(actor.tokenId()).isNotNull();
            assertThat(actor.memberId()).isNull();
        });
        assertThat(messages.get(theirs).sentBy()).isNull();
    }

    @Test
    @DisplayName("links, mentions and tags of what we write are found, counted in code points")
    void entities() {
        var chat = new Chat(SERVER);

        String id = chat.send("🙂 @rosa see https://a.example/b #pots");

        JsonNode entities = chat.message(id).path("entities");
        assertThat(texts(entities.path("mentions"), "username")).containsExactly("rosa");
        assertThat(entities.path("mentions")
                        .get(0)
                        .path("indices")
                        .path("start")
                        .intValue())
                .isEqualTo(2);
        assertThat(texts(entities.path("urls"), "url")).containsExactly("https://a.example/b");
        assertThat(entities.path("urls").get(0).path("indices").path("end").intValue())
                .isEqualTo(31);
        assertThat(texts(entities.path("hashtags"), "tag")).containsExactly("pots");
        assertThat(entities.path("cashtags")).isEmpty();
    }

    private static Answer reply(Chat chat, String content, String to) {
        return chat.api()
                .post(
                        "/threads/" + chat.thread() + "/messages",
                        "{\"content\":\"%s\",\"replyToMessageId\":\"%s\"}",
                        content,
                        to);
    }
}
