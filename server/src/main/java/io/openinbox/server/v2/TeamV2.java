package io.openinbox.server.v2;

import io.openinbox.team.Team;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

record TeamV2(
        String id,
        String name,
        String slug,
        @Nullable String imageUrl,
        String currency,
        boolean allowSupportAccess,
        Instant createdAt) {

    static TeamV2 of(Team team) {
        return new TeamV2(
                team.id().text(),
                team.name(),
                team.slug(),
                team.image(),
                team.currency(),
                team.allowSupportAccess(),
                team.createdAt());
    }
}
