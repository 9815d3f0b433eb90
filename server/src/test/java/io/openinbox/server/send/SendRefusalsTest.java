package io.openinbox.server.send;

import static io.openinbox.server.support.Json.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.platform.Platform;
import io.openinbox.server.support.Api.Answer;
import io.openinbox.server.support.TestServer;
import io.openinbox.simulator.x.XCall;
import io.openinbox.simulator.x.XCallBehaviour;
import io.openinbox.simulator.x.XEvent;
import io.openinbox.simulator.x.XPost;
import io.openinbox.simulator.x.XRefusal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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

/** What X says no to, or is never asked: typed answers, nothing shown, nothing sent. */
final class SendRefusalsTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private Talk talk;

    @BeforeEach
    void meet() {
        talk = Talk.in(SERVER);
    }

    @AfterEach
    void behaveNormally() {
        SERVER.simulator().behaveNormally();
        SERVER.core().platformPauses().end(Platform.X);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("closed messages", XRefusal.closedDms(), 422, "VALIDATION_ERROR"),
                Arguments.of(
                        "an older code",
                        XRefusal.code(403, 349, "You cannot send messages to this user."),
                        422,
                        "VALIDATION_ERROR"),
                Arguments.of(
                        "too long for X",
                        XRefusal.code(403, 354, "over the max character limit"),
                        422,
                        "VALIDATION_ERROR"),
                Arguments.of("nobody there", XRefusal.notFound("user", "1"), 422, "VALIDATION_ERROR"),
                Arguments.of("a bad request", XRefusal.invalid("text", "x", "is bad"), 422, "VALIDATION_ERROR"),
                Arguments.of("throttled", XRefusal.throttled(Duration.ofSeconds(90)), 429, "PLATFORM_RATE_LIMITED"),
                Arguments.of(
                        "throttled by code",
                        XRefusal.throttledWithCode(Duration.ofSeconds(90)),
                        429,
                        "PLATFORM_RATE_LIMITED"),
                Arguments.of("no credits", XRefusal.noCredits(), 502, "PLATFORM_ERROR"),
                Arguments.of("not enrolled", XRefusal.appNotEnrolled(), 502, "PLATFORM_ERROR"),
                Arguments.of("down", XRefusal.unavailable(), 502, "PLATFORM_ERROR"));
    }

    @ParameterizedTest(name = "{0}: {2} {3}")
    @MethodSource("refusals")
    @DisplayName("a refusal has its status and code; X was asked once, took nothing, and nothing is shown")
    void typed(String name, XRefusal refusal, int status, String code) {
        talk.open();
        talk.behave(XCallBehaviour.refuse(refusal).on(XCall.SEND));

        Answer answer = talk.send("hello");

        answer.refused(status, code);
        assertThat(answer.header("Retry-After").isPresent()).isEqualTo(status == 429);
        assertThat(talk.posts()).hasSize(1);
        assertThat(talk.accepted()).isEmpty();
        assertThat(talk.messages()).isEmpty();
        assertThat(talk.eventTypes()).doesNotContain("message.created");
        assertThat(talk.lookUp().ok().path("lastMessage").isObject()).isFalse();
    }

    @Test
    @DisplayName("while X's window is closed it is not asked again, and Retry-After says for how long")
    void throttled() {
        talk.behave(XCallBehaviour.refuse(XRefusal.throttled(Duration.ofSeconds(90)))
                .on(XCall.SEND)
                .times(1));

        Answer first = talk.send("one");
        Answer second = talk.send("two");

        assertThat(retryAfter(first)).isBetween(80L, 91L);
        second.refused(429, "PLATFORM_RATE_LIMITED");
        assertThat(retryAfter(second)).isBetween(60L, 91L);
        assertThat(talk.posts()).hasSize(1);
        // Another account has a window of its own.
        Talk.in(SERVER).send("hello").ok();
    }

    @Test
    @DisplayName("a text beyond X's limit is refused before X is asked; emoji count once")
    void tooLong() {
        talk.send("a".repeat(10_001)).refused(422, "VALIDATION_ERROR");
        assertThat(talk.posts()).isEmpty();

        talk.send("😀".repeat(10_000)).ok();
        assertThat(talk.accepted()).hasSize(1);
    }

    @Test
    @DisplayName("a person who takes no messages is a refusal that does not touch sends to others")
    void closed() {
        SERVER.simulator().closeDms(talk.person());

        talk.send("hello").refused(422, "VALIDATION_ERROR");
        talk.withSomebodyElse().send("hello").ok();

        assertThat(talk.accepted()).hasSize(1);
    }

    @Test
    @DisplayName("an account whose owner took its access back is offline: 409, and X is not asked")
    void revoked() {
        talk.open();
        SERVER.simulator().revoke(talk.account().user());
        talk.settle();

        talk.send("hello").refused(409, "CONFLICT");

        assertThat(accountStatus()).isEqualTo("offline");
        assertThat(talk.posts()).isEmpty();
    }

    @Test
    @DisplayName("an expired access token is renewed once and the message sent once")
    void expired() {
        talk.open();
        SERVER.simulator().expireAccessTokens(talk.account().user());

        talk.send("hello").ok();
        talk.send("again").ok();

        assertThat(talk.posts()).extracting(XPost::status).hasSize(2).allMatch(status -> status < 300);
        assertThat(accountStatus()).isEqualTo("active");
    }

    @Test
    @DisplayName("concurrent sends with an expired token renew it once; nobody is refused, nothing is sent twice")
    void expiredConcurrently() {
        talk.open();
        String before = credentials();
        SERVER.simulator().expireAccessTokens(talk.account().user());
        talk.behave(XCallBehaviour.answerLate(Duration.ofMillis(300)).on(XCall.TOKEN));

        List<CompletableFuture<Answer>> sends = IntStream.range(0, 20)
                .mapToObj(i -> talk.sending("message " + i))
                .toList();
        List<Answer> answers = sends.stream().map(CompletableFuture::join).toList();

        assertThat(answers).allMatch(answer -> answer.status() == 200);
        assertThat(talk.posts()).hasSize(20);
        assertThat(talk.accepted())
                .extracting(XEvent::text)
                .doesNotHaveDuplicates()
                .hasSize(20);
        String after = credentials();
        assertThat(after).isNotEqualTo(before);
        // X spends a refresh token at its first use: had two been at it, the link would be gone by now.
        assertThat(accountStatus()).isEqualTo("active");
        talk.settle();
        assertThat(talk.platformIds()).doesNotHaveDuplicates().hasSize(20);
    }

    @Test
    @DisplayName("a refresh token that X no longer takes ends the link: 409 with the reason, the account offline")
    void refreshRefused() {
        talk.open();
        SERVER.simulator().expireAccessTokens(talk.account().user());
        SERVER.simulator().expireRefreshTokens(talk.account().user());

        talk.send("hello").refused(409, "CONFLICT");

        assertThat(accountStatus()).isEqualTo("offline");
        assertThat(talk.posts()).isEmpty();
        talk.send("hello").refused(409, "CONFLICT");
        assertThat(talk.messages()).isEmpty();
    }

    @Test
    @DisplayName("a renewal X cannot answer is no reason to end the link: 502, and the next send renews")
    void renewalUnavailable() {
        talk.open();
        SERVER.simulator().expireAccessTokens(talk.account().user());
        // The token call names no account: whoever renews next meets it.
        SERVER.simulator()
                .behave(XCallBehaviour.refuse(XRefusal.unavailable())
                        .on(XCall.TOKEN)
                        .times(1));

        talk.send("hello").refused(502, "PLATFORM_ERROR");

        assertThat(accountStatus()).isEqualTo("active");
        assertThat(talk.posts()).isEmpty();
        talk.send("hello").ok();
    }

    @Test
    @DisplayName(
            "a refused first send leaves its new thread idle: answered by id and look-up, in no list; opening it shows it")
    void firstSendRefused() {
        SERVER.simulator().closeDms(talk.person());

        talk.quickSend(talk.api(), "hello").refused(422, "VALIDATION_ERROR");

        String thread = text(talk.lookUp().ok(), "id");
        talk.api().get("/threads/" + thread).ok();
        assertThat(talk.listedThreads()).isEmpty();
        assertThat(talk.messages()).isEmpty();
        assertThat(talk.eventTypes()).containsExactly("prospect.created");

        assertThat(talk.open()).isEqualTo(thread);
        assertThat(talk.listedThreads()).containsExactly(thread);
        assertThat(talk.eventTypes()).containsExactly("prospect.created", "thread.created");
    }

    @Test
    @DisplayName("a first send that goes through shows its thread, which is told of before the message")
    void firstSend() {
        SERVER.simulator().closeDms(talk.person());
        talk.quickSend(talk.api(), "hello").refused(422, "VALIDATION_ERROR");
        SERVER.simulator().openDms(talk.person());

        JsonNode sent = talk.quickSend(talk.api(), "hello again").ok();

        String thread = text(sent.path("thread"), "id");
        assertThat(talk.listedThreads()).containsExactly(thread);
        assertThat(talk.api().get("/threads/" + thread).ok().path("isRequest").booleanValue())
                .isFalse();
        talk.settle();
        assertThat(talk.eventTypes()).containsExactly("prospect.created", "thread.created", "message.created");
        assertThat(text(talk.onlyMessage(), "id")).isEqualTo(text(sent.path("message"), "id"));
    }

    private static long retryAfter(Answer answer) {
        return Long.parseLong(answer.header("Retry-After").orElseThrow());
    }

    private String credentials() {
        var team = talk.team().team().id();
        return SERVER.core().accountLinks().access(team, talk.account().link()).credentials();
    }

    private String accountStatus() {
        return text(talk.api().get("/account-links").ok().path(0), "status");
    }
}
