package io.openinbox.team;

import io.openinbox.kernel.TeamId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The tenant: everything stored belongs to one team and is seen by it alone.
 *
 * @param slug the team's part of addresses, unique in the installation
 * @param currency ISO 4217, of every valuation
 * @param updatedAt null until the first change
 */
public record Team(
        TeamId id,
        String name,
        String slug,
        @Nullable String image,
        String currency,
        boolean allowSupportAccess,
        Instant createdAt,
        @Nullable Instant updatedAt) {}
