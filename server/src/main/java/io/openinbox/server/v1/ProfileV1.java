package io.openinbox.server.v1;

import io.openinbox.person.Profile;
import io.openinbox.platform.ProfileFacts;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the platform says about a prospect, as REST answers and events both show it. Where the platform has not said what
 * the contract always has, the platform's id, an empty text or 0 stands for it.
 *
 * @param id the same as externalId, for clients that look for an id under its usual name
 */
record ProfileV1(
        String id,
        String platform,
        String platformId,
        String externalId,
        String displayName,
        String username,
        String handle,
        @Nullable String image,
        @Nullable String imageNormalized,
        @Nullable String bio,
        @Nullable String location,
        String profileUrl,
        @Nullable String websiteUrl,
        @Nullable String websiteDomain,
        String verified,
        String profileType,
        boolean isProtected,
        long followerCount,
        long followingCount,
        long postCount,
        @Nullable Long engagementCount,
        @Nullable Long listedCount,
        @Nullable Instant platformCreatedAt,
        Instant firstSeenAt,
        Instant lastUpdatedAt,
        @Nullable Instant lastEnrichedAt,
        @Nullable Instant lastActiveAt,
        String source,
        boolean isFresh,
        boolean isStale,
        double confidence) {

    /** Answers come from our copy, never live from the platform. */
    private static final String SOURCE = "cached";

    private static final Pattern IMAGE_SIZE = Pattern.compile("_(normal|bigger|mini|\\d+x\\d+)(?=\\.\\w+$|$)");

    static ProfileV1 of(Profile profile, PlatformNameV1 names, Instant now) {
        ProfileFacts facts = profile.facts();
        String username = username(facts);
        FreshnessV1 freshness = FreshnessV1.of(profile.lastEnrichedAt(), now);
        return new ProfileV1(
                profile.id().text(),
                names.of(profile.platform()),
                facts.platformId(),
                profile.id().text(),
                displayName(facts),
                username,
                "@" + username,
                facts.image(),
                imageNormalized(facts.image()),
                facts.bio(),
                facts.location(),
                Objects.requireNonNullElse(facts.profileUrl(), ""),
                facts.websiteUrl(),
                domain(facts.websiteUrl()),
                WordV1.of(facts.verification()),
                WordV1.of(facts.kind()),
                facts.isProtected(),
                orZero(facts.followerCount()),
                orZero(facts.followingCount()),
                orZero(facts.postCount()),
                facts.engagementCount(),
                facts.listedCount(),
                facts.platformCreatedAt(),
                profile.firstSeenAt(),
                profile.lastUpdatedAt(),
                profile.lastEnrichedAt(),
                profile.lastActiveAt(),
                SOURCE,
                freshness.isFresh(),
                freshness.isStale(),
                freshness.confidence());
    }

    static String username(ProfileFacts facts) {
        return Objects.requireNonNullElse(facts.username(), facts.platformId());
    }

    static String displayName(ProfileFacts facts) {
        return Objects.requireNonNullElse(facts.displayName(), username(facts));
    }

    private static @Nullable String imageNormalized(@Nullable String image) {
        return image == null ? null : IMAGE_SIZE.matcher(image).replaceFirst("");
    }

    private static @Nullable String domain(@Nullable String url) {
        try {
            return url == null ? null : new URI(url).getHost();
        } catch (URISyntaxException e) {
            // People write anything into their profiles.
            return null;
        }
    }

    private static long orZero(@Nullable Long count) {
        return count == null ? 0 : count;
    }
}
