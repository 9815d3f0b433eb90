package io.openinbox.server.ingest;

import io.openinbox.kernel.InboxClock;
import io.openinbox.message.SendTimes;
import io.openinbox.platform.Inbound;
import io.openinbox.platform.Platform;
import io.openinbox.secret.MasterKey;
import io.openinbox.server.config.InboxCore;
import io.openinbox.server.support.Pages;
import io.openinbox.server.support.TestServer;
import io.openinbox.simulator.x.XDelivery;
import io.openinbox.simulator.x.XDeliveryBehaviour;
import io.openinbox.simulator.x.XEvent;
import io.openinbox.simulator.x.XUser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What X has to deliver, kept back so that a test posts it itself: when it wants, as often as it wants, in its own order, to
 * either of two nodes over the same database.
 */
final class Hooks {

    private final TestServer server;
    private final InboxCore otherNode;

    private Hooks(TestServer server, InboxCore otherNode) {
        this.server = server;
        this.otherNode = otherNode;
    }

    /** From now on the server's simulated X delivers nothing by itself. */
    static Hooks holding(TestServer server) {
        server.simulator().behave(XDeliveryBehaviour.hold());
        InboxCore core = server.core();
        return new Hooks(
                server,
                InboxCore.of(
                        Objects.requireNonNull(core.database().jdbc().getDataSource()),
                        new MasterKey(new byte[MasterKey.SIZE]),
                        core.connectors(),
                        new InboxClock(server.clock()),
                        new SendTimes(
                                Duration.ofSeconds(25),
                                List.of(Duration.ofSeconds(25)),
                                Duration.ofSeconds(1),
                                Duration.ofMinutes(1))));
    }

    /** Time passes on X and here, so that what comes next is later than what was before, whoever's clock tells it. */
    void tick() {
        server.clock().pass(Duration.ofSeconds(1));
        server.simulator().passTime(Duration.ofSeconds(1));
    }

    /** Somebody writes a message that only one of our accounts hears of; gives what X would post. */
    String write(XUser from, XUser to, String text) {
        return bodiesOf(server.simulator().write(from, to, text)).getFirst();
    }

    /** What X would post about a message: one body for each of its sides that is an account of ours. */
    List<String> bodiesOf(XEvent event) {
        return server.simulator().deliveriesOf(event).stream()
                .map(XDelivery::body)
                .toList();
    }

    /** What X would post about the last thing that happened to an account. */
    String lastBody(XUser account) {
        return server.simulator().deliveries().reversed().stream()
                .filter(delivery -> delivery.accountId().equals(account.id()))
                .findFirst()
                .orElseThrow()
                .body();
    }

    /** Posts a body with its right signature and gives the answer's status. */
    int post(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return Pages.post(
                        server.url().resolve("/hooks/x"),
                        bytes,
                        "x-twitter-webhooks-signature",
                        server.signatureOf(bytes))
                .statusCode();
    }

    /** Gives a body to the second node, which shares the database and nothing else. */
    void giveToOtherNode(String... bodies) {
        otherNode
                .ingestMessages()
                .receive(
                        Platform.X,
                        List.of(bodies).stream()
                                .flatMap(body -> read(body).stream())
                                .toList());
    }

    /** What the connector makes of a body. */
    List<Inbound> read(String body) {
        return server.core().connectors().require(Platform.X).deliveries().read(body.getBytes(StandardCharsets.UTF_8));
    }
}
