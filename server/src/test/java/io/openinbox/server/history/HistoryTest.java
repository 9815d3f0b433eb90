package io.openinbox.server.history;

import static io.openinbox.server.support.Json.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.account.Backfill;
import io.openinbox.server.support.Api;
import io.openinbox.server.support.Await;
import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.server.support.TestTeam.TestAccount;
import io.openinbox.simulator.x.XCall;
import io.openinbox.simulator.x.XCallBehaviour;
import io.openinbox.simulator.x.XDeliveryBehaviour;
import io.openinbox.simulator.x.XEvent;
import io.openinbox.simulator.x.XRefusal;
import io.openinbox.simulator.x.XSwitch;
import io.openinbox.simulator.x.XUser;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** What was written before an account was linked, and what deliveries missed. */
final class HistoryTest {

    private static final Duration DAY = Duration.ofDays(1);

    @RegisterExtension
    static final TestServer SERVER =
            TestServer.create(Map.of("inbox.x.reads-per-day", 1_000_000, "inbox.x.reads-per-team-per-day", 600));

    private final TestTeam team = SERVER.team();
    private final Api api = team.api();
    private final XUser shop = user("shop");

    private static int users;

    private static XUser user(String prefix) {
        return SERVER.simulator().addUser(prefix + "_" + ++users, "Name of " + prefix);
    }

    @AfterEach
    void behaveNormally() {
        SERVER.simulator().behaveNormally();
        SERVER.clock().reset();
    }

    private static XEvent earlier(XUser from, XUser to, String text, Duration ago) {
        return SERVER.simulator()
                .wroteEarlier(from, to, text, SERVER.simulator().now().minus(ago));
    }

    private Backfill backfill(TestAccount account, Backfill.Kind kind) {
        return SERVER.core()
                .backfills()
                .find(team.team().id(), account.link().id(), kind)
                .orElseThrow();
    }

    private TestAccount linked() {
        TestAccount account = team.link(shop);
        awaitImported(account);
        return account;
    }

    private void awaitImported(TestAccount account) {
        Await.until(
                "the import ends", () -> backfill(account, Backfill.Kind.IMPORT).isFinished());
    }

    private void awaitClosed(TestAccount account) {
        Await.until(
                "the gap is closed", () -> backfill(account, Backfill.Kind.GAP).isFinished());
    }

    private JsonNode thread(TestAccount account, XUser person) {
        return api.get("/threads/lookup?accountLinkId=%s&externalPlatformId=%s", account.id(), person.id())
                .ok();
    }

    private List<String> contents(TestAccount account, XUser person) {
        JsonNode messages = api.get("/threads/" + text(thread(account, person), "id") + "/messages?limit=100")
                .ok()
                .path("messages");
        return StreamSupport.stream(messages.spliterator(), false)
                .map(message -> text(message, "content"))
                .toList();
    }

    private List<String> view(String view) {
        List<String> ids = new ArrayList<>();
        api.get("/threads?limit=100&inbox=%s", view)
                .ok()
                .path("threads")
                .forEach(thread -> ids.add(text(thread, "id")));
        return ids;
    }

    private List<String> events() {
        List<String> types = new ArrayList<>();
        api.get("/events?limit=1000").ok().path("events").forEach(event -> types.add(text(event, "type")));
        return types;
    }

