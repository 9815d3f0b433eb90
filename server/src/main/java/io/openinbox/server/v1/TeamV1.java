package io.openinbox.server.v1;

import io.openinbox.team.Team;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

record TeamV1(
        String id,
        String name,
        String slug,
        @Nullable String image,
        Instant createdAt,
        @Nullable Instant updatedAt,
        String currency,
        boolean allowSupportAccess) {

    static TeamV1 of(Team team) {
        return new TeamV1(
                team.id().text(),
                team.name(),
                team.slug(),
                team.image(),
                team.createdAt(),
                team.updatedAt(),
                team.currency(),
                team.allowSupportAccess());
    }
}
