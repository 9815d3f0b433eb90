package io.openinbox.server.v2;

import io.openinbox.account.AccountLink;
import io.openinbox.platform.Capability;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

record AccountLinkV2(
        String id,
        String platform,
        String platformId,
        @Nullable String username,
        @Nullable String displayName,
        @Nullable String avatarUrl,
        String status,
        List<String> pauseReasons,
        List<String> capabilities,
        @Nullable Instant syncedAt,
        Instant createdAt) {

    /** The one reason there is: an administrator held the account back. */
    private static final List<String> HELD_BACK = List.of("administrator");

    static AccountLinkV2 of(AccountLink link, Set<Capability> capabilities) {
        return new AccountLinkV2(
                link.id().text(),
                PlatformNameV2.of(link.platform()),
                link.platformId(),
                valueOrNull(link.username()),
                valueOrNull(link.name()),
                valueOrNull(link.image()),
                WordV2.of(link.status()),
                link.status() == AccountLink.Status.PAUSED ? HELD_BACK : List.of(),
                CapabilitiesV2.of(capabilities),
                link.syncedAt(),
                link.createdAt());
    }

    private static @Nullable String valueOrNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
