package io.openinbox.server.send;

import static io.openinbox.server.send.ScriptedPlatform.outbound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openinbox.event.EventType;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.message.Message;
import io.openinbox.message.Sent;
import io.openinbox.platform.Refusal;
import io.openinbox.platform.SendOutcome;
import io.openinbox.server.send.Nodes.Node;
import io.openinbox.server.send.ScriptedPlatform.Call;
import io.openinbox.server.support.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of a send when answers, echoes, deadlines and a busy database meet in an order no simulator produces. */
final class SendOutcomesTest {

    @RegisterExtension
    final Nodes nodes = new Nodes();

    @Test
    @DisplayName("an answer after the deadline turns what was shown as unconfirmed into sent, under the same id")
    void lateAnswer() throws InterruptedException {
        Node node = nodes.first();
        CompletableFuture<Sent> sending = node.sending("hello");
        Call call = node.platform().next();
        nodes.passDeadline();
        node.resolveSends();
        assertThat(node.messages()).extracting(Message::state).containsExactly(Message.State.UNCONFIRMED);

        call.answer("1");

        Sent sent = sending.join();
        assertThat(sent.message().platformId()).isEqualTo("1");
        node.receive(outbound("1", "hello"));
        assertThat(node.messages()).containsExactly(sent.message());
        assertThat(node.events(EventType.MESSAGE_CREATED)).hasSize(1);
    }

    @Test
    @DisplayName(
            "an echo that did not look like ours and was taken for a native message is merged into ours by the answer")
    void merged() throws InterruptedException {
        Node node = nodes.first();
        CompletableFuture<Sent> sending = node.sending("hello");
        Call call = node.platform().next();
        nodes.passDeadline();
        node.resolveSends();
        node.receive(outbound("1", "rewritten beyond recognition"));
        assertThat(node.messages()).hasSize(2);

        call.answer("1");

        Sent sent = sending.join();
        assertThat(sent.message().content()).isEqualTo("hello");
        node.receive(outbound("1", "rewritten beyond recognition"));
        assertThat(node.messages()).containsExactly(sent.message());
        assertThat(sent.thread().lastMessage().id()).isEqualTo(sent.message().id());
        assertThat(node.events(EventType.MESSAGE_CREATED)).hasSize(2);
        assertThat(node.events(EventType.MESSAGE_DELETED)).hasSize(1);
    }

    @Test
    @DisplayName(
            "the same text written in the platform's own app while ours is in flight waits, and is a message of its own")
    void nativeTwin() throws InterruptedException {
        Node node = nodes.first();
        CompletableFuture<Sent> sending = node.sending("hello");
        Call call = node.platform().next();
        node.receive(outbound("1", "hello"));
        node.receive(outbound("2", "hello"));
        assertThat(node.messages()).isEmpty();

        call.answer("2");

        assertThat(sending.join().message().platformId()).isEqualTo("2");
        assertThat(node.messages())
                .extracting(message -> message.platformId() + " " + message.origin())
                .containsExactlyInAnyOrder("1 EXTERNAL", "2 API");
        assertThat(node.events(EventType.MESSAGE_CREATED)).hasSize(2);
    }

    @Test
    @DisplayName("a native message that waits for a send which is refused is shown once that is known")
    void nativeAfterRefusal() throws InterruptedException {
        Node node = nodes.first();
        CompletableFuture<Sent> sending = node.sending("hello");
        Call call = node.platform().next();
        node.receive(outbound("1", "hello"));

        call.outcome().complete(new SendOutcome.Refused(Refusal.PLATFORM_DOWN, "down", null));

        assertRefused(sending, ErrorCode.PLATFORM_UNAVAILABLE);
        assertThat(node.messages())
                .extracting(message -> message.platformId() + " " + message.origin())
                .containsExactly("1 EXTERNAL");
    }

    @Test
    @DisplayName("a refusal after the deadline takes back the message that was shown, and is told to the sender")
    void lateRefusal() throws InterruptedException {
        Node node = nodes.first();
        CompletableFuture<Sent> sending = node.sending("hello", "key");
        Call call = node.platform().next();
        nodes.passDeadline();
        node.resolveSends();
        assertThat(node.messages()).extracting(Message::state).containsExactly(Message.State.UNCONFIRMED);

        call.outcome().complete(new SendOutcome.Refused(Refusal.RECIPIENT_CLOSED, "closed", null));

        assertRefused(sending, ErrorCode.RECIPIENT_UNAVAILABLE);
        assertThat(node.messages()).isEmpty();
        assertThat(node.events(EventType.MESSAGE_CREATED)).hasSize(1);
        assertThat(node.events(EventType.MESSAGE_DELETED)).hasSize(1);
        assertRefused(node.sending("hello", "key"), ErrorCode.RECIPIENT_UNAVAILABLE);
        assertThat(node.platform().unanswered()).isZero();
    }