    @Test
    @DisplayName("history is imported silently: requests where only they wrote, conversations where we did")
    void imported() {
        XUser asks = user("asks");
        XUser talks = user("talks");
        earlier(asks, shop, "Is anybody there?", DAY.multipliedBy(29));
        earlier(asks, shop, "Hello?", DAY.multipliedBy(3));
        earlier(talks, shop, "Do you ship to Oslo?", DAY.multipliedBy(2));
        earlier(shop, talks, "We do & gladly: https://shop.example/oslo", DAY);
        earlier(asks, shop, "Too long ago", DAY.multipliedBy(31));

        TestAccount account = linked();

        assertThat(contents(account, asks)).containsExactly("Hello?", "Is anybody there?");
        assertThat(contents(account, talks))
                .containsExactly("We do & gladly: https://shop.example/oslo", "Do you ship to Oslo?");
        assertThat(view("requests")).containsExactly(text(thread(account, asks), "id"));
        assertThat(view("default")).containsExactly(text(thread(account, talks), "id"));
        assertThat(view("no-reply")).containsExactly(text(thread(account, talks), "id"));
        assertThat(events()).isEmpty();
        JsonNode link = api.get("/account-links").ok().path(0);
        assertThat(Instant.parse(text(link, "syncedAt"))).isAfter(Instant.parse(text(link, "createdAt")));
        assertThat(thread(account, asks).path("isSyncing").booleanValue()).isFalse();
    }

    @Test
    @DisplayName("while the import is held up, news come and are told; what it then finds reopens and asks nothing")
    void beside() {
        XUser person = user("person");
        earlier(person, shop, "one", DAY.multipliedBy(3));
        earlier(shop, person, "two", DAY.multipliedBy(2));
        earlier(person, shop, "three", DAY);
        XSwitch held = SERVER.simulator()
                .behave(XCallBehaviour.refuse(XRefusal.throttled(Duration.ofSeconds(1)))
                        .on(XCall.DIRECT_MESSAGES)
                        .by(shop));
        TestAccount account = team.link(shop);
        team.receive(account, person, "four");
        JsonNode thread = thread(account, person);
        assertThat(thread.path("isRequest").booleanValue()).isTrue();
        Await.until(
                "it is told that older messages are missing",
                () -> thread(account, person).path("isSyncing").booleanValue());
        assertThat(api.get("/account-links").ok().path(0).path("syncedAt").isNull())
                .isTrue();
        api.patch("/threads/" + text(thread, "id"), "{\"done\":true}").ok();
        List<String> before = events();

        held.close();
        awaitImported(account);

        assertThat(contents(account, person)).containsExactly("four", "three", "two", "one");
        JsonNode after = thread(account, person);
        assertThat(text(after, "id")).isEqualTo(text(thread, "id"));
        assertThat(after.path("done").booleanValue()).isTrue();
        assertThat(after.path("isRequest").booleanValue()).isFalse();
        assertThat(text(after.path("lastMessage"), "content")).isEqualTo("four");
        assertThat(events()).isEqualTo(before).contains("message.created", "thread.archived");
        Await.until(
                "it is told that all is there",
                () -> !thread(account, person).path("isSyncing").booleanValue());
    }

    @Test
    @DisplayName("what is imported into a thread that was deleted meanwhile stays deleted")
    void deleted() {
        XUser person = user("person");
        earlier(person, shop, "old", DAY);
        XSwitch held = SERVER.simulator()
                .behave(XCallBehaviour.refuse(XRefusal.throttled(Duration.ofSeconds(1)))
                        .on(XCall.DIRECT_MESSAGES)
                        .by(shop));
        TestAccount account = team.link(shop);
        team.receive(account, person, "new");
        api.delete("/threads/" + text(thread(account, person), "id")).ok();

        held.close();
        awaitImported(account);

        assertThat(view("all")).isEmpty();
        assertThat(backfill(account, Backfill.Kind.IMPORT).messages()).isOne();
    }

    @Test
    @DisplayName("a page X has forgotten is no end: the import begins again and stores nothing twice")
    void forgotten() {
        XUser person = user("person");
        for (int i = 0; i < 250; i++) {
            earlier(person, shop, "message " + i, Duration.ofMinutes(10 + i));
        }
        SERVER.simulator()
                .behave(XCallBehaviour.answerLate(Duration.ofMillis(300))
                        .on(XCall.DIRECT_MESSAGES)
                        .by(shop));
        TestAccount account = team.link(shop);
        Await.until(
                "the first page is stored",
                () -> backfill(account, Backfill.Kind.IMPORT).messages() == 100);
        SERVER.simulator().forgetPages();
        awaitImported(account);

        Backfill done = backfill(account, Backfill.Kind.IMPORT);
        assertThat(done.problem()).isNull();
        assertThat(done.messages()).isEqualTo(250);
        assertThat(done.reads()).isGreaterThan(250);
        assertThat(thread(account, person).path("isRequest").booleanValue()).isTrue();
    }

