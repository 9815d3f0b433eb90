package io.openinbox.server.auth;

import io.openinbox.kernel.UserId;
import io.openinbox.server.http.HtmlPage;
import io.openinbox.server.limit.FailedAttempts;
import io.openinbox.team.Sessions;
import io.openinbox.team.SignInLinks;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Signing in by a one-time link, and out again. */
public final class SignInRoutes implements RouterFunction<ServerResponse> {

    private static final Logger log = LoggerFactory.getLogger(SignInRoutes.class);

    private final SignInLinks links;
    private final Sessions sessions;
    private final SessionCookie cookie;
    private final FailedAttempts failed;

    public SignInRoutes(SignInLinks links, Sessions sessions, SessionCookie cookie, FailedAttempts failed) {
        this.links = links;
        this.sessions = sessions;
        this.cookie = cookie;
        this.failed = failed;
    }

    @Override
    public Optional<HandlerFunction<ServerResponse>> route(ServerRequest request) {
        if (request.path().equals("/sign-in") && request.method().equals(HttpMethod.GET)) {
            return Optional.of(this::signIn);
        }
        if (request.path().equals("/sign-out") && request.method().equals(HttpMethod.POST)) {
            return Optional.of(this::signOut);
        }
        return Optional.empty();
    }

    private ServerResponse signIn(ServerRequest request) {
        String client = request.servletRequest().getRemoteAddr();
        if (failed.areTooMany(client)) {
            return HtmlPage.titled("Too many links that do not work")
                    .paragraph(
                            "From where you are, that many were tried in a short time. Wait ten minutes and try again.")
                    .answer(429);
        }
        Optional<UserId> user =
                request.param("secret").filter(secret -> !secret.isBlank()).flatMap(links::redeem);
        if (user.isEmpty()) {
            failed.add(client);
            log.info("A sign-in link was tried that does not work.");
            return HtmlPage.titled("This link no longer works")
                    .paragraph(
                            "A sign-in link is good for one use within 15 minutes. This one was used before, or is too old.")
                    .paragraph("To get another, run this where OpenInbox runs:")
                    .command("./inbox sign-in-link --email you@example.org")
                    .answer(403);
        }
        return seeOther(cookie.set(sessions.open(user.get())));
    }

    private ServerResponse signOut(ServerRequest request) {
        cookie.read(request.servletRequest()).ifPresent(sessions::end);
        return seeOther(cookie.clear());
    }

    private static ServerResponse seeOther(String setCookie) {
        return ServerResponse.status(303)
                .header(HttpHeaders.LOCATION, "/")
                .header(HttpHeaders.SET_COOKIE, setCookie)
                .build();
    }
}