    @Test
    @DisplayName("a connector that fails may have sent: unconfirmed, never again")
    void connectorFails() throws InterruptedException {
        Node node = nodes.first();
        CompletableFuture<Sent> sending = node.sending("hello", "key");

        node.platform().next().outcome().completeExceptionally(new IllegalStateException("a bug of ours"));

        assertThat(sending.join().message().state()).isEqualTo(Message.State.UNCONFIRMED);
        assertThat(node.sending("hello", "key").join().message().id())
                .isEqualTo(sending.join().message().id());
        assertThat(node.platform().unanswered()).isZero();
    }

    @Test
    @DisplayName("a late answer corrects a guess: of two equal texts each ends with the id the platform gave to it")
    void guessCorrected() throws InterruptedException {
        Node node = nodes.first();
        CompletableFuture<Sent> firstSending = node.sending("hello?");
        Call first = node.platform().next();
        CompletableFuture<Sent> secondSending = node.sending("hello?");
        Call second = node.platform().next();
        nodes.passDeadline();
        node.resolveSends();
        assertThat(node.messages()).hasSize(2);

        // The platform took the second first; its echo looks like the first send's.
        node.receive(outbound("1", "hello?"));
        second.answer("1");
        Sent secondSent = secondSending.join();
        first.answer("2");
        Sent firstSent = firstSending.join();
        node.receive(outbound("1", "hello?"));
        node.receive(outbound("2", "hello?"));

        assertThat(secondSent.message().platformId()).isEqualTo("1");
        assertThat(firstSent.message().platformId()).isEqualTo("2");
        assertThat(node.messages()).extracting(Message::platformId).containsExactlyInAnyOrder("1", "2");
        assertThat(node.messages()).extracting(Message::state).containsOnly(Message.State.SENT);
        assertThat(node.events(EventType.MESSAGE_CREATED)).hasSize(2);
    }

    @Test
    @DisplayName("a guess that took another's id is taken back, and the message found again")
    void guessTakenBack() throws InterruptedException {
        Node node = nodes.first();
        CompletableFuture<Sent> hanging = node.sending("hello?");
        node.platform().next();
        CompletableFuture<Sent> secondSending = node.sending("hello?");
        Call second = node.platform().next();
        nodes.passDeadline();
        node.resolveSends();
        node.receive(outbound("1", "hello?"));

        second.answer("1");

        assertThat(secondSending.join().message().platformId()).isEqualTo("1");
        assertThat(node.messages())
                .extracting(Message::state)
                .containsExactlyInAnyOrder(Message.State.SENT, Message.State.UNCONFIRMED);
        node.receive(outbound("2", "hello?"));
        assertThat(node.messages()).extracting(Message::platformId).containsExactlyInAnyOrder("1", "2");
        assertThat(node.events(EventType.MESSAGE_CREATED)).hasSize(2);
        assertThat(hanging).isNotDone();
    }

    @Test
    @DisplayName("a database that is busy when the platform has answered does not make the sender send again")
    void busyAfterwards() throws InterruptedException {
        Node node = nodes.first();
        CompletableFuture<Sent> sending = node.sending("hello");
        Call call = node.platform().next();

        node.connections().refuse(3);
        call.answer("1");

        assertThat(sending.join().message().platformId()).isEqualTo("1");
        assertThat(node.connections().left()).isZero();
        assertThat(node.messages()).extracting(Message::state).containsExactly(Message.State.SENT);
    }

    @Test
    @DisplayName(
            "a database that stays away tells the sender that nobody knows, never to try again; the message is found later")
    void goneAfterwards() throws InterruptedException {
        Node node = nodes.first();
        CompletableFuture<Sent> sending = node.sending("hello");
        Call call = node.platform().next();

        node.connections().refuse(Integer.MAX_VALUE);
        call.answer("1");
        Await.until(
                "the outcome could not be recorded", () -> node.connections().left() < Integer.MAX_VALUE - 2);
        nodes.passDeadline();

        assertRefused(sending, ErrorCode.SEND_UNCONFIRMED);
        node.connections().refuse(0);
        node.platform().find(outbound("1", "hello"));
        node.resolveSends();
        assertThat(node.messages()).extracting(Message::platformId).containsExactly("1");
    }

