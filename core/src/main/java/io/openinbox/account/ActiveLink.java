package io.openinbox.account;

import io.openinbox.kernel.TeamId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A team's link of an account that can act now.
 *
 * @param subscribedAt when the platform was last known to deliver its messages; null when it has yet to be told
 */
public record ActiveLink(
        TeamId teamId, AccountLink link, @Nullable Instant subscribedAt) {}
