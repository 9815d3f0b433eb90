package io.openinbox.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.account.AccountLink;
import io.openinbox.platform.Platform;
import io.openinbox.server.support.Pages;
import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.server.support.TestTeam.TestAccount;
import io.openinbox.simulator.x.XCall;
import io.openinbox.simulator.x.XCallBehaviour;
import io.openinbox.simulator.x.XRefusal;
import io.openinbox.simulator.x.XSwitch;
import io.openinbox.simulator.x.XUser;
import io.openinbox.team.Role;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Linking an account of X in the browser, from the first page to the last. */
final class LinkTest {

    private static final AtomicInteger COUNT = new AtomicInteger();

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    @RegisterExtension
    static final TestServer KNOWN = TestServer.create(Map.of("inbox.public-url", "https://inbox.example.org"));

    private final TestTeam team = SERVER.team();
    private final XUser shop = SERVER.simulator().addUser("shop" + COUNT.incrementAndGet(), "The Shop");

    @AfterEach
    void resetClock() {
        SERVER.clock().reset();
        SERVER.simulator().behaveNormally();
    }

    @Test
    @DisplayName("a manager allows the app on X's page, and the account is linked and receives")
    void linked() {
        Browser browser = manager(team);
        SERVER.simulator().allowNext(shop);

        URI back = browser.comeBack(start(team));
        HttpResponse<String> answer = browser.open(back);

        assertThat(back.toString())
                .startsWith("http://localhost:" + SERVER.url().getPort() + "/link/x/callback?");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("@" + shop.username() + " is linked", team.team().name());
        assertThat(links(team)).singleElement().satisfies(link -> {
            assertThat(link.platformId()).isEqualTo(shop.id());
            assertThat(link.username()).isEqualTo(shop.username());
            assertThat(link.status()).isEqualTo(AccountLink.Status.ACTIVE);
        });
        team.receive(new TestAccount(shop, links(team).getFirst()), team.person(), "hi");
        assertThat(team.api().get("/threads?inbox=requests").ok().path("threads"))
                .hasSize(1);
    }

    @Test
    @DisplayName("X's page is asked for what the inbox needs, with a challenge and never the verifier")
    void request() {
        URI page = Browser.target(manager(team).open(start(team)));

        assertThat(page.toString()).startsWith(SERVER.simulator().authorizeUrl().toString());
        assertThat(page.getQuery())
                .contains(
                        "response_type=code",
                        "client_id=" + SERVER.simulator().clientId(),
                        "redirect_uri=http://localhost:" + SERVER.url().getPort() + "/link/x/callback",
                        "scope=tweet.read users.read dm.read dm.write media.write offline.access",
                        "code_challenge_method=S256")
                .doesNotContain("verifier");
    }

    @Test
    @DisplayName("X sends the browser back to the public URL")
    void publicUrl() {
        Browser browser = Browser.signedIn(KNOWN, "owner@example.org");

        URI page = Browser.target(browser.open("/link/x/start"));

        assertThat(page.getQuery()).contains("redirect_uri=https://inbox.example.org/link/x/callback");
    }

    @Test
    @DisplayName("what comes back counts once")
    void replayed() {
        Browser browser = manager(team);
        SERVER.simulator().allowNext(shop);
        URI back = browser.comeBack(start(team));
        assertThat(browser.open(back).statusCode()).isEqualTo(200);

        HttpResponse<String> again = browser.open(back);

        assertThat(again.statusCode()).isEqualTo(403);
        assertThat(again.body()).contains("This page counts once", "still is");
        assertThat(links(team)).hasSize(1);
    }

