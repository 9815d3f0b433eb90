package io.openinbox.server.crash;

import static io.openinbox.server.support.Json.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.openinbox.account.AccountLink;
import io.openinbox.account.Backfill;
import io.openinbox.connector.x.XConnector;
import io.openinbox.connector.x.XCredentials;
import io.openinbox.event.Event;
import io.openinbox.event.EventType;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.MessageId;
import io.openinbox.message.SendTimes;
import io.openinbox.platform.Connectors;
import io.openinbox.platform.Platform;
import io.openinbox.server.config.ConnectionPool;
import io.openinbox.server.config.InboxCore;
import io.openinbox.server.config.MasterKeyFile;
import io.openinbox.server.config.SettingsLoader;
import io.openinbox.server.crash.Client.Known;
import io.openinbox.server.crash.Client.Send;
import io.openinbox.server.embedded.EmbeddedPostgres;
import io.openinbox.server.support.Await;
import io.openinbox.server.support.TestClock;
import io.openinbox.simulator.x.XCall;
import io.openinbox.simulator.x.XCallBehaviour;
import io.openinbox.simulator.x.XDelivery;
import io.openinbox.simulator.x.XDeliveryBehaviour;
import io.openinbox.simulator.x.XEvent;
import io.openinbox.simulator.x.XPost;
import io.openinbox.simulator.x.XRefusal;
import io.openinbox.simulator.x.XSettings;
import io.openinbox.simulator.x.XSimulator;
import io.openinbox.simulator.x.XTokens;
import io.openinbox.simulator.x.XUser;
import io.openinbox.team.Scope;
import io.openinbox.team.Team;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The whole server is killed again and again in the middle of ingest and of sends, while X answers late, not at all, with
 * echoes first, or refuses. In the end nothing is lost, nothing is there twice, and nothing was sent twice.
 */
final class KilledServerTest {

    private static final long SEED = 4_711;
    private static final int KILLS = 3;
    private static final int PEOPLE = 4;
    private static final int SENDERS = 6;
    private static final Duration LONG = Duration.ofSeconds(100);

    @TempDir
    static Path directory;

    private final List<CompletableFuture<?>> background = new ArrayList<>();
    private final ConcurrentHashMap<Send, Known> known = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Send> unsettled = new ConcurrentLinkedQueue<>();
    private volatile boolean stopping;

    @Test
    @Timeout(300)
    @DisplayName(
            "killed in the middle of ingest and sends: each message exactly once, each send at most once, ids kept")
    void killed() throws Exception {
        // Deliveries that fail come again for a minute, which is longer than any restart.
        Duration[] pauses = new Duration[150];
        Arrays.fill(pauses, Duration.ofMillis(400));
        try (XSimulator x = XSimulator.start(XSettings.defaults().withRetryAfter(pauses));
                ServerProcess server = new ServerProcess(directory, x)) {
            XUser shop = x.addUser("shop", "The shop");
            List<XUser> people = IntStream.range(0, PEOPLE)
                    .mapToObj(i -> x.addUser("person" + i, "Person " + i))
                    .toList();
            server.start();
            try (Inside inside = Inside.join(server.dataDir(), x)) {
                AccountLink link = inside.link(x.link(shop));
                x.deliverTo(server.url().resolve("/hooks/x"));
                Client client = new Client(server.url(), inside.token());

                write(x, shop, people);
                for (int sender = 0; sender < SENDERS; sender++) {
                    send(client, server, link.id().text(), people, sender);
                }
                Random random = new Random(SEED);
                for (int kill = 0; kill < KILLS; kill++) {
                    misbehave(x, random);
                    x.awaitPosts(shop, x.postsBy(shop).size() + 30 + random.nextInt(20), LONG);
                    server.kill();
                    assertThat(server.postgres())
                            .as("PostgreSQL stays when the server is killed")
                            .isPresent();
                    server.start();
                    assertThat(server.postgres()).isPresent();
                }
                x.behaveNormally();
                stopping = true;
                background.forEach(CompletableFuture::join);

                x.awaitIdle(LONG);
                sendUnheard(client, x, shop, link.id().text(), people.getFirst());
                inside.resolveLater();
                checkAllShown(client, x, shop, people, link.id().text());
                settle(client);
                x.release();
                x.awaitIdle(LONG);

                checkX(x, shop);
                Map<String, JsonNode> shown = new HashMap<>();
                for (XUser person : people) {
                    checkThread(client, x, shop, person, link.id().text(), shown);
                }
                checkSends(x, shop, shown);
                inside.checkEvents(shown.keySet());
                checkFeed(client);
                assertThat(server.log()).doesNotContain("INTERNAL_ERROR", "A request to API v1 failed");
            }
            server.close();
            assertThat(server.postgres()).as("a clean stop ends PostgreSQL").isEmpty();
        } finally {
            stopping = true;
        }
    }

