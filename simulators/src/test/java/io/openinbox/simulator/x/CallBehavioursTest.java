package io.openinbox.simulator.x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CallBehavioursTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final XSimulator x = XSimulator.start();
    private final App app = new App(x);
    private final Receiver receiver = new Receiver(x);
    private final XUser shop = x.addUser("shop", "The Shop");
    private final XUser rosa = x.addUser("rosa", "Rosa Lind");
    private final XUser noor = x.addUser("noor", "Noor Haddad");
    private final String token = x.link(shop).accessToken();

    @BeforeEach
    void deliver() {
        assertThat(x.deliverTo(receiver.url()).valid()).isTrue();
    }

    @AfterEach
    void stop() {
        app.close();
        receiver.close();
        x.close();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(XRefusal.closedDms(), 403, "/detail", "You do not have permission to DM"),
                Arguments.of(XRefusal.noCredits(), 402, "/title", "CreditsDepleted"),
                Arguments.of(XRefusal.appNotEnrolled(), 403, "/type", "client-forbidden"),
                Arguments.of(
                        XRefusal.invalid("text", "", "must differ"), 400, "/errors/0/message", "text: must differ"),
                Arguments.of(XRefusal.notFound("user", "1"), 404, "/type", "resource-not-found"),
                Arguments.of(XRefusal.unauthorized(), 401, "/title", "Unauthorized"),
                Arguments.of(XRefusal.unavailable(), 503, "/title", "Service Unavailable"),
                Arguments.of(XRefusal.internalError(), 500, "/type", "internal-error"),
                Arguments.of(XRefusal.code(403, 349, "no"), 403, "/errors/0/code", "349"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusedSendStoresNothing(XRefusal refusal, int status, String pointer, String words) {
        x.behave(XCallBehaviour.refuse(refusal).on(XCall.SEND).times(1));

        App.Answer refused = app.message(rosa, token, "hi");
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.string(pointer)).contains(words);
        assertThat(refused.header("x-rate-limit-limit")).isNotEmpty();
        assertThat(x.sentBy(shop)).isEmpty();
        assertThat(x.postsBy(shop)).extracting(XPost::status).containsExactly(status);
        assertThat(app.message(rosa, token, "hi").status()).isEqualTo(201);
        assertThat(x.sentBy(shop))
                .singleElement()
                .satisfies(sent -> assertThat(sent.posts()).isEqualTo(2));
    }

    @Test
    void throttlingSaysWhenItEnds() {
        x.behave(XCallBehaviour.refuse(XRefusal.throttled(Duration.ofSeconds(90)))
                .times(1));
        x.behave(XCallBehaviour.refuse(XRefusal.throttledWithCode(Duration.ofSeconds(90)))
                .times(1));

        App.Answer first = app.message(rosa, token, "hi");
        assertThat(first.status()).isEqualTo(429);
        assertThat(first.string("/title")).isEqualTo("Too Many Requests");
        assertThat(first.header("x-rate-limit-remaining")).isEqualTo("0");
        assertThat(Long.parseLong(first.header("x-rate-limit-reset")) - x.now().getEpochSecond())
                .isBetween(60L, 91L);
        assertThat(app.message(rosa, token, "hi").body().at("/errors/0/code").asInt())
                .isEqualTo(88);
        assertThat(app.message(rosa, token, "hi").status()).isEqualTo(201);
    }

    @Test
    void closedMessagesAreRefusedUntilOpened() {
        x.closeDms(rosa);
        assertThat(app.message(rosa, token, "hi").status()).isEqualTo(403);
        assertThat(app.message(noor, token, "hi").status()).isEqualTo(201);
        x.openDms(rosa);
        assertThat(app.message(rosa, token, "hi").status()).isEqualTo(201);
    }

    @Test
    void aBehaviourKeepsToItsCallsAccountAndRecipient() {
        String rosas = x.link(rosa).accessToken();
        XSwitch down = x.behave(XCallBehaviour.refuse(XRefusal.unavailable())
                .on(XCall.SEND)
                .by(shop)
                .to(rosa));

        assertThat(app.message(rosa, token, "hi").status()).isEqualTo(503);
        assertThat(app.message(noor, token, "hi").status()).isEqualTo(201);
        assertThat(app.message(shop, rosas, "hi").status()).isEqualTo(201);
        assertThat(app.get("/2/dm_events", token).status()).isEqualTo(200);
        down.close();
        assertThat(app.message(rosa, token, "hi").status()).isEqualTo(201);
    }

    @Test
    void thePlatformCanBeDownAltogether() {
        x.behave(XCallBehaviour.refuse(XRefusal.unavailable()));

        assertThat(app.get("/2/users/me", token).status()).isEqualTo(503);
        assertThat(app.get("/2/webhooks", x.bearerToken()).status()).isEqualTo(503);
        assertThat(app.form("/2/oauth2/token", Map.of()).status()).isEqualTo(503);
    }

    @Test
    void aSendCanBeAcceptedAndNeverAnswered() {
        x.behave(XCallBehaviour.neverAnswer().on(XCall.SEND).times(1));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<App.Answer> answer = threads.submit(() -> app.tryCall(send(rosa, "hi")));

            XSent sent = x.awaitSent(shop, 1, SOON).getFirst();
            x.awaitDelivered(sent.event());
            assertThat(sent.posts()).isEqualTo(1);
            assertThat(x.postsBy(shop).getFirst().status()).isZero();
            assertThat(x.conversation(shop, rosa)).containsExactly(sent.event());
            assertThat(answer.isDone()).isFalse();
            app.close();
            assertThatThrownBy(answer::get).hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void aSendCanBeAcceptedAndItsConnectionCut() {
        x.behave(XCallBehaviour.cutConnection().on(XCall.SEND).times(1));

        assertThatThrownBy(() -> app.tryCall(send(rosa, "hi")))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(HttpTimeoutException.class);
        assertThat(x.sentBy(shop)).hasSize(1);
        assertThat(x.postsBy(shop))
                .singleElement()
                .satisfies(post -> assertThat(post.status()).isZero());
    }

    @Test
    void aSendCanBeAcceptedAndAnsweredWithAFailure() {
        x.behave(XCallBehaviour.failAfterAccepting(XRefusal.internalError()).times(1));

        assertThat(app.message(rosa, token, "hi").status()).isEqualTo(500);
        assertThat(x.sentBy(shop)).hasSize(1);
    }

    @Test
    void aLateAnswerComesInTheEnd() {
        x.behave(XCallBehaviour.answerLate(Duration.ofMillis(20)).on(XCall.SEND));

        assertThat(app.message(rosa, token, "hi").status()).isEqualTo(201);
    }

    @Test
    void aLateAnswerIsOvertakenByItsEcho() {
        x.behave(XCallBehaviour.answerLate(Duration.ofMinutes(1)).on(XCall.SEND));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<App.Answer> answer = threads.submit(() -> app.tryCall(send(rosa, "hi")));

            XEvent sent = x.awaitSent(shop, 1, SOON).getFirst().event();
            assertThat(x.awaitDelivered(sent)).extracting(XDelivery::eventType).containsExactly("dm.sent");
            assertThat(answer.isDone()).isFalse();
            app.close();
        }
    }

    @Test
    void anEchoCanBeAcknowledgedBeforeTheAnswer() {
        x.behave(XCallBehaviour.echoFirst());

        String id = app.message(rosa, token, "hi").string("/data/dm_event_id");

        assertThat(receiver.received()).extracting(Receiver.Received::messageId).containsExactly(id);
        assertThat(x.deliveries()).extracting(XDelivery::state).containsExactly(XDelivery.State.ACKNOWLEDGED);
    }

    @Test
    void echoesCanBeHeldWhileOtherThingsAreDelivered() {
        x.behave(XDeliveryBehaviour.hold().ofEchoes());
        String echo = app.message(rosa, token, "hi").string("/data/dm_event_id");
        XEvent received = x.write(rosa, shop, "hello");
        XEvent written = x.write(shop, rosa, "from the app");

        x.awaitIdle(SOON);
        assertThat(receiver.received())
                .extracting(Receiver.Received::messageId)
                .containsExactly(received.id(), written.id());
        x.release();
        x.awaitIdle(SOON);
        assertThat(receiver.received().getLast().messageId()).isEqualTo(echo);
    }

    @Test
    void behavioursCompose() {
        x.behave(XCallBehaviour.echoFirst().times(1));
        x.behave(XCallBehaviour.cutConnection().on(XCall.SEND).times(1));
        x.behave(XDeliveryBehaviour.duplicate(2));

        assertThatThrownBy(() -> app.tryCall(send(rosa, "hi"))).isInstanceOf(IOException.class);

        assertThat(receiver.received()).hasSize(2);
        assertThat(x.deliveriesOf(x.sentBy(shop).getFirst().event()))
                .extracting(XDelivery::state)
                .isEqualTo(List.of(XDelivery.State.ACKNOWLEDGED, XDelivery.State.ACKNOWLEDGED));
    }

    @Test
    void anUnknownPathOrMethodIsRefused() {
        assertThat(app.get("/2/dm_everything", token).status()).isEqualTo(404);
        assertThat(app.send("PUT", "/2/dm_events", token, "").status()).isEqualTo(405);
    }

    private HttpRequest.Builder send(XUser to, String text) {
        return app.request("/2/dm_conversations/with/" + to.id() + "/messages")
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"" + text + "\"}"));
    }
}
