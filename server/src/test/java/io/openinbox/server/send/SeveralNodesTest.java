package io.openinbox.server.send;

import static io.openinbox.server.send.ScriptedPlatform.outbound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.openinbox.event.EventType;
import io.openinbox.message.Message;
import io.openinbox.message.Sent;
import io.openinbox.server.config.RecurringWork;
import io.openinbox.server.send.Nodes.Node;
import io.openinbox.server.support.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nodes that share a database: a send belongs to the one that makes it until its deadline, and then to one of them. */
final class SeveralNodesTest {

    @RegisterExtension
    final Nodes nodes = new Nodes();

    @Test
    @DisplayName("another node's start and work leave a send in flight alone")
    void inFlight() throws InterruptedException {
        Node one = nodes.first();
        CompletableFuture<Sent> sending = one.sending("hello");
        var call = one.platform().next();

        Node other = nodes.add();
        RecurringWork.start(other.core()).close();
        nodes.pass(Nodes.DEADLINE.minusSeconds(5));
        other.resolveSends();
        one.resolveSends();

        assertThat(one.states()).containsExactly(Message.State.SENDING);
        assertThat(one.messages()).isEmpty();
        assertThat(one.platform().lookUps() + other.platform().lookUps()).isZero();
        call.answer("1");
        assertThat(sending.join().message().platformId()).isEqualTo("1");
    }

    @Test
    @DisplayName("the echo of a send in flight may come to any node: it waits there, and the sender's id stays")
    void echoElsewhere() throws InterruptedException {
        Node one = nodes.first();
        Node other = nodes.add();
        CompletableFuture<Sent> sending = one.sending("hello");
        var call = one.platform().next();

        other.receive(outbound("1", "hello"));
        other.resolveSends();
        assertThat(other.messages()).isEmpty();
        call.answer("1");

        Sent sent = sending.join();
        other.receive(outbound("1", "hello"));
        assertThat(other.messages())
                .extracting(Message::id)
                .containsExactly(sent.message().id());
        assertThat(other.events(EventType.MESSAGE_CREATED)).hasSize(1);
    }

    @Test
    @DisplayName("of many nodes that find an overdue send one looks it up; it is told of once")
    void overdue() throws InterruptedException {
        Node one = nodes.first();
        Node two = nodes.add();
        CompletableFuture<Sent> hanging = one.sending("hello");
        var call = one.platform().next();
        one.platform().find(outbound("1", "hello"));
        two.platform().find(outbound("1", "hello"));
        nodes.passDeadline();

        List<CompletableFuture<Void>> runs = IntStream.range(0, 8)
                .boxed()
                .flatMap(i -> Stream.of(one, two))
                .map(node -> CompletableFuture.runAsync(
                        node::resolveSends, task -> Thread.ofVirtual().start(task)))
                .toList();
        runs.forEach(CompletableFuture::join);

        assertThat(one.platform().lookUps() + two.platform().lookUps()).isEqualTo(1);
        assertThat(two.messages()).extracting(Message::platformId).containsExactly("1");
        assertThat(two.messages()).extracting(Message::state).containsExactly(Message.State.SENT);
        assertThat(two.events(EventType.MESSAGE_CREATED)).hasSize(1);

        // The node that was thought gone comes back with the answer.
        call.answer("1");
        assertThat(hanging.join().message().platformId()).isEqualTo("1");
        assertThat(two.events(EventType.MESSAGE_CREATED)).hasSize(1);
    }

    @Test
    @DisplayName("a node that died with a send and a parked echo: another one's work brings them together")
    void nodeGone() throws InterruptedException {
        Node gone = nodes.first();
        Node other = nodes.add();
        CompletableFuture<Sent> hanging = gone.sending("hello");
        gone.platform().next();
        gone.receive(outbound("1", "hello"));
        gone.receive(outbound("2", "from the phone"));

        nodes.passDeadline();
        try (RecurringWork work = RecurringWork.start(other.core())) {
            Await.until("both are shown", () -> other.messages().size() == 2);
        }

        assertThat(other.messages())
                .extracting(Message::platformId, Message::origin)
                .containsExactlyInAnyOrder(tuple("1", Message.Origin.API), tuple("2", Message.Origin.EXTERNAL));
        assertThat(other.platform().lookUps()).isZero();
        assertThat(hanging).isNotDone();
    }

    @Test
    @DisplayName("two nodes asked at once under one key: one of them sends")
    void oneKey() throws InterruptedException {
        Node one = nodes.first();
        Node two = nodes.add();

        List<CompletableFuture<Sent>> sends = IntStream.range(0, 6)
                .boxed()
                .flatMap(i -> Stream.of(one, two))
                .map(node -> node.sending("hello", "key"))
                .toList();
        Await.until(
                "all but one are told to wait",
                () -> sends.stream().filter(CompletableFuture::isDone).count() == sends.size() - 1);

        assertThat(sends.stream().filter(CompletableFuture::isCompletedExceptionally))
                .hasSize(sends.size() - 1);
        assertThat(one.platform().unanswered() + two.platform().unanswered()).isEqualTo(1);
        (one.platform().unanswered() == 1 ? one : two).platform().next().answer("1");
        CompletableFuture<Sent> winner = sends.stream()
                .filter(send -> !send.isCompletedExceptionally())
                .findFirst()
                .orElseThrow();
        Sent sent = winner.join();
        assertThat(two.sending("hello", "key").join().message().id())
                .isEqualTo(sent.message().id());
        assertThat(one.states()).containsExactly(Message.State.SENT);
    }

    @Test
    @DisplayName("a node that dies while it looks up costs the others the length of its lease, not the message")
    void lookUpAbandoned() throws InterruptedException {
        Node one = nodes.first();
        Node two = nodes.add();
        CompletableFuture<Sent> hanging = one.sending("hello");
        one.platform().next();
        nodes.passDeadline();
        one.platform().dieLookingUp();
        Thread.ofVirtual().start(one::resolveSends);
        Await.until("one node is looking", () -> one.platform().lookUps() == 1);

        two.platform().find(outbound("1", "hello"));
        two.resolveSends();
        assertThat(two.platform().lookUps()).isZero();
        nodes.pass(Duration.ofMinutes(2));
        two.resolveSends();

        assertThat(two.messages()).extracting(Message::platformId).containsExactly("1");
        assertThat(hanging).isNotDone();
    }
}
