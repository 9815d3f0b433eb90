package io.openinbox.server.auth;

import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.team.Membership;
import io.openinbox.team.Sessions;
import io.openinbox.team.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Requests of a signed-in browser. The cookie alone proves only that the browser is signed in, not that our own page made
 * the request: what changes anything also needs the page's {@link CsrfToken} and must come from our own origin.
 */
public final class BrowserSessions {

    /** Names the team by id or slug. */
    public static final String TEAM_HEADER = "X-Inbox-Team";

    /** The same, where no header can be set: a browser's event stream has none. */
    public static final String TEAM_PARAMETER = "team";

    public static final String CSRF_HEADER = "X-Inbox-Csrf";

    private static final Set<String> HARMLESS = Set.of("GET", "HEAD");

    private final Sessions sessions;
    private final SessionCookie cookie;
    private final @Nullable String publicOrigin;

    /** @param publicUrl what people type into a browser; null is whatever they typed */
    public BrowserSessions(Sessions sessions, SessionCookie cookie, @Nullable URI publicUrl) {
        this.sessions = sessions;
        this.cookie = cookie;
        this.publicOrigin = publicUrl == null ? null : publicUrl.getScheme() + "://" + publicUrl.getAuthority();
    }

    boolean isPresent(HttpServletRequest request) {
        return cookie.read(request).isPresent();
    }

    /**
     * Who is signed in, and the token their page has to show.
     *
     * @throws InboxException {@code UNAUTHORIZED}
     */
    public Session session(HttpServletRequest request) {
        String token = cookie.read(request).orElseThrow(BrowserSessions::signedOut);
        SignedIn person = sessions.find(token).orElseThrow(BrowserSessions::signedOut);
        return new Session(person, CsrfToken.of(token));
    }

    Caller authenticate(HttpServletRequest request) {
        Session session = session(request);
        requireOwnPage(request, session.csrfToken());
        return Caller.of(
                session.person().userId(), team(request, session.person().memberships()));
    }

    private void requireOwnPage(HttpServletRequest request, String csrfToken) {
        boolean isHarmless = HARMLESS.contains(request.getMethod());
        String origin = request.getHeader("Origin");
        if (origin == null ? !isHarmless : !isOurs(origin, request)) {
            throw new InboxException(
                    ErrorCode.UNAUTHORIZED, "Origin: a signed-in browser may only call from this server's own pages.");
        }
        if (!isHarmless && !CsrfToken.matches(csrfToken, request.getHeader(CSRF_HEADER))) {
            throw new InboxException(
                    ErrorCode.UNAUTHORIZED, CSRF_HEADER + ": send the csrfToken of GET /api/session in this header.");
        }
    }

    private boolean isOurs(String origin, HttpServletRequest request) {
        if (origin.equals(publicOrigin)) {
            return true;
        }
        // Behind a proxy the scheme may differ; the cookie went to this host in any case.
        String host = request.getHeader("Host");
        return host != null && (origin.equals("http://" + host) || origin.equals("https://" + host));
    }

    private static Membership team(HttpServletRequest request, List<Membership> memberships) {
        if (memberships.isEmpty()) {
            throw new InboxException(ErrorCode.UNAUTHORIZED, "You belong to no team: ask an owner to add you.");
        }
        String header = request.getHeader(TEAM_HEADER);
        String asked = header != null || !HARMLESS.contains(request.getMethod())
                ? header
                : request.getParameter(TEAM_PARAMETER);
        if (asked == null) {
            if (memberships.size() > 1) {
                throw new InboxException(
                        ErrorCode.INVALID_REQUEST,
                        TEAM_HEADER + ": you belong to several teams; name one by its id or slug.");
            }
            return memberships.getFirst();
        }
        return memberships.stream()
                .filter(membership -> asked.equals(membership.team().slug())
                        || asked.equals(membership.team().id().text()))
                .findFirst()
                .orElseThrow(() -> new InboxException(
                        ErrorCode.UNAUTHORIZED, TEAM_HEADER + ": you do not belong to such a team."));
    }

    private static InboxException signedOut() {
        return new InboxException(
                ErrorCode.UNAUTHORIZED, "This browser is not signed in, or no longer: open a sign-in link.");
    }

    /** @param csrfToken what the page sends back in {@link #CSRF_HEADER} */
    public record Session(SignedIn person, String csrfToken) {}
}
