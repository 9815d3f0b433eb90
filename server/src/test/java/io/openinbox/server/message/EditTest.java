package io.openinbox.server.message;

import static io.openinbox.server.support.Json.text;
import static io.openinbox.server.support.Json.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.Await;
import io.openinbox.server.support.TestServer;
import io.openinbox.simulator.sandbox.SandboxFault;
import io.openinbox.simulator.sandbox.SandboxMessage;
import io.openinbox.team.Scope;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class EditTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    @AfterEach
    void resetClock() {
        SERVER.clock().reset();
    }

    @Test
    @DisplayName("an edit changes the message on its platform and here, once, and the history keeps what it said")
    void edit() {
        var chat = new Chat(SERVER);
        String id = chat.send("Ten o'clok");

        JsonNode edited = chat.edit(id, "Ten o'clock, see https://a.example").ok();

        assertThat(edited.path("success").booleanValue()).isTrue();
        assertThat(text(edited, "messageId")).isEqualTo(id);
        assertThat(text(edited, "content")).isEqualTo("Ten o'clock, see https://a.example");
        assertThat(chat.onPlatform(id).text()).isEqualTo("Ten o'clock, see https://a.example");
        assertThat(chat.calls("PATCH", id)).isEqualTo(1);
        JsonNode message = chat.message(id);
        assertThat(text(message, "content")).isEqualTo("Ten o'clock, see https://a.example");
        assertThat(message.path("isEdited").booleanValue()).isTrue();
        assertThat(text(message, "updatedAt")).isEqualTo(text(edited, "editedAt"));
        assertThat(text(message.path("entities").path("urls").get(0), "displayUrl"))
                .isEqualTo("a.example");
        JsonNode versions = chat.history(id).path("versions");
        assertThat(texts(versions, "content")).containsExactly("Ten o'clok", "Ten o'clock, see https://a.example");
        assertThat(versions.get(0).path("editOrigin").isNull()).isTrue();
        assertThat(versions.get(0).path("entities").isNull()).isTrue();
        assertThat(text(versions.get(1), "editOrigin")).isEqualTo("api");
        assertThat(text(versions.get(1), "createdAt")).isEqualTo(text(edited, "editedAt"));
        assertThat(chat.history(id).path("deletion").isNull()).isTrue();
        assertThat(chat.events("message.edited")).singleElement().satisfies(event -> {
            assertThat(text(event.path("data").path("message"), "id")).isEqualTo(id);
            assertThat(text(event.path("data").path("message"), "content")).startsWith("Ten o'clock,");
            assertThat(text(event.path("data"), "threadId")).isEqualTo(chat.thread());
        });
        assertThat(text(chat.shownThread().path("lastMessage"), "content")).startsWith("Ten o'clock,");
    }

    @Test
    @DisplayName("the same text again is no edit")
    void same() {
        var chat = new Chat(SERVER);
        String id = chat.send("hello");

        chat.edit(id, "hello").ok();

        assertThat(chat.calls("PATCH", id)).isZero();
        assertThat(chat.events("message.edited")).isEmpty();
        assertThat(chat.message(id).path("isEdited").booleanValue()).isFalse();
    }

    @Test
    @DisplayName("only what is ours, there and not deleted can be edited; nothing reaches the platform otherwise")
    void refusals() {
        var chat = new Chat(SERVER);
        String theirs = chat.receive("hello");
        String ours = chat.send("hello yourself");
        String deleted = chat.send("oops");
        chat.unsend(deleted).ok();
        String elsewhere = chat.team().thread(chat.account(), chat.team().sandboxPerson());
        int calls = chat.sandbox().calls().size();

        chat.edit(theirs, "changed").refused(409, "CONFLICT");
        chat.edit(deleted, "changed").refused(409, "CONFLICT");
        chat.edit("m00000000000000000000000", "changed").refused(404, "MESSAGE_NOT_FOUND");
        chat.api()
                .patch("/threads/" + elsewhere + "/messages/" + ours, "{\"content\":\"changed\"}")
                .refused(404, "MESSAGE_NOT_FOUND");
        SERVER.team().api().patch(chat.path(ours), "{\"content\":\"changed\"}").refused(404, "THREAD_NOT_FOUND");
        chat.edit(ours, "").refused(400, "BAD_REQUEST");
        chat.edit(ours, "x".repeat(2_001)).refused(422, "VALIDATION_ERROR");
        chat.team()
                .api(EnumSet.of(Scope.READ, Scope.WRITE))
                .patch(chat.path(ours), "{\"content\":\"changed\"}")
                .refused(403, "FORBIDDEN");

        assertThat(chat.sandbox().calls()).hasSize(calls);
        assertThat(chat.events("message.edited")).isEmpty();
        assertThat(text(chat.message(theirs), "content")).isEqualTo("hello");
    }

    @Test
    @DisplayName("an account that cannot edit says so")
    void unsupported() {
        var chat = new Chat(SERVER, Set.of("message:send"));
        String id = chat.send("hello");

        chat.edit(id, "changed").refused(400, "UNSUPPORTED_OPERATION");
        chat.unsend(id).refused(400, "UNSUPPORTED_OPERATION");
        chat.deleteForSelf(id).refused(400, "UNSUPPORTED_OPERATION");
        chat.react(id, "👍").refused(400, "UNSUPPORTED_OPERATION");

        assertThat(text(chat.message(id), "content")).isEqualTo("hello");
    }

    @Test
    @DisplayName("after the platform's time for it an edit is refused here, unsending an hour later")
    void window() {
        var chat = new Chat(SERVER);
        String id = chat.send("hello");

        SERVER.clock().pass(Duration.ofMinutes(16));
        chat.edit(id, "changed").refused(400, "UNSUPPORTED_OPERATION");
        chat.unsend(id).ok();

        assertThat(chat.calls("PATCH", id)).isZero();
    }

    @Test
    @DisplayName("an account that is signed out cannot edit until it is linked again")
    void signedOut() {
        var chat = new Chat(SERVER);
        String id = chat.send("hello");
        var link = chat.account().link().id();
        SERVER.core().accountLinks().disconnected(chat.team().team().id(), link, "a test");

        chat.edit(id, "changed").refused(409, "CONFLICT");

        assertThat(chat.calls("PATCH", id)).isZero();
        assertThat(chat.history(id).path("versions")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "DOWN, 502, PLATFORM_ERROR",
        "THROTTLED, 429, PLATFORM_RATE_LIMITED",
        "RESTRICTED, 400, UNSUPPORTED_OPERATION",
        "WINDOW_CLOSED, 400, UNSUPPORTED_OPERATION"
    })
    @DisplayName("what the platform refuses changes nothing here, and can be tried again")
    void refusedByThePlatform(SandboxFault fault, int status, String code) {
        var chat = new Chat(SERVER);
        String id = chat.send("hello");
        chat.sandbox().failNext(fault);

        chat.edit(id, "changed").refused(status, code);

        assertThat(text(chat.message(id), "content")).isEqualTo("hello");
        assertThat(chat.history(id).path("versions")).hasSize(1);
        chat.edit(id, "changed").ok();
        assertThat(chat.calls("PATCH", id)).isEqualTo(2);
        assertThat(chat.history(id).path("versions")).hasSize(2);
    }

    @Test
    @DisplayName("an edit the platform made without answering shows as ours once it tells of it")
    void doneWithoutAnAnswer() {
        var chat = new Chat(SERVER);
        String id = chat.send("hello");
        chat.sandbox().hold();
        chat.sandbox().failNext(SandboxFault.DONE_WITHOUT_ANSWER);

        chat.edit(id, "changed").refused(502, "PLATFORM_ERROR");
        assertThat(text(chat.message(id), "content")).isEqualTo("hello");
        chat.sandbox().release();

        assertThat(text(chat.message(id), "content")).isEqualTo("changed");
        assertThat(chat.calls("PATCH", id)).isEqualTo(1);
        assertThat(text(chat.history(id).path("versions").get(1), "editOrigin")).isEqualTo("api");
        assertThat(chat.events("message.edited")).hasSize(1);
    }

    @Test
    @DisplayName("an edit whose answer nobody will ever record shows as ours from the platform's delivery alone")
    void diedBeforeTheAnswer() {
        var chat = new Chat(SERVER);
        String id = chat.send("hello");
        chat.sandbox().hold();
        chat.sandbox().failNext(SandboxFault.DONE_IN_SILENCE);
        var request = CompletableFuture.supplyAsync(() -> chat.edit(id, "changed"));
        Await.until("the platform has it", () -> chat.onPlatform(id).text().equals("changed"));

        chat.sandbox().release();

        assertThat(request).isNotDone();
        assertThat(text(chat.message(id), "content")).isEqualTo("changed");
        assertThat(text(chat.history(id).path("versions").get(1), "editOrigin")).isEqualTo("api");
        chat.sandbox().breakSilence();
        request.join().refused(502, "PLATFORM_ERROR");
        assertThat(chat.history(id).path("versions")).hasSize(2);
        assertThat(chat.events("message.edited")).hasSize(1);
        chat.edit(id, "changed again").ok();
    }

    @Test
    @DisplayName("an edit that neither was made nor answered leaves the message as it was")
    void neitherDoneNorAnswered() {
        var chat = new Chat(SERVER);
        String id = chat.send("hello");
        chat.sandbox().failNext(SandboxFault.NEITHER_DONE_NOR_ANSWERED);

        chat.edit(id, "changed").refused(502, "PLATFORM_ERROR");

        assertThat(text(chat.message(id), "content")).isEqualTo("hello");
        assertThat(chat.calls("PATCH", id)).isEqualTo(1);
        chat.edit(id, "changed again").ok();
        assertThat(text(chat.message(id), "content")).isEqualTo("changed again");
    }

    @Test
    @DisplayName("edits of one message wait for each other, and each is kept")
    void atOnce() {
        var chat = new Chat(SERVER);
        String id = chat.send("0");

        var edits = IntStream.rangeClosed(1, 5)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> chat.edit(id, "" + n)))
                .toList();
        edits.forEach(edit -> edit.join().ok());

        assertThat(chat.calls("PATCH", id)).isEqualTo(5);
        JsonNode versions = chat.history(id).path("versions");
        assertThat(texts(versions, "content")).containsExactlyInAnyOrder("0", "1", "2", "3", "4", "5");
        assertThat(chat.onPlatform(id).text()).isEqualTo(text(chat.message(id), "content"));
        assertThat(text(versions.get(5), "content")).isEqualTo(text(chat.message(id), "content"));
        assertThat(chat.events("message.edited")).hasSize(5);
    }

    @Test
    @DisplayName("what is edited in the platform's own app, by either side, shows here once, however often it is told")
    void inTheApp() {
        var chat = new Chat(SERVER);
        SandboxMessage theirs =
                chat.sandbox().write(chat.person(), chat.account().user(), "first");
        String id = chat.idOf(theirs);
        chat.sandbox().edit(theirs, "second");
        chat.sandbox().edit(theirs, "third");
        String ours = chat.send("ours");
        chat.sandbox().edit(chat.onPlatform(ours), "ours, from the phone");

        chat.sandbox().deliverAgain();

        assertThat(text(chat.message(id), "content")).isEqualTo("third");
        JsonNode versions = chat.history(id).path("versions");
        assertThat(texts(versions, "content")).containsExactly("first", "second", "third");
        assertThat(text(versions.get(1), "editOrigin")).isEqualTo("external");
        assertThat(text(chat.history(ours).path("versions").get(1), "editOrigin"))
                .isEqualTo("external");
        assertThat(chat.events("message.edited")).hasSize(3);
        assertThat(chat.events("message.created")).hasSize(2);
    }

    @Test
    @DisplayName("edits that come before their message, the last one first, end as they were made")
    void outOfOrder() {
        var chat = new Chat(SERVER);
        chat.sandbox().hold();
        SandboxMessage theirs =
                chat.sandbox().write(chat.person(), chat.account().user(), "first");
        chat.sandbox().edit(theirs, "second");
        chat.sandbox().edit(theirs, "third");

        chat.sandbox().releaseReversed();

        Await.until(
                "the edits find their message",
                () -> text(chat.messages().getFirst(), "content").equals("third"));
        String id = chat.idOf(theirs);
        Await.until(
                "every version is kept",
                () -> texts(chat.history(id).path("versions"), "content").equals(List.of("first", "second", "third")));
        assertThat(text(chat.message(id), "content")).isEqualTo("third");
    }
}
