package io.openinbox.person;

import io.openinbox.kernel.ProfileId;
import io.openinbox.platform.Platform;
import io.openinbox.platform.ProfileFacts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person's account on a platform, shared by all account links of the team: a copy of what the platform last said.
 *
 * @param firstSeenAt when the person came into the team
 * @param lastUpdatedAt the last change of what is stored
 * @param lastEnrichedAt when the platform last told us, or null: then only the id is known
 * @param lastActiveAt the person's latest sign of life on the platform
 * @param accountStatus what the platform said of the account when it was last asked
 */
public record Profile(
        ProfileId id,
        Platform platform,
        ProfileFacts facts,
        Instant firstSeenAt,
        Instant lastUpdatedAt,
        @Nullable Instant lastEnrichedAt,
        @Nullable Instant lastActiveAt,
        AccountStatus accountStatus) {}
