package io.openinbox.server.send;

import static io.openinbox.server.support.Json.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.platform.Platform;
import io.openinbox.server.support.Api.Answer;
import io.openinbox.server.support.Await;
import io.openinbox.server.support.TestServer;
import io.openinbox.simulator.x.XCall;
import io.openinbox.simulator.x.XCallBehaviour;
import io.openinbox.simulator.x.XRefusal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The same request under the same key: one send, and the same answer. */
final class IdempotencyKeyTest {

    private static final Duration WHILE_IN_FLIGHT = Duration.ofSeconds(4);

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
            "50 requests at once under one key: X is asked once; who is not answered with the message is told it is sending")
    void atOnce() {
        talk.behave(XCallBehaviour.answerLate(Duration.ofMillis(100)).on(XCall.SEND));

        List<Answer> answers = atOnce(50, "key");

        assertThat(answers).allMatch(answer -> answer.status() == 200 || answer.status() == 409);
        assertThat(answers).anyMatch(answer -> answer.status() == 200);
        answers.stream().filter(answer -> answer.status() == 409).forEach(answer -> answer.refused(409, "CONFLICT"));
        assertThat(answers.stream()
                        .filter(answer -> answer.status() == 200)
                        .map(answer -> text(answer.json(), "id"))
                        .distinct())
                .hasSize(1);
        assertThat(talk.posts()).hasSize(1);
        talk.settle();
        assertThat(talk.messages()).hasSize(1);
    }

    @Test
    @DisplayName("50 quick sends at once under one key to a stranger: one thread, one message, X asked once")
    void quickAtOnce() {
        Talk stranger = talk.withSomebodyElse();

        List<Answer> answers = all(IntStream.range(0, 50)
                .mapToObj(i -> async(() -> stranger.quickSend(stranger.api("key"), "hello")))
                .toList());

        assertThat(answers).allMatch(answer -> answer.status() == 200 || answer.status() == 409);
        talk.settle();
        assertThat(talk.posts()).hasSize(1);
        assertThat(stranger.messages()).hasSize(1);
    }

    @Test
    @DisplayName(
            "50 requests at once under one key that X refuses for now are told so or to wait; none fails, none is taken")
    void refusedAtOnce() {
        talk.behave(XCallBehaviour.refuse(XRefusal.unavailable()).on(XCall.SEND));

        for (int round = 0; round < 4; round++) {
            List<Answer> answers = atOnce(50, "key" + round);
            assertThat(answers).extracting(Answer::status).isSubsetOf(502, 409);
        }

        assertThat(talk.accepted()).isEmpty();
        assertThat(talk.messages()).isEmpty();
    }

    @Test
    @DisplayName(
            "while the first is sending a second is 409, another body 422; then it is the same message, as it is now")
    void replay() {
        talk.behave(XCallBehaviour.answerLate(WHILE_IN_FLIGHT).on(XCall.SEND).times(1));
        CompletableFuture<Answer> first = talk.sending(talk.api("key"), "hello");
        talk.awaitAccepted(1);

        talk.send(talk.api("key"), "hello").refused(409, "CONFLICT");
        talk.send(talk.api("key"), "bye").refused(422, "VALIDATION_ERROR");

        JsonNode sent = first.join().ok();
        assertThat(talk.send(talk.api("key"), "hello").ok()).isEqualTo(sent);
        assertThat(talk.posts()).hasSize(1);
        talk.send(talk.api("another key"), "hello").ok();
        assertThat(talk.posts()).hasSize(2);
    }

    @Test
    @DisplayName(
            "another body, thread or reply target under a used key is 422 and sends nothing; keys are a team's own")
    void anotherBody() {
        JsonNode sent = talk.send(talk.api("key"), "hello").ok();

        talk.send(talk.api("key"), "bye").refused(422, "VALIDATION_ERROR");
        talk.withSomebodyElse().send(talk.api("key"), "hello").refused(422, "VALIDATION_ERROR");
        talk.quickSend(talk.api("key"), "hello").refused(422, "VALIDATION_ERROR");
        talk.api("key")
                .post(
                        "/threads/" + talk.open() + "/messages",
                        "{\"content\":\"hello\",\"replyToMessageId\":\"%s\"}",
                        text(sent, "id"))
                .refused(422, "VALIDATION_ERROR");
        assertThat(talk.posts()).hasSize(1);

        Talk anotherTeam = Talk.in(SERVER);
        anotherTeam.send(anotherTeam.api("key"), "bye").ok();
    }

    @Test
    @DisplayName("an unconfirmed send is replayed as it stands: without a platform id, then with it; never sent again")
    void unconfirmed() {
        talk.holdEchoes();
        talk.behave(XCallBehaviour.cutConnection().on(XCall.SEND).times(1));
        JsonNode sent = talk.send(talk.api("key"), "hello").ok();
        assertThat(sent.path("platformId").isNull()).isTrue();

        assertThat(talk.send(talk.api("key"), "hello").ok()).isEqualTo(sent);
        talk.releaseEchoes();

        JsonNode confirmed = talk.send(talk.api("key"), "hello").ok();
        assertThat(text(confirmed, "id")).isEqualTo(text(sent, "id"));
        assertThat(text(confirmed, "platformId"))
                .isEqualTo(talk.accepted().getFirst().id());
        assertThat(talk.posts()).hasSize(1);
    }

    static Stream<Arguments> finalRefusals() {
        return Stream.of(
                Arguments.of("closed", XRefusal.closedDms()),
                Arguments.of("nobody there", XRefusal.notFound("user", "1")),
                Arguments.of("too long for X", XRefusal.code(403, 354, "over the max character limit")),
                Arguments.of("rejected", XRefusal.invalid("text", "x", "is bad")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("finalRefusals")
    @DisplayName("a final refusal is kept and replayed, X is not asked again; another key is")
    void finallyRefused(String name, XRefusal refusal) {
        talk.behave(XCallBehaviour.refuse(refusal).on(XCall.SEND).times(1));
        JsonNode first = talk.send(talk.api("key"), "hello").refused(422, "VALIDATION_ERROR");

        assertThat(talk.send(talk.api("key"), "hello").refused(422, "VALIDATION_ERROR"))
                .isEqualTo(first);
        assertThat(talk.posts()).hasSize(1);

        talk.send(talk.api("new key"), "hello").ok();
        assertThat(talk.accepted()).hasSize(1);
    }

    static Stream<Arguments> passingRefusals() {
        return Stream.of(
                Arguments.of("throttled", XRefusal.throttled(Duration.ofSeconds(1)), 429),
                Arguments.of("no credits", XRefusal.noCredits(), 502),
                Arguments.of("not enrolled", XRefusal.appNotEnrolled(), 502),
                Arguments.of("down", XRefusal.unavailable(), 502));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("passingRefusals")
    @DisplayName("a refusal that means later frees the key: the next request under it sends, once")
    void refusedForNow(String name, XRefusal refusal, int status) {
        talk.behave(XCallBehaviour.refuse(refusal).on(XCall.SEND).times(1));
        assertThat(talk.send(talk.api("key"), "hello").status()).isEqualTo(status);
        // Credit was added.
        SERVER.core().platformPauses().end(Platform.X);

        // X's windows end on a full second, the next or the one after.
        Answer[] sent = new Answer[1];
        Await.until("X takes messages again", () -> {
            sent[0] = talk.send(talk.api("key"), "hello");
            return sent[0].status() != 429;
        });

        JsonNode message = sent[0].ok();
        assertThat(talk.send(talk.api("key"), "hello").ok()).isEqualTo(message);
        assertThat(talk.posts()).hasSize(2);
        assertThat(talk.accepted()).hasSize(1);
        talk.settle();
        assertThat(text(talk.onlyMessage(), "id")).isEqualTo(text(message, "id"));
    }

    @Test
    @DisplayName("a refusal before X is asked leaves the key free: too long, account offline, unknown thread")
    void refusedByUs() {
        talk.send(talk.api("key"), "a".repeat(10_001)).refused(422, "VALIDATION_ERROR");
        talk.api("key")
                .post("/threads/tl0000000000000000000000/messages", "{\"content\":\"hello\"}")
                .refused(404, "THREAD_NOT_FOUND");
        talk.api("key")
                .post(
                        "/threads/" + talk.open() + "/messages",
                        "{\"content\":\"hello\",\"replyToMessageId\":\"ml0000000000000000000000\"}")
                .refused(404, "MESSAGE_NOT_FOUND");

        talk.send(talk.api("key"), "hello").ok();
        assertThat(talk.posts()).hasSize(1);
    }

    @Test
    @DisplayName("a key is kept for two days; then it is free")
    void expires() {
        talk.send(talk.api("key"), "hello").ok();
        SERVER.clock().pass(Duration.ofHours(47));
        talk.send(talk.api("key"), "bye").refused(422, "VALIDATION_ERROR");

        SERVER.clock().pass(Duration.ofHours(2));
        talk.send(talk.api("key"), "bye").ok();
        assertThat(talk.posts()).hasSize(2);
    }

    private List<Answer> atOnce(int count, String key) {
        return all(IntStream.range(0, count)
                .mapToObj(i -> talk.sending(talk.api(key), "hello"))
                .toList());
    }

    private static CompletableFuture<Answer> async(Supplier<Answer> request) {
        return CompletableFuture.supplyAsync(request, task -> Thread.ofVirtual().start(task));
    }

    private static List<Answer> all(List<CompletableFuture<Answer>> requests) {
        return requests.stream().map(CompletableFuture::join).toList();
    }
}
