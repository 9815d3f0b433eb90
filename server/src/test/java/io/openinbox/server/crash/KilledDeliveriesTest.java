package io.openinbox.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.openinbox.db.Database;
import io.openinbox.event.Change;
import io.openinbox.event.EventRefs;
import io.openinbox.event.EventType;
import io.openinbox.event.Events;
import io.openinbox.event.NewEvent;
import io.openinbox.event.Tail;
import io.openinbox.kernel.ContactId;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.ProfileId;
import io.openinbox.kernel.TeamId;
import io.openinbox.server.config.ConnectionPool;
import io.openinbox.server.live.LiveClient;
import io.openinbox.server.support.Await;
import io.openinbox.server.support.Pages;
import io.openinbox.server.support.TestDatabases;
import io.openinbox.server.support.TestDatabases.TestDatabase;
import io.openinbox.server.webhook.Receiver;
import io.openinbox.server.webhook.Receiver.Received;
import io.openinbox.simulator.x.XSimulator;
import io.openinbox.team.ApiTokens;
import io.openinbox.team.FirstTeam;
import io.openinbox.team.Scope;
import io.openinbox.team.Teams;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes on one database deliver ten thousand events. One is killed in the middle and comes back: every event reaches every
 * endpoint, none with two bodies, and the live client on the other node misses nothing.
 */
final class KilledDeliveriesTest {

    private static final int ENDPOINTS = 10;
    private static final int EVENTS = 1_000;
    private static final int SLICE = 50;
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    static Path directory;

    @Test
    @Timeout(300)
    @DisplayName(
            "a node killed in the middle of 10,000 deliveries: each event arrives, with one body, and live misses nothing")
    void killed() throws Exception {
        TestDatabase database = TestDatabases.create();
        Map<String, String> settings = Map.of(
                "INBOX_DATABASE_URL", database.url(),
                "INBOX_DATABASE_USERNAME", database.username(),
                "INBOX_DATABASE_PASSWORD", database.password(),
                "INBOX_MASTER_KEY", Base64.getEncoder().encodeToString(new byte[32]),
                "INBOX_ALLOW_CIDR", "127.0.0.0/8");
        try (HikariDataSource pool = ConnectionPool.open(database.url(), database.username(), database.password());
                XSimulator x = XSimulator.start();
                Receiver receiver = new Receiver();
                ServerProcess dying =
                        new ServerProcess(Files.createDirectory(directory.resolve("dying")), x, settings);
                ServerProcess living =
                        new ServerProcess(Files.createDirectory(directory.resolve("living")), x, settings)) {
            var inside = new Inside(pool);
            dying.start();
            living.start();
            for (int i = 0; i < ENDPOINTS; i++) {
                String url = receiver.endpoint("/" + i, (number, exchange) -> 200);
                assertThat(Pages.post(
                                        dying.url().resolve("/api/manage/webhooks"),
                                        ("{\"url\":\"" + url + "\"}").getBytes(StandardCharsets.UTF_8),
                                        "Authorization",
                                        inside.authorization,
                                        "Content-Type",
                                        "application/json")
                                .statusCode())
                        .isEqualTo(201);
            }
            try (LiveClient live = LiveClient.open(living.url(), "?since=0", "Authorization", inside.authorization)) {
                for (int i = 0; i < EVENTS / SLICE / 2; i++) {
                    inside.append(SLICE);
                }
                Await.until("a part is delivered", LONG, () -> count(receiver) > ENDPOINTS * EVENTS / 4);
                dying.kill();
                for (int i = 0; i < EVENTS / SLICE / 2; i++) {
                    inside.append(SLICE);
                }
                dying.start();
                assertThat(live.awaitSeq(EVENTS).stream().map(LiveClient.Sent::seq))
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, EVENTS).boxed().toList());
            }
            Await.until(
                    "every event has reached every endpoint",
                    LONG,
                    () -> IntStream.range(0, ENDPOINTS).allMatch(i -> distinct(receiver.at("/" + i)) == EVENTS));
            Map<String, String> bodies = new HashMap<>();
            for (int i = 0; i < ENDPOINTS; i++) {
                Set<Long> seen = new HashSet<>();
                List<Long> firsts = receiver.at("/" + i).stream()
                        .map(Received::seq)
                        .filter(seen::add)
                        .toList();
                assertThat(firsts).as("the order in which events first arrived").isSorted();
                for (Received one : receiver.at("/" + i)) {
                    assertThat(bodies.merge(one.id(), one.body(), (before, after) -> before))
                            .isEqualTo(one.body());
                }
            }
            assertThat(bodies).hasSize(EVENTS);
        }
    }

    private static int count(Receiver receiver) {
        return IntStream.range(0, ENDPOINTS)
                .map(i -> receiver.at("/" + i).size())
                .sum();
    }

    private static long distinct(List<Received> received) {
        return received.stream().map(Received::id).distinct().count();
    }

    /** What makes things happen, as a third node would. */
    private static final class Inside {

        private final Database database;
        private final Events events;
        private final TeamId team;
        private final String authorization;

        Inside(HikariDataSource pool) {
            database = new Database(pool);
            events = new Events(database, new Tail());
            FirstTeam first = new Teams(database, InboxClock.system())
                    .createFirst("team", "Team", "owner@example.org")
                    .orElseThrow();
            team = first.team().id();
            authorization = "Bearer "
                    + new ApiTokens(database, InboxClock.system())
                            .create(team, first.owner().userId(), "test", EnumSet.allOf(Scope.class), null);
        }

        void append(int count) {
            var now = InboxClock.system().now();
            List<NewEvent> happened = IntStream.range(0, count)
                    .mapToObj(i -> new NewEvent(
                            EventType.CONTACT_NOTES_CHANGED,
                            now,
                            EventRefs.person(ProfileId.next(), ContactId.next()),
                            new Change.Notes("note " + i)))
                    .toList();
            database.transaction(() -> events.append(team, happened));
        }
    }
}
