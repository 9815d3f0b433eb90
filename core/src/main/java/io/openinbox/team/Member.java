package io.openinbox.team;

import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A person's place in one team. */
public record Member(
        MemberId id,
        UserId userId,
        @Nullable String name,
        String email,
        @Nullable String image,
        Role role,
        Instant createdAt,
        @Nullable Instant updatedAt) {}
