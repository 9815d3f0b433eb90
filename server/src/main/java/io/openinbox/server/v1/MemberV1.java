package io.openinbox.server.v1;

import io.openinbox.team.Member;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

record MemberV1(
        String id,
        String userId,
        @Nullable String name,
        String email,
        @Nullable String image,
        String role,
        Instant createdAt,
        @Nullable Instant updatedAt) {

    static MemberV1 of(Member member) {
        return new MemberV1(
                member.id().text(),
                member.userId().text(),
                member.name(),
                member.email(),
                member.image(),
                WordV1.of(member.role()),
                member.createdAt(),
                member.updatedAt());
    }
}
