package io.openinbox.server.ingest;

import static io.openinbox.server.support.Json.text;
import static io.openinbox.server.support.Json.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.platform.Direction;
import io.openinbox.platform.Inbound;
import io.openinbox.platform.Platform;
import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.server.support.TestTeam.TestAccount;
import io.openinbox.simulator.x.XEvent;
import io.openinbox.simulator.x.XUser;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class IngestCasesTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private static Hooks hooks;

    private TestTeam team;
    private TestAccount account;
    private XUser person;
    private Log log;

    @BeforeAll
    static void hold() {
        hooks = Hooks.holding(SERVER);
    }

    @BeforeEach
    void makeTeam() {
        team = SERVER.team();
        account = team.account();
        person = team.person();
        log = new Log(team.api());
    }

    @Test
    @DisplayName("a message delivered again after its thread was done reopens nothing")
    void duplicateAfterDone() {
        String body = receive("hi");
        JsonNode done = patch(thread(), "{\"done\":true}");
        var _ = log.readOn();

        deliver(body);
        hooks.giveToOtherNode(body);

        assertThat(thread()).isEqualTo(done);
        assertThat(log.readOn()).isEmpty();
        assertThat(contents(done)).containsExactly("hi");
    }

    @Test
    @DisplayName("a message delivered again after its thread was deleted opens nothing")
    void duplicateAfterDelete() {
        String body = receive("hi");
        delete(thread());
        var _ = log.readOn();

        deliver(body);
        hooks.giveToOtherNode(body);

        assertNoThread();
        assertThat(log.readOn()).isEmpty();
        assertThat(count("message")).isEqualTo(1);
    }

    @RepeatedTest(5)
    @DisplayName("two first messages of a person at once open one thread")
    void twoFirstMessages() {
        hooks.tick();
        String first = hooks.write(person, account.user(), "first");
        hooks.tick();
        String second = hooks.write(person, account.user(), "second");

        AtOnce.run(List.of(() -> deliver(first), () -> hooks.giveToOtherNode(second)));

        assertThat(contents(thread())).containsExactly("second", "first");
        assertThat(text(thread().path("lastMessage"), "content")).isEqualTo("second");
        assertThat(view("requests")).hasSize(1);
        assertThat(log.readOnTypes())
                .containsExactly("prospect.created", "thread.created", "message.created", "message.created");
    }

    @RepeatedTest(5)
    @DisplayName("one first message delivered four times at once is one message in one thread")
    void sameMessageAtOnce() {
        String body = hooks.write(person, account.user(), "hi");

        AtOnce.run(List.of(
                () -> deliver(body),
                () -> deliver(body),
                () -> hooks.giveToOtherNode(body),
                () -> hooks.giveToOtherNode(body, body)));

        assertThat(contents(thread())).containsExactly("hi");
        assertThat(log.readOnTypes()).containsExactly("prospect.created", "thread.created", "message.created");
    }

    @RepeatedTest(5)
    @DisplayName("a person who writes to two of the team's accounts at once is one prospect with two threads")
    void twoAccountsAtOnce() {
        TestAccount second = team.account();
        String one = hooks.write(person, account.user(), "to one");
        String other = hooks.write(person, second.user(), "to the other");

        AtOnce.run(List.of(() -> deliver(one), () -> hooks.giveToOtherNode(other)));

        assertThat(view("requests")).hasSize(2);
        assertThat(view("requests").stream()
                        .map(thread -> text(thread, "prospectId"))
                        .distinct())
                .hasSize(1);
        assertThat(log.readOnTypes())
                .containsExactlyInAnyOrder(
                        "prospect.created", "thread.created", "message.created", "thread.created", "message.created");
    }

    @Test
    @DisplayName(
            "after a deletion, what was written before it is stored silently, what comes after opens a new request")
    void aroundADeletion() {
        receive("answered later");
        String late = hooks.write(person, account.user(), "written before, delivered after");
        String lateOwn = hooks.write(account.user(), person, "ours, written before, delivered after");
        String old = text(thread(), "id");
        delete(thread());
        hooks.tick();
        String next = hooks.write(person, account.user(), "written after");
        var _ = log.readOn();

        deliver(late);
        deliver(lateOwn);

        assertNoThread();
        assertThat(log.readOn()).isEmpty();
        assertThat(count("message")).isEqualTo(3);

        deliver(next);

        assertThat(text(thread(), "id")).isNotEqualTo(old);
        assertThat(view("requests").stream().map(thread -> text(thread, "id"))).containsExactly(text(thread(), "id"));
        assertThat(contents(thread())).containsExactly("written after");
        assertThat(log.readOnTypes()).containsExactly("thread.created", "message.created");
        team.api().get("/threads/" + old).refused(404, "THREAD_NOT_FOUND");
    }

    @Test
    @DisplayName("with a new thread open, an old message still goes to the thread that was deleted after it")
    void oldMessageBesideANewThread() {
        receive("first");
        String late = hooks.write(person, account.user(), "before the deletion");
        delete(thread());
        hooks.tick();
        receive("after the deletion");
        JsonNode before = thread();
        var _ = log.readOn();

        deliver(late);

        for (String field : List.of("id", "lastMessage", "computedSortTimestamp", "isRequest", "updatedAt")) {
            assertThat(thread().path(field)).as(field).isEqualTo(before.path(field));
        }
        assertThat(contents(before)).containsExactly("after the deletion");
        assertThat(log.readOn()).isEmpty();
    }

    @Test
    @DisplayName("an older message that arrives last takes its place and moves nothing back")
    void outOfOrder() {
        String older = hooks.write(person, account.user(), "older");
        hooks.tick();
        String newer = hooks.write(account.user(), person, "newer");
        deliver(newer);
        JsonNode before = thread();

        deliver(older);

        assertThat(contents(thread())).containsExactly("newer", "older");
        for (String field : List.of("lastMessage", "lastMessageTimestamp", "computedSortTimestamp", "isRequest")) {
            assertThat(thread().path(field)).as(field).isEqualTo(before.path(field));
        }
        assertThat(view("no-reply")).hasSize(1);
        assertThat(log.readOnTypes())
                .containsExactly("prospect.created", "thread.created", "message.created", "message.created");
    }

    @RepeatedTest(5)
    @DisplayName("two messages at once bring a done thread back once")
    void reopenedOnce() {
        receive("hi");
        hooks.tick();
        deliver(hooks.write(account.user(), person, "hello"));
        patch(thread(), "{\"done\":true}");
        var _ = log.readOn();
        hooks.tick();
        String one = hooks.write(person, account.user(), "one");
        String two = hooks.write(person, account.user(), "two");
        String three = hooks.write(person, account.user(), "three");

        AtOnce.run(List.of(() -> deliver(one), () -> hooks.giveToOtherNode(two, three)));

        assertThat(thread().path("done").booleanValue()).isFalse();
        assertThat(view("default")).hasSize(1);
        List<String> types = log.readOnTypes();
        assertThat(types.getFirst()).isEqualTo("thread.unarchived");
        assertThat(types.subList(1, types.size()))
                .containsExactly("message.created", "message.created", "message.created");
    }

    @Test
    @DisplayName("a message we write on X itself leaves a done thread done")
    void ownMessageIntoDone() {
        receive("hi");
        patch(thread(), "{\"done\":true}");
        hooks.tick();

        deliver(hooks.write(account.user(), person, "good bye"));

        assertThat(view("archived")).hasSize(1);
        assertThat(thread().path("isRequest").booleanValue()).isFalse();
    }

    @Test
    @DisplayName("writing to somebody on X itself opens a thread that is no request")
    void ownMessageOpens() {
        deliver(hooks.write(account.user(), person, "hello"));

        assertThat(thread().path("isRequest").booleanValue()).isFalse();
        assertThat(view("default")).hasSize(1);
        assertThat(view("no-reply")).hasSize(1);
        JsonNode message = messages(thread()).get(0);
        assertThat(text(message, "origin")).isEqualTo("external");
        assertThat(text(message, "authorId")).isEqualTo(account.id());
        assertThat(message.path("userId").isNull()).isTrue();
        assertThat(log.readOnTypes()).containsExactly("prospect.created", "thread.created", "message.created");
    }

    @Test
    @DisplayName("answering on X itself ends a request")
    void ownMessageAnswers() {
        receive("hi");
        assertThat(view("requests")).hasSize(1);
        hooks.tick();

        deliver(hooks.write(account.user(), person, "hello"));

        assertThat(view("requests")).isEmpty();
        assertThat(view("default")).hasSize(1);
        assertThat(view("no-reply")).hasSize(1);
    }

    @Test
    @DisplayName("a group's message is kept raw and counted once, and is in nobody's thread")
    void group() {
        XEvent event = SERVER.simulator().writeInGroup(person, List.of(account.user(), team.person()), "all together");
        String body = hooks.bodiesOf(event).getFirst();

        deliver(body);
        deliver(body);

        assertThat(count("raw_delivery")).isEqualTo(1);
        assertThat(SERVER.core()
                        .database()
                        .sql()
                        .sql("select group_message_count from account_link where team_id = :team")
                        .param("team", team.team().id().value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertNoThread();
        assertThat(log.readOn()).isEmpty();
    }

    @Test
    @DisplayName("an event nobody has heard of is kept raw")
    void unknownEvent() {
        SERVER.simulator().deliverUnknown(account.user());

        deliver(hooks.lastBody(account.user()));

        assertThat(count("raw_delivery")).isEqualTo(1);
        assertThat(log.readOn()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "[]", "{}", "{\"data\":{}}", "{\"for_user_id\":\"1\",\"new_events\":[{}]}"})
    @DisplayName("a body of no known shape is kept raw, whoever's it is")
    void unknownBody(String body) {
        int before = countUnclaimed();

        deliver(body);

        assertThat(countUnclaimed()).isEqualTo(before + 1);
    }

    @Test
    @DisplayName("a message the database refuses is kept raw and takes none of its batch with it")
    void poisoned() {
        Instant at = SERVER.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        List<Inbound> batch = List.of(
                message("1", at, "first"),
                message("2", at.plusMillis(1), "no text may hold a \0"),
                message("3", at.plusMillis(2), "third"),
                message("4", at.plusMillis(3).plusNanos(1_000), "a microsecond"),
                message("5", at.plusMillis(4), "fifth"));

        SERVER.core().ingestMessages().receive(Platform.X, batch);
        SERVER.core().ingestMessages().receive(Platform.X, batch);

        assertThat(contents(thread())).containsExactly("fifth", "third", "first");
        assertThat(rawMessages()).containsExactlyInAnyOrder("2", "4");
        assertThat(log.readOnTypes())
                .containsExactly(
                        "prospect.created", "thread.created", "message.created", "message.created", "message.created");
    }

    @Test
    @DisplayName("a name longer than an index takes is one message's trouble")
    void unindexable() {
        var random = new Random(1);
        var name = new StringBuilder();
        random.ints(8_000, 'a', 'z').forEach(letter -> name.append((char) letter));
        String body = hooks.write(person, account.user(), "hi").replace(person.username(), name);

        deliver(body);
        receive("and this");

        assertThat(count("raw_delivery")).isEqualTo(1);
        assertThat(contents(thread())).containsExactly("and this");
    }

    @Test
    @DisplayName("a delivery of any number of messages is taken in")
    void largeDelivery() {
        Instant at = SERVER.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        List<Inbound> batch = IntStream.range(0, 2_100)
                .<Inbound>mapToObj(i -> message(Integer.toString(i), at.plusMillis(i), "message " + i))
                .toList();

        SERVER.core().ingestMessages().receive(Platform.X, batch);

        assertThat(count("message")).isEqualTo(2_100);
        assertThat(text(thread().path("lastMessage"), "content")).isEqualTo("message 2099");
    }

    private String receive(String text) {
        String body = hooks.write(person, account.user(), text);
        deliver(body);
        return body;
    }

    private static void deliver(String body) {
        assertThat(hooks.post(body)).isEqualTo(200);
    }

    private Inbound.Message message(String id, Instant at, String text) {
        return new Inbound.Message(
                account.user().id(),
                person.id(),
                account.user().id() + "-" + person.id(),
                id,
                Direction.INBOUND,
                at,
                text,
                false,
                null,
                null,
                null);
    }

    private JsonNode thread() {
        return team.api()
                .get("/threads/lookup?accountLinkId=%s&externalPlatformId=%s", account.id(), person.id())
                .ok();
    }

    private void assertNoThread() {
        assertThat(thread().isNull()).isTrue();
        assertThat(view("all")).isEmpty();
    }

    private JsonNode patch(JsonNode thread, String change) {
        return team.api().patch("/threads/" + text(thread, "id"), change).ok();
    }

    private void delete(JsonNode thread) {
        hooks.tick();
        assertThat(team.api().delete("/threads/" + text(thread, "id")).status()).isEqualTo(200);
    }

    private List<JsonNode> view(String name) {
        return team.api()
                .get("/threads?inbox=" + name)
                .ok()
                .path("threads")
                .valueStream()
                .toList();
    }

    private JsonNode messages(JsonNode thread) {
        return team.api()
                .get("/threads/" + text(thread, "id") + "/messages")
                .ok()
                .path("messages");
    }

    private List<String> contents(JsonNode thread) {
        return texts(messages(thread), "content");
    }

    private int count(String table) {
        return SERVER.core()
                .database()
                .sql()
                .sql("select count(*) from " + table + " where team_id = :team")
                .param("team", team.team().id().value())
                .query(Integer.class)
                .single();
    }

    private List<String> rawMessages() {
        return SERVER.core()
                .database()
                .sql()
                .sql("select message_platform_id from raw_delivery where team_id = :team")
                .param("team", team.team().id().value())
                .query(String.class)
                .list();
    }

    private static int countUnclaimed() {
        return SERVER.core()
                .database()
                .sql()
                .sql("select count(*) from raw_delivery where account_link_id is null")
                .query(Integer.class)
                .single();
    }
}