    /** People write to the shop, and the shop from X's own app, a few at a time. */
    private void write(XSimulator x, XUser shop, List<XUser> people) {
        for (XUser person : people) {
            run(() -> {
                for (int i = 0; !stopping; i++) {
                    List<XEvent> burst = new ArrayList<>();
                    for (int j = 0; j < 4; j++) {
                        String text = person.username() + " writes " + i + "." + j;
                        burst.add(j == 3 ? x.write(shop, person, text + " as the shop") : x.write(person, shop, text));
                    }
                    burst.forEach(event -> x.awaitDelivered(event, LONG));
                }
            });
        }
    }

    /** Sends one after another; with a key every other time, and then again after a crash. */
    private void send(Client client, ServerProcess server, String link, List<XUser> people, int sender) {
        Map<XUser, String> threads = new HashMap<>();
        run(() -> {
            for (int i = 0; !stopping; i++) {
                XUser person = people.get((sender + i) % people.size());
                String text = "send " + sender + "." + i + " https://example.org/?a=1&b=" + i;
                String key = i % 2 == 0 ? "key " + sender + "." + i : null;
                // Half of them to a person, whose thread may have to be made; half into the thread.
                Send send = i % 4 < 2
                        ? quickSend(link, person, text, key)
                        : threadSend(threads.computeIfAbsent(person, to -> thread(client, link, to)), text, key);
                Known answer = client.send(send);
                if (answer instanceof Known.Nothing && !stopping) {
                    Await.until("the server is back", LONG, server::isAnswering);
                    if (key != null) {
                        answer = client.send(send);
                    }
                }
                known.put(send, answer);
                if (key != null && answer instanceof Known.Nothing) {
                    unsettled.add(send);
                }
            }
        });
    }

    private static String thread(Client client, String link, XUser person) {
        return Await.found("a thread with " + person.username(), LONG, () -> {
            JsonNode thread =
                    client.get("/threads/lookup?accountLinkId=" + link + "&externalPlatformId=" + person.id());
            return thread.isObject() ? Optional.of(text(thread, "id")) : Optional.empty();
        });
    }

    private static Send quickSend(String link, XUser person, String text, String key) {
        ObjectNode body = JsonMapper.shared()
                .createObjectNode()
                .put("accountLinkId", link)
                .put("externalPlatformId", person.id())
                .put("content", text);
        return new Send("/threads/messages", text, body.toString(), key);
    }

    private static Send threadSend(String thread, String text, String key) {
        ObjectNode body = JsonMapper.shared().createObjectNode().put("content", text);
        return new Send("/threads/" + thread + "/messages", text, body.toString(), key);
    }

    private static void misbehave(XSimulator x, Random random) {
        x.behaveNormally();
        List<XCallBehaviour> calls = List.of(
                XCallBehaviour.cutConnection(),
                XCallBehaviour.failAfterAccepting(XRefusal.internalError()),
                XCallBehaviour.answerLate(Duration.ofMillis(300 + random.nextInt(400))),
                XCallBehaviour.answerLate(Duration.ofSeconds(3)),
                XCallBehaviour.echoFirst(),
                XCallBehaviour.refuse(XRefusal.unavailable()),
                XCallBehaviour.refuse(XRefusal.closedDms()),
                XCallBehaviour.refuse(XRefusal.internalError()));
        calls.forEach(call -> x.behave(call.on(XCall.SEND).times(1 + random.nextInt(3))));
        x.behave(XDeliveryBehaviour.duplicateAtOnce(3).times(4 + random.nextInt(4)));
        x.behave(XDeliveryBehaviour.delay(Duration.ofMillis(300)).times(4 + random.nextInt(4)));
    }

    /** Sends that X takes without an answer, and of which it delivers nothing until everything is checked. */
    private void sendUnheard(Client client, XSimulator x, XUser shop, String link, XUser person)
            throws InterruptedException {
        x.behave(XDeliveryBehaviour.hold().ofEchoes().forAccount(shop));
        x.behave(XCallBehaviour.cutConnection().on(XCall.SEND).times(3));
        for (int i = 0; i < 3; i++) {
            Send send = quickSend(link, person, "unheard of " + i, null);
            Known answer = client.send(send);
            assertThat(answer).isInstanceOf(Known.Message.class);
            known.put(send, answer);
        }
    }

    /** Repeats the keyed requests until each has an answer. */
    private void settle(Client client) {
        for (Send send : unsettled) {
            known.put(send, Await.found("what became of " + send, LONG, () -> {
                try {
                    Known answer = client.send(send);
                    return answer instanceof Known.Nothing ? Optional.empty() : Optional.of(answer);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(e);
                }
            }));
        }
    }

