package io.openinbox.server.send;

import static io.openinbox.server.support.Json.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.kernel.MessageId;
import io.openinbox.server.support.Api.Answer;
import io.openinbox.server.support.Await;
import io.openinbox.server.support.TestServer;
import io.openinbox.simulator.x.XCall;
import io.openinbox.simulator.x.XCallBehaviour;
import io.openinbox.simulator.x.XDeliveryBehaviour;
import io.openinbox.simulator.x.XEvent;
import io.openinbox.simulator.x.XRefusal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Sends whose answer is late, lost or overtaken: each reaches X at most once, is shown once, under the id its sender was
 * given, and finds its id on X by the answer, the echo or a look-up.
 */
final class UnansweredSendTest {

    /** Beyond the deadline of the test server's sends. */
    private static final Duration OVERDUE = Duration.ofSeconds(26);

    private static final Duration WHILE_IN_FLIGHT = Duration.ofMillis(700);

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private Talk talk;

    @BeforeEach
    void meet() {
        talk = Talk.in(SERVER);
        talk.open();
    }

    @AfterEach
    void behaveNormally() {
        SERVER.clock().reset();
        SERVER.simulator().behaveNormally();
    }

    @Test
    @DisplayName(
            "no answer: 200 without a platform id, shown and told of at once; the echo gives the id; X was asked once")
    void foundByEcho() {
        talk.holdEchoes();
        talk.behave(XCallBehaviour.cutConnection().on(XCall.SEND));

        JsonNode sent = talk.send("did you get this?").ok();

        assertThat(sent.path("platformId").isNull()).isTrue();
        assertThat(talk.onlyMessage()).isEqualTo(sent);
        assertThat(talk.createdEvents(text(sent, "id"))).hasSize(1);
        assertThat(text(talk.lookUp().ok().path("lastMessage"), "id")).isEqualTo(text(sent, "id"));

        talk.releaseEchoes();

        isTheOneAccepted(sent, talk.onlyMessage());
        assertThat(talk.createdEvents(text(sent, "id"))).hasSize(1);
        assertThat(talk.posts()).hasSize(1);
    }

    @Test
    @DisplayName("no answer and no echo: a look-up finds it; the echo that comes after all changes nothing")
    void foundByLookUp() {
        talk.holdEchoes();
        talk.behave(XCallBehaviour.failAfterAccepting(XRefusal.internalError()).on(XCall.SEND));
        JsonNode sent = talk.send("did you get this?").ok();
        assertThat(sent.path("platformId").isNull()).isTrue();

        SERVER.clock().pass(OVERDUE);

        talk.awaitPlatformId(text(sent, "id"));
        isTheOneAccepted(sent, talk.onlyMessage());
        talk.releaseEchoes();
        isTheOneAccepted(sent, talk.onlyMessage());
        assertThat(talk.createdEvents(text(sent, "id"))).hasSize(1);
        assertThat(talk.posts()).hasSize(1);
    }

    @Test
    @DisplayName("a send X never took stays unconfirmed, whatever is looked up; it is never sent again")
    void neverTaken() {
        talk.behave(
                XCallBehaviour.refuse(XRefusal.internalError()).on(XCall.SEND).times(1));
        JsonNode sent = talk.send("did you get this?").ok();
        // Neither somebody else's message nor one of our own with another text is it.
        talk.team().receive(talk.account(), talk.person(), "did you get this?");
        talk.team().writeInApp(talk.account(), talk.person(), "did you get that?");

        SERVER.clock().pass(OVERDUE);
        awaitLookUps(sent, 2);

        assertThat(talk.messages()).hasSize(3);
        assertThat(talk.messages())
                .filteredOn(message -> message.path("platformId").isNull())
                .extracting(message -> text(message, "id"))
                .containsExactly(text(sent, "id"));
        assertThat(talk.posts()).hasSize(1);
    }

    @Test
    @DisplayName("an echo before the answer keeps the id the sender is given")
    void echoFirst() {
        talk.behave(XCallBehaviour.echoFirst());

        JsonNode sent = talk.send("quick").ok();

        isTheOneAccepted(sent, sent);
        isTheOneAccepted(sent, talk.onlyMessage());
        assertThat(talk.createdEvents(text(sent, "id"))).hasSize(1);
        assertThat(talk.eventTypes()).containsOnlyOnce("message.created");
    }

    @Test
    @DisplayName("echoes that come several times at once, before and after the answer, change nothing")
    void manyEchoes() {
        SERVER.simulator()
                .behave(XDeliveryBehaviour.duplicateAtOnce(8)
                        .ofEchoes()
                        .forAccount(talk.account().user()));
        talk.behave(XCallBehaviour.answerLate(Duration.ofMillis(200)).on(XCall.SEND));

        List<CompletableFuture<Answer>> sends =
                IntStream.range(0, 6).mapToObj(i -> talk.sending("text " + i)).toList();
        sends.forEach(send -> send.join().ok());
        talk.settle();

        assertThat(talk.platformIds())
                .containsExactlyInAnyOrderElementsOf(
                        talk.accepted().stream().map(XEvent::id).toList());
        assertThat(talk.eventTypes().stream().filter("message.created"::equals)).hasSize(6);
    }

