package io.openinbox.server.ingest;

import static io.openinbox.server.support.Json.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.server.support.TestTeam.TestAccount;
import io.openinbox.simulator.x.XEvent;
import io.openinbox.simulator.x.XUser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Everything X delivers comes three times, in any order, from everywhere at once, at two nodes: it counts once. */
final class IngestStormTest {

    private static final int MESSAGES = 180;
    private static final int COPIES = 3;
    private static final int THREADS = 8;

    /** One in so many deliveries goes to the other node. */
    private static final int OTHER_NODE = 4;

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    /** What a conversation of an account link and a person should hold. */
    private record Pair(String accountLinkId, String personPlatformId) {}

    private record Side(TestTeam team, TestAccount account) {}

    @Test
    @DisplayName("every message is one row and one event, whatever the order and however many at once")
    void storm() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        Hooks hooks = Hooks.holding(SERVER);
        TestTeam one = SERVER.team();
        TestTeam other = SERVER.team();
        TestAccount shared = one.account();
        TestAccount ofOne = one.account();
        TestAccount ofOther = other.account();
        List<Side> sides = List.of(
                new Side(one, shared),
                new Side(one, ofOne),
                new Side(other, other.link(shared.user())),
                new Side(other, ofOther));
        List<XUser> accounts = List.of(shared.user(), ofOne.user(), ofOther.user());
        List<XUser> people = new ArrayList<>(List.of(ofOne.user()));
        for (int i = 0; i < 9; i++) {
            people.add(one.person());
        }
        List<XEvent> written = write(random, accounts, people);

        Map<TestTeam, Log> logs = Map.of(one, new Log(one.api()), other, new Log(other.api()));
        deliver(hooks, random, written, logs.get(one));

