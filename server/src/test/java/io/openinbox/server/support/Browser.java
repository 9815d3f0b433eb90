package io.openinbox.server.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A browser somebody signed in with: the cookie, and what our page sends along with it. */
public final class Browser {

    private final TestServer server;
    private final String cookie;

    private Browser(TestServer server, String cookie) {
        this.server = server;
        this.cookie = cookie;
    }

    /** Opens a sign-in link. */
    public static Browser signIn(TestServer server, String email) {
        String secret = server.core().signInLinks().create(email);
        HttpResponse<String> answer = Pages.get(URI.create(server.url() + "/sign-in?secret=" + secret));
        String setCookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        return new Browser(server, setCookie.substring(0, setCookie.indexOf(';')));
    }

    public String cookie() {
        return cookie;
    }

    public String origin() {
        return "http://" + server.url().getAuthority();
    }

    /** What {@code GET /api/session} says. */
    public JsonNode session() {
        HttpResponse<String> answer = Pages.get(URI.create(server.url() + "/api/session"), "Cookie", cookie);
        assertThat(answer.statusCode()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    /** A client of API v2 as our own page is one, for one of the person's teams. */
    public Api api(TestTeam team) {
        return bare().with("Origin", origin())
                .with("X-Inbox-Csrf", session().path("csrfToken").stringValue())
                .with("X-Inbox-Team", team.team().slug());
    }

    /** A client of API v2 that has nothing but the cookie, as another site's page would. */
    public Api bare() {
        return server.anonymous().v2().with("Cookie", cookie);
    }
}
