package io.openinbox.server.auth;

import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.UserId;
import io.openinbox.team.Scope;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request, and for which team.
 *
 * @param userId whose name what is sent carries
 * @param v1XName how v1 spells the X platform to this caller, or null for the server's default
 */
public record Caller(
        TeamId teamId,
        UserId userId,
        Set<Scope> scopes,
        @Nullable String v1XName) {

    /** @throws InboxException {@code INSUFFICIENT_SCOPE} */
    public void require(Scope scope) {
        if (!scopes.contains(scope)) {
            String name = scope.name().toLowerCase(Locale.ROOT);
            throw new InboxException(
                    ErrorCode.INSUFFICIENT_SCOPE,
                    "This token lacks the scope \"" + name + "\": use one that has it.",
                    Map.of("scope", name));
        }
    }
}
