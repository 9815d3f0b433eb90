package io.openinbox.server.auth;

import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.TokenId;
import io.openinbox.kernel.UserId;
import io.openinbox.team.ApiToken;
import io.openinbox.team.Membership;
import io.openinbox.team.Scope;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request, and for which team: a program with a token, or a member in a browser.
 *
 * @param userId whose name what is sent carries
 * @param tokenId the program's token; null for a browser
 * @param memberId the member in the browser; null for a program
 * @param v1XName how v1 spells the X platform to this caller, or null for the server's default
 */
public record Caller(
        TeamId teamId,
        UserId userId,
        @Nullable TokenId tokenId,
        @Nullable MemberId memberId,
        Set<Scope> scopes,
        @Nullable String v1XName) {

    static Caller of(ApiToken token) {
        return new Caller(token.teamId(), token.userId(), token.id(), null, token.scopes(), token.v1XName());
    }

    static Caller of(UserId user, Membership membership) {
        Set<Scope> scopes =
                !membership.isManager() ? EnumSet.complementOf(EnumSet.of(Scope.ADMIN)) : EnumSet.allOf(Scope.class);
        return new Caller(membership.team().id(), user, null, membership.memberId(), scopes, null);
    }

    /** Whether a member calls from a browser, and not a program. */
    public boolean isSession() {
        return tokenId == null;
    }

    /** @throws InboxException {@code INSUFFICIENT_SCOPE} */
    public void require(Scope scope) {
        if (!scopes.contains(scope)) {
            String name = scope.name().toLowerCase(Locale.ROOT);
            throw new InboxException(
                    ErrorCode.INSUFFICIENT_SCOPE,
                    isSession()
                            ? "Only owners and admins of the team may do this."
                            : "This token lacks the scope \"" + name + "\": use one that has it.",
                    Map.of("scope", name));
        }
    }
}