    /** Before any key is asked for again: nothing has to come from outside for a message to be found. */
    private static void checkAllShown(Client client, XSimulator x, XUser shop, List<XUser> people, String link) {
        for (XUser person : people) {
            assertThat(messages(client, link, person).stream()
                            .map(message -> message.path("platformId").stringValue(null)))
                    .containsAll(ids(x.conversation(shop, person)));
        }
    }

    /** X took no text twice, and was asked twice only after it had refused; it delivered everything. */
    private static void checkX(XSimulator x, XUser shop) {
        Map<String, List<XPost>> posts = x.postsBy(shop).stream().collect(Collectors.groupingBy(XPost::text));
        assertThat(posts).allSatisfy((text, of) -> {
            Predicate<XPost> isRefused = post -> post.accepted().isEmpty() && post.status() == 503;
            assertThat(of.stream().filter(isRefused.negate())).hasSizeLessThanOrEqualTo(1);
        });
        assertThat(x.deliveries()).extracting(XDelivery::state).containsOnly(XDelivery.State.ACKNOWLEDGED);
    }

    /** A thread shows what X has, each once, and beside it only sends that never arrived there. */
    private static void checkThread(
            Client client, XSimulator x, XUser shop, XUser person, String link, Map<String, JsonNode> shown) {
        List<XEvent> onX = x.conversation(shop, person);
        List<JsonNode> messages = messages(client, link, person);
        messages.forEach(message -> shown.put(text(message, "id"), message));

        assertThat(messages.stream().map(message -> text(message, "id"))).doesNotHaveDuplicates();
        assertThat(messages.stream().map(message -> text(message, "content"))).doesNotHaveDuplicates();
        assertThat(messages.stream()
                        .map(message -> message.path("platformId").stringValue(null))
                        .filter(id -> id != null))
                .containsExactlyInAnyOrderElementsOf(ids(onX));
        Map<String, XEvent> byId = onX.stream().collect(Collectors.toMap(XEvent::id, event -> event));
        Set<String> texts = onX.stream().map(XEvent::text).collect(Collectors.toSet());
        for (JsonNode message : messages) {
            XEvent event = byId.get(message.path("platformId").stringValue(null));
            if (event == null) {
                assertThat(texts).doesNotContain(text(message, "content"));
            } else {
                assertThat(text(message, "content")).isEqualTo(event.text());
                assertThat(Instant.parse(text(message, "createdAt"))).isEqualTo(event.createdAt());
                assertThat(text(message, "origin")).isEqualTo(event.byApi() ? "api" : "external");
            }
        }
    }

    /** What clients were told is so. */
    private void checkSends(XSimulator x, XUser shop, Map<String, JsonNode> shown) {
        Map<String, XEvent> accepted = x.sentBy(shop).stream()
                .map(sent -> sent.event())
                .collect(Collectors.toMap(XEvent::text, event -> event));
        Map<String, JsonNode> byText = shown.values().stream()
                .collect(Collectors.toMap(message -> text(message, "content"), message -> message));
        assertThat(known).hasSizeGreaterThan(KILLS * 20);
        known.forEach((send, answer) -> {
            XEvent event = accepted.get(send.text());
            switch (answer) {
                case Known.Message(String id, String platformId) -> {
                    assertThat(shown).as("the message of %s", send).containsKey(id);
                    assertThat(text(shown.get(id), "content")).isEqualTo(send.text());
                    String shownId = shown.get(id).path("platformId").stringValue(null);
                    assertThat(shownId).isEqualTo(event == null ? null : event.id());
                    assertThat(platformId).isIn(null, shownId);
                }
                case Known.Refused() -> {
                    assertThat(event).as("X has what was refused: %s", send).isNull();
                    assertThat(byText).doesNotContainKey(send.text());
                }
                case Known.Nothing() -> assertThat(send.key()).isNull();
            }
        });
        assertThat(known.values()).hasAtLeastOneElementOfType(Known.Message.class);
        assertThat(known.values()).hasAtLeastOneElementOfType(Known.Refused.class);
    }

    private static void checkFeed(Client client) {
        List<Long> seqs = new ArrayList<>();
        JsonNode page;
        do {
            page = client.get("/events?limit=200&afterSeq=" + (seqs.isEmpty() ? 0 : seqs.getLast()));
            page.path("events").forEach(event -> seqs.add(event.path("seq").longValue()));
        } while (page.path("hasMore").booleanValue());
        assertThat(seqs).isSorted().doesNotHaveDuplicates();
    }

    private static Set<String> ids(List<XEvent> events) {
        return events.stream().map(XEvent::id).collect(Collectors.toSet());
    }

