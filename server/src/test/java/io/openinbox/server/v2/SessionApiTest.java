package io.openinbox.server.v2;

import static io.openinbox.server.support.Json.text;
import static io.openinbox.server.support.Json.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.Api;
import io.openinbox.server.support.Browser;
import io.openinbox.server.support.Pages;
import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.team.Role;
import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** What a signed-in browser may do. */
final class SessionApiTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private final TestTeam team = SERVER.team();
    private final Browser browser = Browser.signIn(SERVER, team.owner().email());

    @Test
    @DisplayName("the session says who is signed in and in which teams")
    void session() {
        JsonNode session = browser.session();

        assertThat(text(session, "email")).isEqualTo(team.owner().email());
        assertThat(text(session, "csrfToken")).hasSizeGreaterThan(20);
        assertThat(texts(session.path("teams"), "id")).contains(team.team().id().text());
        assertThat(session.path("teams").get(0).propertyNames())
                .containsExactly("id", "slug", "name", "memberId", "role");
        SERVER.anonymous().below("/api").get("/session").refusedAs(401, "unauthorized");
    }

    @Test
    @DisplayName("the cookie alone reads, for the team it names")
    void reading() {
        Api api = browser.bare().with("X-Inbox-Team", team.team().slug());

        assertThat(text(api.get("/team").ok(), "id")).isEqualTo(team.team().id().text());
        assertThat(text(
                        browser.bare()
                                .with("X-Inbox-Team", team.team().id().text())
                                .get("/team")
                                .ok(),
                        "id"))
                .isEqualTo(team.team().id().text());
        assertThat(text(browser.bare().get("/team?team=" + team.team().slug()).ok(), "id"))
                .isEqualTo(team.team().id().text());
    }

    @Test
    @DisplayName("a person of several teams has to name one, and one of theirs")
    void whichTeam() {
        SERVER.team();
        browser.bare().get("/team").invalidAt("X-Inbox-Team");
        browser.bare().with("X-Inbox-Team", "no-such-team").get("/team").refusedAs(401, "unauthorized");
    }

    @Test
    @DisplayName("a person of one team need not name it")
    void onlyTeam() {
        String email = "only-" + team.team().slug() + "@example.org";
        SERVER.core().members().add(team.team().id(), email, Role.USER);

        assertThat(text(Browser.signIn(SERVER, email).bare().get("/team").ok(), "id"))
                .isEqualTo(team.team().id().text());
    }

    @Test
    @DisplayName("no other site's page reads or changes anything")
    void otherOrigins() {
        Api own = browser.api(team);
        for (String origin : new String[] {"https://evil.example", "null", browser.origin() + ".evil.example"}) {
            own.with("Origin", origin).get("/team").refusedAs(401, "unauthorized");
        }
    }

    @Test
    @DisplayName("a token needs no cookie, and counts where both come")
    void tokenFirst() {
        assertThat(text(
                        team.api()
                                .v2()
                                .with("Cookie", browser.cookie())
                                .get("/team")
                                .ok(),
                        "id"))
                .isEqualTo(team.team().id().text());
        browser.bare().with("Authorization", "Bearer ibt_wrong").get("/team").refusedAs(401, "unauthorized");
    }

    @Test
    @DisplayName("signing out ends it")
    void signOut() {
        Api api = browser.api(team);
        api.get("/team").ok();

        Pages.post(URI.create(SERVER.url() + "/sign-out"), new byte[0], "Cookie", browser.cookie());

        api.get("/team").refusedAs(401, "unauthorized");
    }
}
