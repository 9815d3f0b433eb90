package io.openinbox.server.auth;

import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.team.ApiTokens;
import jakarta.servlet.http.HttpServletRequest;

/** Reads {@code Authorization: Bearer ibt_…}. */
public final class BearerTokens {

    private static final String SCHEME = "Bearer ";

    private final ApiTokens tokens;

    public BearerTokens(ApiTokens tokens) {
        this.tokens = tokens;
    }

    /** @throws InboxException {@code UNAUTHORIZED}, with the same words whatever is wrong with a token */
    public Caller authenticate(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new InboxException(
                    ErrorCode.UNAUTHORIZED, "Send an API token in the header \"Authorization: Bearer <token>\".");
        }
        return tokens.authenticate(header.substring(SCHEME.length()).strip())
                .map(Caller::of)
                .orElseThrow(() -> new InboxException(
                        ErrorCode.UNAUTHORIZED, "The API token is not valid here: it is unknown or was revoked."));
    }
}
