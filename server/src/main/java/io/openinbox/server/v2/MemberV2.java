package io.openinbox.server.v2;

import io.openinbox.team.Member;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

record MemberV2(
        String id,
        @Nullable String name,
        String email,
        @Nullable String imageUrl,
        String role,
        Instant createdAt) {

    static MemberV2 of(Member member) {
        return new MemberV2(
                member.id().text(),
                member.name(),
                member.email(),
                member.image(),
                WordV2.of(member.role()),
                member.createdAt());
    }
}
