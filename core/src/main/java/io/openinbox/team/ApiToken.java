package io.openinbox.team;

import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.TokenId;
import io.openinbox.kernel.UserId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What presenting a valid token proves.
 *
 * @param userId who owns the token: what it sends carries this person's name
 * @param v1XName how v1 spells the X platform to this client, {@code x} or {@code twitter}; null follows the server's default
 */
public record ApiToken(
        TokenId id,
        TeamId teamId,
        UserId userId,
        Set<Scope> scopes,
        @Nullable String v1XName) {}