    @Test
    @DisplayName("a refusal that cannot be recorded is told all the same, and the key is free once it is")
    void busyAfterRefusal() throws InterruptedException {
        Node node = nodes.first();
        CompletableFuture<Sent> sending = node.sending("hello", "key");
        Call call = node.platform().next();

        node.connections().refuse(2);
        call.outcome().complete(new SendOutcome.Refused(Refusal.PLATFORM_DOWN, "down", null));

        assertRefused(sending, ErrorCode.PLATFORM_UNAVAILABLE);
        CompletableFuture<Sent> again = node.sending("hello", "key");
        node.platform().next().answer("1");
        assertThat(again.join().message().platformId()).isEqualTo("1");
    }

    @Test
    @DisplayName("a send found by its echo is closed: nothing that is seen later changes its id")
    void closed() throws InterruptedException {
        Node node = nodes.first();
        CompletableFuture<Sent> hanging = node.sending("hello");
        node.platform().next();
        nodes.passDeadline();
        node.resolveSends();
        node.receive(outbound("1", "hello"));
        node.platform().find(outbound("1", "hello"), outbound("2", "hello"));

        nodes.passDeadline();
        nodes.passDeadline();
        node.resolveSends();
        node.receive(outbound("2", "hello"));

        assertThat(node.messages())
                .extracting(message -> message.platformId() + " " + message.origin())
                .containsExactlyInAnyOrder("1 API", "2 EXTERNAL");
        assertThat(hanging).isNotDone();
    }

    @Test
    @DisplayName("a connector needs no database once the row is there: a busy one cannot leave open whether it sent")
    void busyBefore() throws InterruptedException {
        Node node = nodes.first();
        node.platform().onSend(() -> node.connections().refuse(1));

        CompletableFuture<Sent> sending = node.sending("hello");
        node.platform().next().answer("1");

        assertThat(sending.join().message().platformId()).isEqualTo("1");
    }

    @Test
    @DisplayName("a look-up that fails still shows the overdue send, and is tried again")
    void lookUpFails() throws InterruptedException {
        Node node = nodes.first();
        CompletableFuture<Sent> hanging = node.sending("hello", "key");
        node.platform().next();
        node.platform().failLookingUp();
        nodes.passDeadline();

        node.resolveSends();

        assertThat(node.messages()).extracting(Message::state).containsExactly(Message.State.UNCONFIRMED);
        assertThat(node.sending("hello", "key").join().message().platformId()).isNull();
        node.platform().find(outbound("1", "hello"));
        nodes.pass(Duration.ofMinutes(1));
        node.resolveSends();
        assertThat(node.messages()).extracting(Message::platformId).containsExactly("1");
        assertThat(hanging).isNotDone();
    }

    @Test
    @DisplayName(
            "requests under one key that is freed again and again by refusals each get an answer of the platform's")
    void keyFreedAgainAndAgain() throws InterruptedException {
        Node node = nodes.first();
        List<CompletableFuture<Sent>> sends = IntStream.range(0, 30)
                .mapToObj(i -> node.sending("hello", "key"))
                .toList();
        CompletableFuture<Void> all = CompletableFuture.allOf(sends.toArray(CompletableFuture[]::new));

        while (!all.isDone()) {
            node.platform()
                    .pollNext()
                    .ifPresent(call ->
                            call.outcome().complete(new SendOutcome.Refused(Refusal.PLATFORM_DOWN, "down", null)));
        }

        assertThat(sends)
                .allSatisfy(send -> assertThatThrownBy(send::join)
                        .extracting(Throwable::getCause)
                        .isInstanceOfSatisfying(
                                InboxException.class,
                                refusal -> assertThat(refusal.code())
                                        .isIn(ErrorCode.PLATFORM_UNAVAILABLE, ErrorCode.SEND_IN_PROGRESS)));
    }

    private static void assertRefused(CompletableFuture<Sent> sending, ErrorCode code) {
        assertThatThrownBy(sending::join)
                .isInstanceOf(CompletionException.class)
                .extracting(Throwable::getCause)
                .isInstanceOfSatisfying(
                        InboxException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
