package io.openinbox.account;

import io.openinbox.kernel.AccountLinkId;
import io.openinbox.platform.Platform;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One of the team's own accounts on a platform.
 *
 * @param username without a display prefix
 * @param syncedAt when the first import of conversations finished, or null
 */
public record AccountLink(
        AccountLinkId id,
        Platform platform,
        String platformId,
        String name,
        String username,
        String image,
        Status status,
        @Nullable Instant syncedAt,
        Instant createdAt) {

    /** {@code OFFLINE}: the platform signed the account out. {@code PAUSED}: held back by an administrator. */
    public enum Status {
        ACTIVE,
        OFFLINE,
        PAUSED
    }
}