    /** All pages. */
    private static List<JsonNode> messages(Client client, String link, XUser person) {
        String path = "/threads/" + thread(client, link, person) + "/messages?limit=40";
        List<JsonNode> messages = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = client.get(path + cursor);
            page.path("messages").forEach(messages::add);
            JsonNode next = page.path("nextCursor");
            cursor = next.isObject()
                    ? next.propertyStream()
                            .map(field -> "&cursor%5B" + field.getKey() + "%5D="
                                    + field.getValue().asString())
                            .collect(Collectors.joining())
                    : null;
        }
        return messages;
    }

    private void run(Loop loop) {
        var done = new CompletableFuture<Void>();
        background.add(done);
        Thread.ofVirtual().start(() -> {
            try {
                loop.run();
                done.complete(null);
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
    }

    private interface Loop {
        void run() throws Exception;
    }

    /** The server's database, seen from here: a command that runs beside it. */
    record Inside(
            EmbeddedPostgres postgres, HikariDataSource pool, XConnector connector, TestClock clock, InboxCore core)
            implements AutoCloseable {

        static Inside join(Path dataDir, XSimulator x) {
            EmbeddedPostgres postgres = EmbeddedPostgres.join(dataDir, line -> {});
            HikariDataSource pool = ConnectionPool.open(postgres.jdbcUrl(), postgres.username(), postgres.password());
            var environment = new StandardEnvironment();
            environment
                    .getPropertySources()
                    .addFirst(new MapPropertySource("test", Map.of("inbox.data-dir", dataDir.toString())));
            var connector = new XConnector(new io.openinbox.connector.x.XSettings(
                    x.baseUrl().toString(),
                    x.authorizeUrl().toString(),
                    x.clientId(),
                    x.clientSecret(),
                    x.consumerSecret(),
                    x.bearerToken()));
            var clock = new TestClock();
            InboxCore core = InboxCore.of(
                    pool,
                    MasterKeyFile.masterKey(SettingsLoader.load(environment)),
                    new Connectors(List.of(connector)),
                    new InboxClock(clock),
                    SendTimes.standard());
            return new Inside(postgres, pool, connector, clock, core);
        }

        Team team() {
            return Await.found("the first team", LONG, () -> core.teams().findBySlug("my-team"));
        }

        AccountLink link(XTokens tokens) {
            String credentials =
                    XCredentials.of(tokens.accessToken(), tokens.refreshToken()).text();
            return core.accountLinks().link(team().id(), Platform.X, credentials);
        }

        String token() {
            var owner = core.members().list(team().id()).getFirst();
            return core.apiTokens().create(team().id(), owner.userId(), "test", EnumSet.allOf(Scope.class), null);
        }

        /** A node comes by long after: the deadlines of the killed servers' sends are over, and what they had claimed. */
        void resolveLater() {
            for (int i = 0; i < 2; i++) {
                clock.pass(Duration.ofMinutes(2));
                core.resolveSends().run();
            }
            assertThat(core.database()
                            .sql()
                            .sql("select count(*) from message where state = 'sending'")
                            .query(Integer.class)
                            .single())
                    .isZero();
        }

        Backfill backfill(AccountLink link) {
            return core.backfills()
                    .find(team().id(), link.id(), Backfill.Kind.IMPORT)
                    .orElseThrow();
        }

        long stored(AccountLink link) {
            return backfill(link).messages();
        }

        /** As if what the killed server had claimed had been long ago. */
        void endLeases() {
            core.database()
                    .sql()
                    .sql("update backfill set next_at = requested_at where next_at is not null")
                    .update();
            core.database()
                    .sql()
                    .sql("update due set due_at = due_at - interval '1 hour' where queue = 'backfill'")
                    .update();
        }

        List<Event> events() {
            return core.events().list(team().id(), 0, 100).events();
        }

        /** The log has no gap, and tells of every message that is shown once. */
        void checkEvents(Set<String> shown) {
            List<Event> events = new ArrayList<>();
            while (events.addAll(core.events()
                    .list(team().id(), events.isEmpty() ? 0 : events.getLast().seq(), 500)
                    .events())) {}
            assertThat(events.stream().map(Event::seq))
                    .containsExactlyElementsOf(Stream.iterate(1L, seq -> seq + 1)
                            .limit(events.size())
                            .toList());
            // An echo taken for a native message and found to be ours is told of, and then as deleted.
            Set<MessageId> deleted = events.stream()
                    .filter(event -> event.type() == EventType.MESSAGE_DELETED)
                    .map(event -> event.about().messageId())
                    .collect(Collectors.toCollection(HashSet::new));
            assertThat(events.stream()
                            .filter(event -> event.type() == EventType.MESSAGE_CREATED)
                            .map(event -> event.about().messageId())
                            .filter(id -> !deleted.contains(id))
                            .map(MessageId::text))
                    .containsExactlyInAnyOrderElementsOf(shown);
        }

        @Override
        public void close() {
            pool.close();
            connector.close();
            postgres.close();
        }
    }
}
