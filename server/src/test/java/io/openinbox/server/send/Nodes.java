package io.openinbox.server.send;

import com.zaxxer.hikari.HikariDataSource;
import io.openinbox.account.AccountLink;
import io.openinbox.event.Event;
import io.openinbox.event.EventType;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.TokenId;
import io.openinbox.kernel.UserId;
import io.openinbox.message.Actor;
import io.openinbox.message.Draft;
import io.openinbox.message.Message;
import io.openinbox.message.SendTimes;
import io.openinbox.message.Sent;
import io.openinbox.platform.Connectors;
import io.openinbox.platform.Inbound;
import io.openinbox.platform.Platform;
import io.openinbox.secret.MasterKey;
import io.openinbox.server.config.ConnectionPool;
import io.openinbox.server.config.InboxCore;
import io.openinbox.server.support.TestClock;
import io.openinbox.server.support.TestDatabases;
import io.openinbox.server.support.TestDatabases.TestDatabase;
import io.openinbox.team.FirstTeam;
import io.openinbox.thread.Thread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Nodes over one database, each with connections and a platform of its own, but one clock: a test decides when a deadline
 * has passed. Nothing runs by itself. The team, its account and the thread with {@link ScriptedPlatform#PERSON} are there.
 */
final class Nodes implements BeforeEachCallback, AfterEachCallback {

    static final Duration DEADLINE = Duration.ofSeconds(30);

    private final TestClock clock = new TestClock();
    private final List<HikariDataSource> pools = new ArrayList<>();
    private TestDatabase database;
    private Node first;
    private FirstTeam team;
    private AccountLink link;
    private Thread thread;

    @Override
    public void beforeEach(ExtensionContext context) {
        database = TestDatabases.create();
        first = add();
        team = first.core
                .teams()
                .createFirst("team", "Team", "owner@example.org")
                .orElseThrow();
        link = first.core.accountLinks().link(team.team().id(), Platform.X, "credentials");
        thread = first.core.threads().open(team.team().id(), link.id(), ScriptedPlatform.PERSON);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        pools.forEach(HikariDataSource::close);
    }

    Node first() {
        return first;
    }

    Node add() {
        HikariDataSource pool = ConnectionPool.open(database.url(), database.username(), database.password());
        pools.add(pool);
        return new Node(pool);
    }

    /** Lets every deadline of what is sending now pass. */
    void passDeadline() {
        clock.pass(DEADLINE.plusSeconds(1));
    }

    void pass(Duration time) {
        clock.pass(time);
    }

    /** One process. */
    final class Node {

        private final BusyDataSource connections;
        private final ScriptedPlatform platform = new ScriptedPlatform();
        private final InboxCore core;

        private Node(HikariDataSource pool) {
            connections = new BusyDataSource(pool);
            core = InboxCore.of(
                    connections,
                    new MasterKey(new byte[MasterKey.SIZE]),
                    new Connectors(List.of(platform)),
                    new InboxClock(clock),
                    new SendTimes(
                            DEADLINE,
                            List.of(DEADLINE, Duration.ofMinutes(1)),
                            Duration.ofMinutes(1),
                            Duration.ofHours(1)));
        }

        BusyDataSource connections() {
            return connections;
        }

        ScriptedPlatform platform() {
            return platform;
        }

        InboxCore core() {
            return core;
        }

        CompletableFuture<Sent> sending(String text) {
            return sending(text, null);
        }

        CompletableFuture<Sent> sending(String text, String key) {
            UserId user = team.owner().userId();
            var draft = new Draft(text, null, Actor.token(user, TokenId.next()), key);
            return CompletableFuture.supplyAsync(
                    () -> core.sendMessage().toThread(team.team().id(), thread.id(), draft),
                    task -> java.lang.Thread.ofVirtual().start(task));
        }

        void resolveSends() {
            core.resolveSends().run();
        }

        void receive(Inbound.Message message) {
            core.ingestMessages().receive(Platform.X, List.of(message));
        }

        /** What stands in the thread's list, oldest first. */
        List<Message> messages() {
            return core.messages()
                    .list(team.team().id(), thread.id(), null, 100)
                    .items()
                    .reversed();
        }

        /** A message in whatever state. */
        Message message(MessageId id) {
            return core.messages().getAll(team.team().id(), List.of(id)).get(id);
        }

        List<Event> events(EventType type) {
            return core.events().list(team.team().id(), 0, 1_000).events().stream()
                    .filter(event -> event.type() == type)
                    .toList();
        }

        /** Every message there is, in whatever state. */
        List<Message.State> states() {
            return core.database()
                    .sql()
                    .sql("select state from message order by id")
                    .query((row, number) ->
                            Message.State.valueOf(row.getString("state").toUpperCase(java.util.Locale.ROOT)))
                    .list();
        }
    }
}
