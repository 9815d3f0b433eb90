package io.openinbox.server.manner;

import io.openinbox.server.auth.BrowserSessions;
import io.openinbox.server.http.Answer;
import io.openinbox.team.Membership;
import io.openinbox.team.Role;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** {@code GET /api/session}: who is signed in, in which teams, and what the page has to show with every change. */
public final class SessionRoute implements RouterFunction<ServerResponse> {

    public static final String PATH = "/api/session";

    private final BrowserSessions sessions;

    public SessionRoute(BrowserSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Optional<HandlerFunction<ServerResponse>> route(ServerRequest request) {
        return request.path().equals(PATH) && request.method().equals(HttpMethod.GET)
                ? Optional.of(this::show)
                : Optional.empty();
    }

    private ServerResponse show(ServerRequest request) {
        try {
            return Answer.json(200, Json.bytes(SignedInUser.of(sessions.session(request.servletRequest()))));
        } catch (Exception e) {
            return Errors.answer(e);
        }
    }

    record SignedInUser(
            String userId, String email, @Nullable String name, String csrfToken, List<InTeam> teams) {

        static SignedInUser of(BrowserSessions.Session session) {
            return new SignedInUser(
                    session.person().userId().text(),
                    session.person().email(),
                    session.person().name(),
                    session.csrfToken(),
                    session.person().memberships().stream().map(InTeam::of).toList());
        }
    }

    record InTeam(String id, String slug, String name, String memberId, String role) {

        static InTeam of(Membership membership) {
            Role role = membership.role();
            return new InTeam(
                    membership.team().id().text(),
                    membership.team().slug(),
                    membership.team().name(),
                    membership.memberId().text(),
                    role.name().toLowerCase(Locale.ROOT));
        }
    }
}
