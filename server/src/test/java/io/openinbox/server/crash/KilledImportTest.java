package io.openinbox.server.crash;

import static io.openinbox.server.support.Json.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.account.AccountLink;
import io.openinbox.account.Backfill;
import io.openinbox.server.crash.KilledServerTest.Inside;
import io.openinbox.server.support.Await;
import io.openinbox.simulator.x.XCall;
import io.openinbox.simulator.x.XCallBehaviour;
import io.openinbox.simulator.x.XEvent;
import io.openinbox.simulator.x.XRefusal;
import io.openinbox.simulator.x.XSimulator;
import io.openinbox.simulator.x.XUser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The whole server is killed twice while it imports 3,000 messages over a slow and throttled X. */
final class KilledImportTest {

    private static final int PEOPLE = 30;
    private static final int MESSAGES = 3_000;
    private static final Duration LONG = Duration.ofSeconds(100);

    @TempDir
    static Path directory;

    @Test
    @Timeout(300)
    @DisplayName("killed in the middle of an import, and again: 3,000 messages, each once, and nobody is told")
    void killed() throws Exception {
        try (XSimulator x = XSimulator.start();
                ServerProcess server = new ServerProcess(
                        directory,
                        x,
                        Map.of(
                                "INBOX_X_READS_PER_DAY", "100000",
                                "INBOX_X_READS_PER_TEAM_PER_DAY", "100000"))) {
            XUser shop = x.addUser("shop", "The shop");
            List<XUser> people = IntStream.range(0, PEOPLE)
                    .mapToObj(i -> x.addUser("person" + i, "Person " + i))
                    .toList();
            Set<String> written = write(x, shop, people);
            x.behave(XCallBehaviour.answerLate(Duration.ofMillis(100)).on(XCall.DIRECT_MESSAGES));
            server.start();
            try (Inside inside = Inside.join(server.dataDir(), x)) {
                AccountLink link = inside.link(x.link(shop));
                for (int stored : new int[] {800, 1_900}) {
                    Await.until(stored + " messages are stored", LONG, () -> inside.stored(link) >= stored);
                    server.kill();
                    x.behave(XCallBehaviour.refuse(XRefusal.throttled(Duration.ofSeconds(1)))
                            .on(XCall.DIRECT_MESSAGES)
                            .times(1));
                    inside.endLeases();
                    server.start();
                }
                Await.until("the import ends", LONG, () -> inside.backfill(link).isFinished());

                Backfill done = inside.backfill(link);
                assertThat(done.problem()).isNull();
                assertThat(done.messages()).isBetween((long) MESSAGES, MESSAGES + 200L);
                check(new Client(server.url(), inside.token()), written);
                assertThat(inside.events()).isEmpty();
                assertThat(server.log()).doesNotContain("ERROR");
            }
        }
    }

    /** A third of the people only wrote to the shop; the others were answered. */
    private static Set<String> write(XSimulator x, XUser shop, List<XUser> people) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < MESSAGES; i++) {
            XUser person = people.get(i % PEOPLE);
            boolean isAnswer = i % PEOPLE % 3 != 0 && i % 7 == 0;
            XEvent event = x.wroteEarlier(
                    isAnswer ? shop : person,
                    isAnswer ? person : shop,
                    "message " + i,
                    x.now().minus(Duration.ofMinutes(10L * i + 5)));
            ids.add(event.id());
        }
        return ids;
    }

    private static void check(Client client, Set<String> written) throws Exception {
        List<String> requests = threads(client, "requests");
        List<String> conversations = threads(client, "default");
        assertThat(requests).hasSize(PEOPLE / 3);
        assertThat(conversations).hasSize(PEOPLE - PEOPLE / 3);
        List<String> stored = new ArrayList<>();
        for (String thread : IntStream.range(0, PEOPLE)
                .mapToObj(i -> i < requests.size() ? requests.get(i) : conversations.get(i - requests.size()))
                .toList()) {
            JsonNode page = client.get("/threads/" + thread + "/messages?limit=100");
            page.path("messages").forEach(message -> stored.add(text(message, "platformId")));
            assertThat(page.path("nextCursor").isNull()).isTrue();
        }
        assertThat(stored).containsExactlyInAnyOrderElementsOf(written);
    }

    private static List<String> threads(Client client, String view) throws Exception {
        List<String> ids = new ArrayList<>();
        client.get("/threads?limit=100&inbox=" + view).path("threads").forEach(thread -> ids.add(text(thread, "id")));
        return ids;
    }
}