    @Test
    @DisplayName("no more is read in a day than the team may, and the rest the day after")
    void budget() {
        XUser person = user("person");
        for (int i = 0; i < 720; i++) {
            earlier(person, shop, "message " + i, Duration.ofMinutes(10 + i));
        }
        TestAccount account = team.link(shop);
        Await.until(
                "today's reads are used up",
                () -> "today's reads are used up"
                        .equals(backfill(account, Backfill.Kind.IMPORT).problem()));
        assertThat(backfill(account, Backfill.Kind.IMPORT).messages()).isEqualTo(600);
        assertThat(thread(account, person).path("isSyncing").booleanValue()).isTrue();

        SERVER.clock().pass(DAY.plusMinutes(2));
        awaitImported(account);

        assertThat(backfill(account, Backfill.Kind.IMPORT).messages()).isEqualTo(720);
    }

    @Test
    @DisplayName("a gap is closed by reading up to what is stored, and told once, whatever is delivered after all")
    void gap() {
        XUser known = user("known");
        XUser stranger = user("stranger");
        earlier(known, shop, "before", DAY);
        TestAccount account = linked();
        team.receive(account, known, "delivered");
        api.post("/threads/" + text(thread(account, known), "id") + "/messages", "{\"content\":\"answered\"}")
                .ok();
        api.patch("/threads/" + text(thread(account, known), "id"), "{\"done\":true}")
                .ok();
        int told = events().size();

        SERVER.simulator().behave(XDeliveryBehaviour.hold().forAccount(shop));
        SERVER.simulator().write(known, shop, "missed");
        SERVER.simulator().write(stranger, shop, "missed, too");
        SERVER.core().backfills().requestGap(team.team().id(), account.link().id(), null);
        awaitClosed(account);

        assertThat(contents(account, known)).containsExactly("missed", "answered", "delivered", "before");
        assertThat(thread(account, stranger).path("isRequest").booleanValue()).isTrue();
        List<String> news = events().subList(told, events().size());
        assertThat(news)
                .containsExactlyInAnyOrder(
                        "prospect.created",
                        "thread.created",
                        "message.created",
                        "thread.unarchived",
                        "message.created");
        assertThat(backfill(account, Backfill.Kind.GAP).reads()).isLessThanOrEqualTo(10);

        SERVER.simulator().behaveNormally();
        SERVER.simulator().awaitIdle(Duration.ofSeconds(20));
        SERVER.core().backfills().requestGap(team.team().id(), account.link().id(), null);
        awaitClosed(account);

        assertThat(events()).hasSize(told + news.size());
        assertThat(contents(account, known)).hasSize(4);
    }

    @Test
    @DisplayName("a long gap is read page by page to its beginning, past what came in since")
    void longGap() {
        XUser person = user("person");
        TestAccount account = linked();
        XSwitch held = SERVER.simulator().behave(XDeliveryBehaviour.hold().forAccount(shop));
        for (int i = 0; i < 130; i++) {
            SERVER.simulator().write(person, shop, "missed " + i);
        }
        held.close();
        team.receive(account, person, "delivered again");
        assertThat(events()).hasSize(3);

        SERVER.core()
                .backfills()
                .requestGap(
                        team.team().id(), account.link().id(), account.link().createdAt());
        awaitClosed(account);

        assertThat(backfill(account, Backfill.Kind.GAP).messages()).isEqualTo(130);
        assertThat(events()).hasSize(133);
        SERVER.simulator().release();
        SERVER.simulator().awaitIdle(Duration.ofSeconds(20));
        assertThat(events()).hasSize(133);
    }
}
