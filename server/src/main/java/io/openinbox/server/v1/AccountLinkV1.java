package io.openinbox.server.v1;

import io.openinbox.account.AccountLink;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

record AccountLinkV1(
        String id,
        String platform,
        String platformId,
        String name,
        String username,
        String image,
        Instant createdAt,
        String status,
        @Nullable Instant syncedAt) {

    static AccountLinkV1 of(AccountLink link, PlatformNameV1 names) {
        return new AccountLinkV1(
                link.id().text(),
                names.of(link.platform()),
                link.platformId(),
                link.name(),
                link.username(),
                link.image(),
                link.createdAt(),
                WordV1.of(link.status()),
                link.syncedAt());
    }

    /** As events name the account a message belongs to. */
    record Brief(String id, String platform, String platformId, String username) {

        static Brief of(AccountLink link, PlatformNameV1 names) {
            return new Brief(link.id().text(), names.of(link.platform()), link.platformId(), link.username());
        }
    }
}
