package io.openinbox.platform;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a platform says about a person, in neutral words; null is "the platform did not say".
 *
 * @param platformId the person's id on the platform
 * @param username without a display prefix such as {@code @}
 * @param verification how far the platform vouches for the account
 * @param platformData a JSON object of what only this platform has, opaque to the core
 */
public record ProfileFacts(
        String platformId,
        @Nullable String username,
        @Nullable String displayName,
        @Nullable String image,
        @Nullable String bio,
        @Nullable String location,
        @Nullable String websiteUrl,
        @Nullable String profileUrl,
        Verification verification,
        Kind kind,
        boolean isProtected,
        @Nullable Long followerCount,
        @Nullable Long followingCount,
        @Nullable Long postCount,
        @Nullable Long engagementCount,
        @Nullable Long listedCount,
        @Nullable Instant platformCreatedAt,
        @Nullable String platformData) {

    /** {@code VERIFIED} is a person's badge; the other two say what kind of organisation stands behind the account. */
    public enum Verification {
        NONE,
        VERIFIED,
        BUSINESS,
        GOVERNMENT
    }

    public enum Kind {
        PERSONAL,
        BUSINESS,
        GOVERNMENT
    }
}
