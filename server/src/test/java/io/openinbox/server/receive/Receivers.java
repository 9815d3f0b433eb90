package io.openinbox.server.receive;

import com.zaxxer.hikari.HikariDataSource;
import io.openinbox.account.AccountLink;
import io.openinbox.account.ActiveLink;
import io.openinbox.account.Reception;
import io.openinbox.connector.x.XConnector;
import io.openinbox.connector.x.XCredentials;
import io.openinbox.connector.x.XSettings;
import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.InboxClock;
import io.openinbox.message.ReceivingNode;
import io.openinbox.message.SendTimes;
import io.openinbox.platform.Connectors;
import io.openinbox.platform.Platform;
import io.openinbox.platform.Receiving;
import io.openinbox.secret.MasterKey;
import io.openinbox.server.config.ConnectionPool;
import io.openinbox.server.config.InboxCore;
import io.openinbox.server.support.TestClock;
import io.openinbox.server.support.TestDatabases;
import io.openinbox.server.support.TestDatabases.TestDatabase;
import io.openinbox.simulator.x.XSimulator;
import io.openinbox.simulator.x.XTokens;
import io.openinbox.simulator.x.XUser;
import io.openinbox.team.Team;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Nodes that read X's stream over one database, with a simulated X and a clock of their own. */
final class Receivers implements BeforeEachCallback, AfterEachCallback {

    private final TestClock clock = new TestClock();
    private final List<AutoCloseable> closings = new ArrayList<>();
    private TestDatabase database;
    private XSimulator x;
    private Node first;
    private Team team;

    /** A request to fetch what was missed. */
    record Fetch(AccountLinkId link, Instant since) {}

    @Override
    public void beforeEach(ExtensionContext context) {
        database = TestDatabases.create();
        x = XSimulator.start();
        x.keepStreamsAlive(Duration.ofMillis(100));
        first = add(x.bearerToken());
        team = first.core
                .teams()
                .createFirst("team", "Team", "owner@example.org")
                .orElseThrow()
                .team();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        for (AutoCloseable closing : closings.reversed()) {
            closing.close();
        }
        x.close();
    }

    XSimulator x() {
        return x;
    }

    Team team() {
        return team;
    }

    Node first() {
        return first;
    }

    Node add() {
        return add(x.bearerToken());
    }

    Node add(String bearerToken) {
        return new Node(bearerToken);
    }

    void pass(Duration time) {
        clock.pass(time);
    }

    /** One process. */
    final class Node {

        private final HikariDataSource pool;
        private final XConnector connector;
        private final InboxCore core;
        private final List<Fetch> fetches = new CopyOnWriteArrayList<>();

        private Node(String bearerToken) {
            pool = ConnectionPool.open(database.url(), database.username(), database.password());
            closings.add(pool);
            connector = new XConnector(new XSettings(
                    x.baseUrl().toString(),
                    x.authorizeUrl().toString(),
                    x.clientId(),
                    x.clientSecret(),
                    x.consumerSecret(),
                    bearerToken));
            closings.add(connector);
            core = InboxCore.of(
                    pool,
                    new MasterKey(new byte[MasterKey.SIZE]),
                    new Connectors(List.of(connector)),
                    new InboxClock(clock),
                    new SendTimes(
                            Duration.ofSeconds(30),
                            List.of(Duration.ofSeconds(30)),
                            Duration.ofMinutes(1),
                            Duration.ofHours(1)));
        }

        InboxCore core() {
            return core;
        }

        /** Starts to take part in receiving by stream. */
        ReceivingNode readStream() {
            ReceivingNode node = ReceivingNode.start(
                    core.leases(),
                    core.clock(),
                    connector,
                    connector.receiving().orElseThrow(),
                    core.ingestMessages(),
                    core.accountLinks(),
                    core.receptions(),
                    (team, link, since) -> fetches.add(new Fetch(link, since)),
                    Receiving.Way.STREAM,
                    null);
            closings.add(node);
            return node;
        }

        /** What this node asked to have fetched. */
        List<Fetch> fetches() {
            return fetches;
        }

        /** From here on nothing of this node reaches the database, as after its death. */
        void die() {
            pool.close();
        }

        AccountLink link(XUser account) {
            XTokens tokens = x.link(account);
            return core.accountLinks()
                    .link(
                            team.id(),
                            Platform.X,
                            XCredentials.of(tokens.accessToken(), tokens.refreshToken())
                                    .text());
        }

        boolean isSubscribed(AccountLink link) {
            return core.receptions().activeLinks(Platform.X).stream()
                    .filter(active -> active.link().id().equals(link.id()))
                    .map(ActiveLink::subscribedAt)
                    .allMatch(at -> at != null);
        }

        Reception reception() {
            return core.receptions().find(Platform.X).orElseThrow();
        }

        /** The texts of all messages stored, with how often each is there. */
        Map<String, Long> texts() {
            return core.database().sql().sql("select content from message").query(String.class).list().stream()
                    .collect(Collectors.groupingBy(text -> text, Collectors.counting()));
        }

        long messageEvents() {
            return core.database()
                    .sql()
                    .sql("select count(*) from event where type = 'message.created'")
                    .query(Long.class)
                    .single();
        }
    }
}
