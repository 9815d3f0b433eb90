package io.openinbox.server.auth;

import io.openinbox.kernel.InboxException;
import jakarta.servlet.http.HttpServletRequest;

/** Whoever a surface takes: programs by their token, and members by the session of their browser. */
public final class Callers {

    private final BearerTokens tokens;
    private final BrowserSessions sessions;

    public Callers(BearerTokens tokens, BrowserSessions sessions) {
        this.tokens = tokens;
        this.sessions = sessions;
    }

    /** @throws InboxException {@code UNAUTHORIZED}; {@code INVALID_REQUEST} when a browser does not say for which team */
    public Caller authenticate(HttpServletRequest request) {
        // A token is meant; a cookie comes along by itself.
        return request.getHeader("Authorization") == null && sessions.isPresent(request)
                ? sessions.authenticate(request)
                : tokens.authenticate(request);
    }
}
