package io.openinbox.server.link;

import io.openinbox.account.LinkAttempts;
import io.openinbox.account.LinkOutcome;
import io.openinbox.platform.Platform;
import io.openinbox.server.auth.SessionCookie;
import io.openinbox.team.Membership;
import io.openinbox.team.Sessions;
import io.openinbox.team.SignedIn;
import io.openinbox.team.Teams;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * A member's way to a platform's page and back. Whatever goes wrong ends on a page that says what happened and what to do:
 * the person comes from somewhere else and has nothing but this page.
 */
public final class LinkRoutes implements RouterFunction<ServerResponse> {

    private static final Pattern PATH = Pattern.compile("/link/([a-z]{1,40})/(start|callback)");

    private final LinkAttempts attempts;
    private final Teams teams;
    private final Sessions sessions;
    private final SessionCookie cookie;
    private final @Nullable URI publicUrl;

    /** @param publicUrl where platforms send browsers back to; null for this machine alone */
    public LinkRoutes(
            LinkAttempts attempts, Teams teams, Sessions sessions, SessionCookie cookie, @Nullable URI publicUrl) {
        this.attempts = attempts;
        this.teams = teams;
        this.sessions = sessions;
        this.cookie = cookie;
        this.publicUrl = publicUrl;
    }

    @Override
    public Optional<HandlerFunction<ServerResponse>> route(ServerRequest request) {
        Matcher path = PATH.matcher(request.path());
        if (!path.matches() || !request.method().equals(HttpMethod.GET)) {
            return Optional.empty();
        }
        var platform = new Platform(path.group(1));
        if (!attempts.isPossible(platform)) {
            return Optional.of(_ -> LinkPages.notSetUp(platform));
        }
        return Optional.of(
                path.group(2).equals("start") ? come -> start(platform, come) : come -> callback(platform, come));
    }

    private ServerResponse start(Platform platform, ServerRequest request) {
        Optional<Visitor> visitor = visitor(request);
        if (visitor.isEmpty()) {
            return LinkPages.signInFirst(origin(request));
        }
        if (isElsewhere(request)) {
            return LinkPages.openElsewhere(URI.create(origin(request) + request.path()));
        }
        List<Membership> managed = teams.of(visitor.get().user().userId()).stream()
                .filter(Membership::isManager)
                .toList();
        Optional<String> slug = request.param("team").filter(value -> !value.isBlank());
        if (slug.isEmpty() && managed.size() > 1) {
            return LinkPages.chooseTeam(platform, managed);
        }
        return managed.stream()
                .filter(membership -> slug.isEmpty() || membership.team().slug().equals(slug.get()))
                .findFirst()
                .map(membership -> seeOther(attempts.begin(
                        membership.team().id(),
                        platform,
                        visitor.get().user().userId(),
                        visitor.get().session(),
                        URI.create(origin(request) + "/link/" + platform + "/callback"))))
                .orElseGet(LinkPages::notAllowed);
    }

    private ServerResponse callback(Platform platform, ServerRequest request) {
        Optional<Visitor> visitor = visitor(request);
        if (visitor.isEmpty()) {
            return LinkPages.signInFirst(origin(request));
        }
        Optional<String> error = request.param("error").filter(value -> !value.isBlank());
        Optional<String> code =
                request.param("code").filter(value -> !value.isBlank()).filter(_ -> error.isEmpty());
        LinkOutcome outcome = attempts.end(
                platform, request.param("state").orElse(""), visitor.get().session(), code.orElse(null));
        return LinkPages.outcome(platform, outcome);
    }

    private Optional<Visitor> visitor(ServerRequest request) {
        return cookie.read(request.servletRequest())
                .flatMap(session -> sessions.find(session).map(user -> new Visitor(session, user)));
    }

    private String origin(ServerRequest request) {
        return publicUrl != null
                ? publicUrl.toString()
                : "http://localhost:" + request.servletRequest().getLocalPort();
    }

    /** The platform sends the browser to one name of this server; the session's cookie stays with the name it came from. */
    private boolean isElsewhere(ServerRequest request) {
        return publicUrl == null && !"localhost".equals(request.servletRequest().getServerName());
    }

    private static ServerResponse seeOther(URI address) {
        return ServerResponse.status(303)
                .header(HttpHeaders.LOCATION, address.toString())
                .build();
    }

    private record Visitor(String session, SignedIn user) {}
}