        for (TestTeam team : List.of(one, other)) {
            Map<Pair, List<XEvent>> expected =
                    expected(sides.stream().filter(side -> side.team() == team).toList(), written);
            Log log = logs.get(team);
            var _ = log.readOn();
            assertThat(threads(team)).as("threads, seed %d", seed).isEqualTo(expected.keySet());
            assertMessages(team, expected, seed);
            assertLog(log.all(), expected, seed);
        }
    }

    private static List<XEvent> write(Random random, List<XUser> accounts, List<XUser> people) {
        List<XEvent> written = new ArrayList<>();
        while (written.size() < MESSAGES) {
            XUser account = accounts.get(random.nextInt(accounts.size()));
            XUser person = people.get(random.nextInt(people.size()));
            if (!account.equals(person)) {
                boolean inbound = random.nextInt(3) > 0;
                written.add(SERVER.simulator()
                        .write(inbound ? person : account, inbound ? account : person, "message " + written.size()));
            }
        }
        return written;
    }

    private static void deliver(Hooks hooks, Random random, List<XEvent> written, Log followed) {
        List<String> bodies = new ArrayList<>();
        written.forEach(event -> bodies.addAll(Collections.nCopies(COPIES, hooks.bodiesOf(event)).stream()
                .flatMap(List::stream)
                .toList()));
        Collections.shuffle(bodies, random);
        var left = new ConcurrentLinkedQueue<>(bodies);
        List<Runnable> tasks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            boolean isFollower = i == 0;
            tasks.add(() -> {
                int count = 0;
                for (String body = left.poll(); body != null; body = left.poll()) {
                    if (++count % OTHER_NODE == 0) {
                        hooks.giveToOtherNode(body);
                    } else {
                        assertThat(hooks.post(body)).isEqualTo(200);
                    }
                    if (isFollower) {
                        // A client that follows the log meanwhile must see no gap either.
                        var _ = followed.readOn();
                    }
                }
            });
        }
        AtOnce.run(tasks);
    }

    private static Map<Pair, List<XEvent>> expected(List<Side> sides, List<XEvent> written) {
        Map<Pair, List<XEvent>> expected = new HashMap<>();
        for (Side side : sides) {
            String account = side.account().user().id();
            for (XEvent event : written) {
                if (event.participantIds().contains(account)) {
                    String person = event.participantIds().stream()
                            .filter(id -> !id.equals(account))
                            .findFirst()
                            .orElseThrow();
                    expected.computeIfAbsent(new Pair(side.account().id(), person), pair -> new ArrayList<>())
                            .add(event);
                }
            }
        }
        return expected;
    }

    private static Set<Pair> threads(TestTeam team) {
        List<JsonNode> listed = new ArrayList<>();
        team.api().get("/threads?inbox=all&limit=100").ok().path("threads").forEach(listed::add);
        Set<Pair> pairs = new HashSet<>();
        for (JsonNode thread : listed) {
            pairs.add(new Pair(text(thread, "accountLinkId"), text(thread.path("prospect"), "platformId")));
        }
        assertThat(pairs).hasSameSizeAs(listed);
        return pairs;
    }

    private static void assertMessages(TestTeam team, Map<Pair, List<XEvent>> expected, long seed) {
        expected.forEach((pair, events) -> {
            JsonNode thread = team.api()
                    .get(
                            "/threads/lookup?accountLinkId=%s&externalPlatformId=%s",
                            pair.accountLinkId(), pair.personPlatformId())
                    .ok();
            List<XEvent> newestFirst = events.stream()
                    .sorted(Comparator.comparing(XEvent::createdAt).reversed())
                    .toList();
            JsonNode messages = team.api()
                    .get("/threads/" + text(thread, "id") + "/messages?limit=100")
                    .ok()
                    .path("messages");
            assertThat(messages.valueStream().map(message -> text(message, "platformId")))
                    .as("messages of %s, seed %d", pair, seed)
                    .containsExactlyInAnyOrderElementsOf(
                            events.stream().map(XEvent::id).toList());
            assertThat(messages.valueStream().map(message -> text(message, "createdAt")))
                    .isSortedAccordingTo(Comparator.reverseOrder());
            assertThat(thread.path("isRequest").booleanValue())
                    .as("request of %s, seed %d", pair, seed)
                    .isEqualTo(
                            events.stream().allMatch(event -> event.senderId().equals(pair.personPlatformId())));
            assertThat(thread.path("done").booleanValue()).isFalse();
            assertThat(Instant.parse(text(thread, "lastMessageTimestamp")))
                    .as("last message of %s, seed %d", pair, seed)
                    .isEqualTo(newestFirst.getFirst().createdAt());
            assertThat(text(thread.path("lastMessage"), "id")).isEqualTo(text(messages.get(0), "id"));
        });
    }

    /** The log itself has checked that it has no gap. */
    private static void assertLog(List<JsonNode> log, Map<Pair, List<XEvent>> expected, long seed) {
        Map<String, List<String>> subjects = new LinkedHashMap<>();
        Set<String> known = new HashSet<>();
        for (JsonNode event : log) {
            JsonNode data = event.path("data");
            String type = text(event, "type");
            String person = text(data.path("prospect"), "id");
            String thread = data.path("thread").path("id").asString("");
            String subject = type + " "
                    + switch (type) {
                        case "prospect.created" -> person;
                        case "thread.created" -> thread;
                        default -> text(data.path("message"), "platformId") + " in " + thread;
                    };
            if (!type.equals("prospect.created")) {
                assertThat(known)
                        .as("what comes before %s, seed %d", subject, seed)
                        .contains("prospect.created " + person);
            }
            if (type.equals("message.created")) {
                assertThat(known)
                        .as("what comes before %s, seed %d", subject, seed)
                        .contains("thread.created " + thread);
            }
            known.add(subject);
            subjects.computeIfAbsent(type, key -> new ArrayList<>()).add(subject);
        }
        assertThat(subjects.keySet())
                .containsExactlyInAnyOrder("prospect.created", "thread.created", "message.created");
        subjects.values()
                .forEach(list -> assertThat(list).as("events, seed %d", seed).doesNotHaveDuplicates());
        assertThat(subjects.get("prospect.created")).as("people, seed %d", seed).hasSize((int)
                expected.keySet().stream()
                        .map(Pair::personPlatformId)
                        .distinct()
                        .count());
        assertThat(subjects.get("thread.created")).as("threads, seed %d", seed).hasSameSizeAs(expected.keySet());
        assertThat(subjects.get("message.created"))
                .as("messages, seed %d", seed)
                .hasSize(expected.values().stream().mapToInt(List::size).sum());
    }
}
