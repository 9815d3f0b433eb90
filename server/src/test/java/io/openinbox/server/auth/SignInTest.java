package io.openinbox.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.Pages;
import io.openinbox.server.support.TestServer;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class SignInTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    @RegisterExtension
    static final TestServer SECURE = TestServer.create(Map.of("inbox.public-url", "https://inbox.example.org"));

    @AfterEach
    void resetClock() {
        SERVER.clock().reset();
    }

    @Test
    @DisplayName("a link signs in once, and the first page then says who is there")
    void signIn() {
        String secret = SERVER.core().signInLinks().create("owner@example.org");

        HttpResponse<String> answer = Pages.get(page(SERVER, "/sign-in?secret=" + secret));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("/");
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie)
                .startsWith("inbox_session=")
                .contains("HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("Secure");
        assertThat(Pages.get(page(SERVER, "/"), "Cookie", value(cookie)).body())
                .contains("signed in as owner@example.org");

        HttpResponse<String> again = Pages.get(page(SERVER, "/sign-in?secret=" + secret));
        assertThat(again.statusCode()).isEqualTo(403);
        assertThat(again.body()).contains("This link no longer works", "./inbox sign-in-link");
    }

    @Test
    @DisplayName("a link that is too old or was never one is explained in words")
    void deadLinks() {
        String secret = SERVER.core().signInLinks().create("owner@example.org");
        SERVER.clock().pass(Duration.ofMinutes(16));

        for (String query : new String[] {"?secret=" + secret, "?secret=nonsense", "?secret=", ""}) {
            HttpResponse<String> answer = Pages.get(page(SERVER, "/sign-in" + query));
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("15 minutes");
            assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        }
    }

    @Test
    @DisplayName("behind https the cookie is for this host over TLS alone")
    void secureCookie() {
        String secret = SECURE.core().signInLinks().create("owner@example.org");

        HttpResponse<String> answer = Pages.get(page(SECURE, "/sign-in?secret=" + secret));

        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("__Host-inbox_session=")
                .contains("Secure", "HttpOnly", "SameSite=Lax", "Path=/");
    }

    @Test
    @DisplayName("signing out ends the session")
    void signOut() {
        String secret = SERVER.core().signInLinks().create("owner@example.org");
        String cookie = value(Pages.get(page(SERVER, "/sign-in?secret=" + secret))
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow());

        HttpResponse<String> answer = Pages.post(page(SERVER, "/sign-out"), new byte[0], "Cookie", cookie);

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
        assertThat(Pages.get(page(SERVER, "/"), "Cookie", cookie).body())
                .doesNotContain("signed in as")
                .contains("./inbox sign-in-link");
    }

    @Test
    @DisplayName("pages hold no script and no style, and tell nobody where they were")
    void safePages() {
        for (String path : new String[] {"/", "/sign-in", "/nowhere"}) {
            HttpResponse<String> page = Pages.get(page(SERVER, path));
            assertThat(page.body()).doesNotContainIgnoringCase("<script", "<style", "style=", "javascript:");
            assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'")
                    .doesNotContain("unsafe");
            assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
            assertThat(page.headers().firstValue("X-Request-Id")).isPresent();
        }
        assertThat(Pages.get(page(SERVER, "/nowhere")).statusCode()).isEqualTo(404);
        assertThat(Pages.get(page(SERVER, "/page.css"))
                        .headers()
                        .firstValue("Content-Type")
                        .orElseThrow())
                .startsWith("text/css");
    }

    @Test
    @DisplayName("health is on its own port, and not on the public one")
    void health() {
        for (String path :
                new String[] {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"}) {
            HttpResponse<String> answer = Pages.get(URI.create(SERVER.managementUrl() + path));
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.body()).contains("\"UP\"");
            assertThat(Pages.get(page(SERVER, path)).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(Pages.get(URI.create(SERVER.managementUrl() + "/actuator/env"))
                        .statusCode())
                .isEqualTo(404);
    }

    private static URI page(TestServer server, String path) {
        return URI.create(server.url() + path);
    }

    private static String value(String setCookie) {
        return setCookie.substring(0, setCookie.indexOf(';'));
    }
}