    @Test
    @DisplayName("the same text twice in a row, answered or not: two messages, each with the id X gave to it")
    void identicalTexts() {
        JsonNode first = talk.send("hello?").ok();
        talk.holdEchoes();
        talk.behave(XCallBehaviour.cutConnection().on(XCall.SEND).times(2));
        JsonNode second = talk.send("hello?").ok();
        JsonNode third = talk.send("hello?").ok();
        JsonNode fourth = talk.send("hello?").ok();
        assertThat(talk.messages()).hasSize(4);

        SERVER.simulator().releaseShuffled(7);
        talk.settle();

        List<String> onX = talk.accepted().stream().map(XEvent::id).toList();
        assertThat(onX).hasSize(4);
        assertThat(talk.messages()).hasSize(4);
        assertThat(text(first, "platformId")).isEqualTo(onX.get(0));
        assertThat(text(fourth, "platformId")).isEqualTo(onX.get(3));
        // Which of two equal unanswered ones is which nobody can know; each has one, and the answered ones keep theirs.
        assertThat(talk.awaitPlatformId(text(first, "id"))).isEqualTo(onX.get(0));
        assertThat(talk.awaitPlatformId(text(fourth, "id"))).isEqualTo(onX.get(3));
        assertThat(List.of(talk.awaitPlatformId(text(second, "id")), talk.awaitPlatformId(text(third, "id"))))
                .containsExactlyInAnyOrder(onX.get(1), onX.get(2));
        assertThat(talk.posts()).hasSize(4);
    }

    @Test
    @DisplayName("the same text twice, both unanswered, found by look-up: two messages in X's order")
    void identicalTextsLookedUp() {
        talk.holdEchoes();
        talk.behave(XCallBehaviour.cutConnection().on(XCall.SEND));
        JsonNode first = talk.send("hello?").ok();
        JsonNode second = talk.send("hello?").ok();

        SERVER.clock().pass(OVERDUE);

        List<String> onX = talk.accepted().stream().map(XEvent::id).toList();
        assertThat(talk.awaitPlatformId(text(first, "id"))).isEqualTo(onX.get(0));
        assertThat(talk.awaitPlatformId(text(second, "id"))).isEqualTo(onX.get(1));
        talk.releaseEchoes();
        assertThat(talk.platformIds()).containsExactlyElementsOf(onX);
        assertThat(talk.posts()).hasSize(2);
    }

    @Test
    @DisplayName("a send X never took does not take the id of the same text sent again")
    void resent() {
        talk.behave(
                XCallBehaviour.refuse(XRefusal.internalError()).on(XCall.SEND).times(1));
        JsonNode lost = talk.send("hello?").ok();
        talk.behave(XCallBehaviour.echoFirst());

        JsonNode sent = talk.send("hello?").ok();
        talk.settle();
        SERVER.clock().pass(OVERDUE);
        awaitLookUps(lost, 1);

        isTheOneAccepted(sent, sent);
        assertThat(talk.messages())
                .extracting(message -> text(message, "id"))
                .containsExactlyInAnyOrder(text(lost, "id"), text(sent, "id"));
        assertThat(talk.awaitPlatformId(text(sent, "id")))
                .isEqualTo(talk.accepted().getFirst().id());
        assertThat(talk.messages())
                .filteredOn(message -> message.path("platformId").isNull())
                .hasSize(1);
    }

    @Test
    @DisplayName("the same text written in X's own app beside an unanswered send: two messages, nothing lost")
    void nativeTwinOfUnanswered() {
        talk.holdEchoes();
        talk.behave(XCallBehaviour.cutConnection().on(XCall.SEND));
        JsonNode sent = talk.send("hello?").ok();
        XEvent ours = talk.accepted().getFirst();
        XEvent twin = talk.team().writeInApp(talk.account(), talk.person(), "hello?");

        talk.releaseEchoes();

        assertThat(talk.platformIds()).containsExactlyInAnyOrder(ours.id(), twin.id());
        assertThat(talk.messages()).extracting(message -> text(message, "id")).contains(text(sent, "id"));
        assertThat(talk.eventTypes().stream().filter("message.created"::equals)).hasSize(2);
    }

