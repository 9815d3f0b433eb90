package io.openinbox.account;

import io.openinbox.kernel.AccountLinkId;
import io.openinbox.platform.Capability;
import io.openinbox.platform.Platform;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One of the team's own accounts on a platform.
 *
 * @param restrictedTo what the account can do, where that is less than its platform allows; else null. {@link
 *     AccountLinks#capabilities} puts the two together
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
        @Nullable Set<Capability> restrictedTo,
        @Nullable Instant syncedAt,
        Instant createdAt) {

    /** {@code OFFLINE}: the platform signed the account out. {@code PAUSED}: held back by an administrator. */
    public enum Status {
        ACTIVE,
        OFFLINE,
        PAUSED
    }
}
