package io.openinbox.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.Pages;
import io.openinbox.server.support.TestServer;
import java.net.URI;
import java.net.http.HttpResponse;

/** A browser in which somebody is signed in; it goes where it is sent only when a test says so. */
final class Browser {

    private final TestServer server;
    private final String cookie;

    private Browser(TestServer server, String cookie) {
        this.server = server;
        this.cookie = cookie;
    }

    static Browser signedIn(TestServer server, String email) {
        String secret = server.core().signInLinks().create(email);
        String cookie = Pages.get(address(server, "/sign-in?secret=" + secret))
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();
        return new Browser(server, cookie.substring(0, cookie.indexOf(';')));
    }

    HttpResponse<String> open(String path) {
        return open(address(server, path));
    }

    HttpResponse<String> open(URI address) {
        return Pages.get(address, "Cookie", cookie);
    }

    /** Where an answer sends the browser. */
    static URI target(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(300, 399);
        return URI.create(answer.headers().firstValue("Location").orElseThrow());
    }

    /** Starts at the server, passes the platform's page as it was told to decide, and gives the way back. */
    URI comeBack(String path) {
        return target(Pages.get(target(open(path))));
    }

    static URI address(TestServer server, String path) {
        return URI.create("http://localhost:" + server.url().getPort() + path);
    }
}