    @Test
    @DisplayName("texts that X gives back rewritten are found again by their echo, and by a look-up")
    void rewritten() {
        List<String> texts = List.of(
                "see https://example.org/a?b=1&c=2, and <this> & that",
                "http://www.example.org/",
                "(https://example.org/path/) then https://example.org/path/ again",
                "5 > 4 && 3 < 4 &amp; &lt;b&gt;",
                "two  spaces,\na line\r\nand a tab\t.",
                "e\u0301 and \u00e9, \ud83d\udc4d\ud83c\udffd",
                "  spaces around  ");
        Talk other = talk.withSomebodyElse();
        talk.holdEchoes();
        talk.behave(XCallBehaviour.cutConnection().on(XCall.SEND));
        texts.forEach(text -> talk.send(text).ok());
        talk.releaseEchoes();
        texts.forEach(text -> other.send(text).ok());

        SERVER.clock().pass(OVERDUE);
        Await.until(
                "all are found",
                () -> other.messages().stream()
                        .noneMatch(message -> message.path("platformId").isNull()));

        assertThat(talk.messages())
                .extracting(message -> text(message, "content"))
                .containsExactlyElementsOf(texts);
        assertThat(other.messages())
                .extracting(message -> text(message, "content"))
                .containsExactlyElementsOf(texts);
        List<String> onX = talk.accepted().stream().map(XEvent::id).toList();
        assertThat(talk.platformIds()).isEqualTo(onX.subList(0, texts.size()));
        assertThat(other.platformIds()).isEqualTo(onX.subList(texts.size(), 2 * texts.size()));
        other.releaseEchoes();
        assertThat(other.platformIds()).isEqualTo(onX.subList(texts.size(), 2 * texts.size()));
        assertThat(talk.posts()).hasSize(2 * texts.size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName(
            "a send into a thread that is deleted meanwhile revives nothing, answered or not; a later message opens another")
    void threadDeleted(boolean isAnswered) {
        String thread = talk.open();
        talk.behave(XCallBehaviour.answerLate(WHILE_IN_FLIGHT).on(XCall.SEND));
        if (!isAnswered) {
            talk.behave(XCallBehaviour.cutConnection().on(XCall.SEND));
        }
        CompletableFuture<Answer> sending = talk.sending("too late");
        talk.awaitAccepted(1);
        talk.api().delete("/threads/" + thread);

        JsonNode sent = sending.join().ok();
        talk.settle();

        assertThat(text(sent, "threadId")).isEqualTo(thread);
        assertThat(talk.posts()).hasSize(1);
        talk.api().get("/threads/" + thread).refused(404, "THREAD_NOT_FOUND");
        assertThat(talk.lookUp().json().isNull()).isTrue();
        assertThat(talk.listedThreads()).isEmpty();

        talk.team().receive(talk.account(), talk.person(), "anybody there?");
        assertThat(talk.lookUp().ok().path("isRequest").booleanValue()).isTrue();
        assertThat(text(talk.onlyMessage(), "content")).isEqualTo("anybody there?");
    }

    @Test
    @DisplayName(
            "somebody who writes while our first message is in flight gets one thread, which is no request in the end")
    void crossing() {
        Talk stranger = talk.withSomebodyElse();
        talk.behave(XCallBehaviour.answerLate(WHILE_IN_FLIGHT).on(XCall.SEND));
        CompletableFuture<Answer> sending = CompletableFuture.supplyAsync(
                () -> stranger.quickSend(stranger.api(), "hello"),
                task -> Thread.ofVirtual().start(task));
        talk.awaitAccepted(1);
        talk.team().receive(talk.account(), stranger.person(), "hi there");
        JsonNode sent = sending.join().ok();
        talk.settle();

        assertThat(stranger.lookUp().ok().path("isRequest").booleanValue()).isFalse();
        assertThat(text(stranger.lookUp().ok(), "id")).isEqualTo(text(sent.path("thread"), "id"));
        assertThat(stranger.messages()).hasSize(2);
    }

    /** The message shown is the one X took first, under the id the sender knows. */
    private void isTheOneAccepted(JsonNode sent, JsonNode shown) {
        XEvent event = talk.accepted().getFirst();
        assertThat(text(shown, "id")).isEqualTo(text(sent, "id"));
        assertThat(text(shown, "platformId")).isEqualTo(event.id());
        assertThat(text(shown, "createdAt")).isEqualTo(event.createdAt().toString());
        assertThat(text(shown, "origin")).isEqualTo("api");
    }

    private static void awaitLookUps(JsonNode sent, int count) {
        Await.until(count + " look-ups for " + text(sent, "id"), () -> lookUps(sent) >= count);
    }

    /** No API shows how often the server has looked. */
    private static int lookUps(JsonNode sent) {
        MessageId id = MessageId.parse(text(sent, "id")).orElseThrow();
        return SERVER.core()
                .database()
                .sql()
                .sql("select look_ups from send where message_id = :id")
                .param("id", id.value())
                .query(Integer.class)
                .single();
    }
}