    @Test
    @DisplayName("another session may not end what this one began, and does not use it up")
    void otherSession() {
        Browser browser = manager(team);
        Browser other = manager(team);
        SERVER.simulator().allowNext(shop);
        URI back = browser.comeBack(start(team));

        HttpResponse<String> stolen = other.open(back);

        assertThat(stolen.statusCode()).isEqualTo(403);
        assertThat(stolen.body()).contains("another session");
        assertThat(Pages.get(back).statusCode()).isEqualTo(403);
        assertThat(links(team)).isEmpty();
        assertThat(browser.open(back).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("who declines on X is told that nothing changed")
    void denied() {
        Browser browser = manager(team);
        SERVER.simulator().denyNext();

        HttpResponse<String> answer = browser.open(browser.comeBack(start(team)));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("You declined on X", "Try again");
        assertThat(links(team)).isEmpty();
    }

    @Test
    @DisplayName("a state that is not ours, or was changed, links nothing")
    void mismatch() {
        Browser browser = manager(team);
        SERVER.simulator().allowNext(shop);
        URI back = browser.comeBack(start(team));
        String changed = back.toString().replaceFirst("state=([^.&]+\\.[^.&]+)\\.[^&]+", "state=$1." + "x".repeat(43));

        for (String address :
                List.of(changed, origin() + "/link/x/callback", origin() + "/link/x/callback?state=nonsense&code=1")) {
            HttpResponse<String> answer = browser.open(URI.create(address));
            assertThat(answer.statusCode()).as(address).isEqualTo(403);
            assertThat(answer.body()).contains("did not begin here");
        }
        assertThat(links(team)).isEmpty();
        assertThat(browser.open(back).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("a code that X no longer takes is explained, and so is an attempt that took too long")
    void expired() {
        Browser browser = manager(team);
        SERVER.simulator().allowNext(shop);
        URI back = browser.comeBack(start(team));
        SERVER.simulator().passTime(Duration.ofSeconds(31));
        HttpResponse<String> late = browser.open(back);
        assertThat(late.statusCode()).isEqualTo(502);
        assertThat(late.body()).contains("good for half a minute", "Try again");

        SERVER.simulator().allowNext(shop);
        URI slow = browser.comeBack(start(team));
        SERVER.clock().pass(Duration.ofMinutes(16));
        HttpResponse<String> tooLate = browser.open(slow);
        assertThat(tooLate.statusCode()).isEqualTo(410);
        assertThat(tooLate.body()).contains("15 minutes");
        assertThat(links(team)).isEmpty();
    }

    @Test
    @DisplayName("X being down, or the app's secret wrong, is said in words")
    void refused() {
        for (XRefusal refusal : List.of(XRefusal.unavailable(), XRefusal.oauth(401, "unauthorized_client", "no"))) {
            Browser browser = manager(team);
            SERVER.simulator().allowNext(shop);
            URI back = browser.comeBack(start(team));
            try (XSwitch _ =
                    SERVER.simulator().behave(XCallBehaviour.refuse(refusal).on(XCall.TOKEN))) {
                HttpResponse<String> answer = browser.open(back);
                assertThat(answer.statusCode()).isEqualTo(502);
                assertThat(answer.body()).containsAnyOf("X answered 503", "INBOX_X_CLIENT_SECRET");
            }
        }
        assertThat(links(team)).isEmpty();
    }

    @Test
    @DisplayName("who manages several teams says which, who manages none may not, and who is nobody signs in")
    void whoAndWhere() {
        TestTeam other = SERVER.team();
        String email = "manager" + COUNT.incrementAndGet() + "@example.org";
        SERVER.core().members().add(team.team().id(), email, Role.ADMIN);
        Browser one = Browser.signedIn(SERVER, email);
        assertThat(one.open("/link/x/start").statusCode()).isEqualTo(303);

        SERVER.core().members().add(other.team().id(), email, Role.ADMIN);
        HttpResponse<String> choice = one.open("/link/x/start");
        assertThat(choice.statusCode()).isEqualTo(200);
        assertThat(choice.body()).contains(start(team), start(other));

        String worker = "worker" + COUNT.incrementAndGet() + "@example.org";
        SERVER.core().members().add(team.team().id(), worker, Role.USER);
        for (String path : List.of("/link/x/start", start(team), start(other), "/link/x/start?team=nowhere")) {
            assertThat(Browser.signedIn(SERVER, worker).open(path).statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        for (String path : List.of("/link/x/start", "/link/x/callback?state=a&code=b")) {
            HttpResponse<String> stranger = Pages.get(Browser.address(SERVER, path));
            assertThat(stranger.statusCode()).isEqualTo(403);
            assertThat(stranger.body()).contains("Sign in first", "./inbox sign-in-link");
        }
        assertThat(one.open("/link/myspace/start").statusCode()).isEqualTo(404);
        assertThat(one.open("/").body()).contains("/link/x/start");
    }

    @Test
    @DisplayName("an account taken from its manager while X's page is open is not linked")
    void noLongerManager() {
        String email = "leaving" + COUNT.incrementAndGet() + "@example.org";
        SERVER.core().members().add(team.team().id(), email, Role.ADMIN);
        Browser browser = Browser.signedIn(SERVER, email);
        SERVER.simulator().allowNext(shop);
        URI back = browser.comeBack(start(team));
        SERVER.core()
                .database()
                .sql()
                .sql("update member set role = 'user' where user_id = (select id from app_user where email = :email)")
                .param("email", email)
                .update();

        assertThat(browser.open(back).body()).contains("You cannot link accounts here");
        assertThat(links(team)).isEmpty();
    }

    @Test
    @DisplayName("several accounts in a team, one account in several teams, each under an id of its own")
    void many() {
        TestTeam other = SERVER.team();
        XUser second = SERVER.simulator().addUser("shop" + COUNT.incrementAndGet(), "Second");
        Browser browser = manager(team);

        Stream.of(shop, second).forEach(account -> link(browser, account, team));
        link(browser, shop, other);

        assertThat(links(team)).extracting(AccountLink::platformId).containsExactly(shop.id(), second.id());
        assertThat(links(other)).extracting(AccountLink::platformId).containsExactly(shop.id());
        assertThat(links(other).getFirst().id())
                .isNotEqualTo(links(team).getFirst().id());
    }

    @Test
    @DisplayName("an account that X signed out is linked again under its old id, with its history")
    void again() {
        Browser browser = manager(team);
        link(browser, shop, team);
        AccountLink before = links(team).getFirst();
        var account = new TestAccount(shop, before);
        XUser person = team.person();
        team.receive(account, person, "before");
        SERVER.simulator().revoke(shop);
        SERVER.simulator().awaitIdle(Duration.ofSeconds(20));
        assertThat(links(team).getFirst().status()).isEqualTo(AccountLink.Status.OFFLINE);

        link(browser, shop, team);

        assertThat(links(team)).singleElement().satisfies(link -> {
            assertThat(link.id()).isEqualTo(before.id());
            assertThat(link.status()).isEqualTo(AccountLink.Status.ACTIVE);
        });
        team.receive(account, person, "after");
        assertThat(messages(account, person)).hasSize(2);
    }

    @Test
    @DisplayName("taking an account off keeps its history, ends its tokens, and linking it again brings it back")
    void unlinked() {
        Browser browser = manager(team);
        link(browser, shop, team);
        AccountLink link = links(team).getFirst();
        var account = new TestAccount(shop, link);
        XUser person = team.person();
        team.receive(account, person, "before");
        String thread = team.thread(account, person);

        SERVER.core().unlinkAccount().run(team.team().id(), link.id());
        SERVER.core().unlinkAccount().run(team.team().id(), link.id());

        assertThat(SERVER.simulator().linkedAccounts()).doesNotContain(shop);
        assertThat(links(team).getFirst().status()).isEqualTo(AccountLink.Status.OFFLINE);
        assertThat(team.api().get("/threads/" + thread + "/messages").ok().path("messages"))
                .hasSize(1);
        team.api()
                .post("/threads/" + thread + "/messages", "{\"content\":\"hello?\"}")
                .refused(409, "CONFLICT");
        assertThat(SERVER.core().accountLinks().findByPlatformId(Platform.X, shop.id()))
                .isEmpty();

        link(browser, shop, team);
        assertThat(links(team)).extracting(AccountLink::id).containsExactly(link.id());
        team.receive(account, person, "after");
        assertThat(team.api().get("/threads/" + thread + "/messages").ok().path("messages"))
                .hasSize(2);
    }

    @Test
    @DisplayName("at an address other than the one X sends back to, the page says where to go")
    void elsewhere() {
        Browser browser = manager(team);

        HttpResponse<String> answer = browser.open(URI.create(SERVER.url() + start(team)));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains(origin() + "/link/x/start");
    }

    @Test
    @DisplayName("what proves an attempt is stored hashed or encrypted")
    void stored() {
        URI page = Browser.target(manager(team).open(start(team)));
        String secret = page.getQuery().replaceFirst(".*state=[^.&]+\\.[^.&]+\\.([^&]+).*", "$1");

        String rows = SERVER.core()
                .database()
                .sql()
                .sql("select string_agg(link_attempt::text, ' ') from link_attempt where team_id = :team")
                .param("team", team.team().id().value())
                .query(String.class)
                .single();

        assertThat(secret).hasSize(43);
        assertThat(rows).isNotBlank().doesNotContain(secret);
        assertThat(page.getQuery()).doesNotContain("code_verifier");
    }

    private static void link(Browser browser, XUser account, TestTeam team) {
        SERVER.simulator().allowNext(account);
        HttpResponse<String> answer = browser.open(browser.comeBack(start(team)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** The installation's first owner, who owns every team of the tests. */
    private static Browser manager(TestTeam team) {
        return Browser.signedIn(SERVER, team.owner().email());
    }

    private static String start(TestTeam team) {
        return "/link/x/start?team=" + team.team().slug();
    }

    private static String origin() {
        return "http://localhost:" + SERVER.url().getPort();
    }

    private static List<AccountLink> links(TestTeam team) {
        return SERVER.core().accountLinks().list(team.team().id());
    }

    private Iterable<?> messages(TestAccount account, XUser person) {
        return team.api()
                .get("/threads/" + team.thread(account, person) + "/messages")
                .ok()
                .path("messages")
                .values();
    }
}
