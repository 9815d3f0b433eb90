package io.openinbox.server.v2;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.openinbox.person.Profile;
import io.openinbox.platform.ProfileFacts;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the platform says about a person. Where it has not said what is always there, the platform's id stands for it. */
record ProfileV2(
        String id,
        String platform,
        String platformId,
        String username,
        String handle,
        String displayName,
        @Nullable String avatarUrl,
        @Nullable String bio,
        @Nullable String location,
        @Nullable String websiteUrl,
        @Nullable String websiteDomain,
        boolean verified,
        boolean isOrganization,
        boolean isProtected,
        @Nullable Long followerCount,
        @Nullable Long followingCount,
        @Nullable Long postCount,
        @Nullable Long engagementCount,
        @Nullable Long listedCount,
        String accountStatus,
        @Nullable Instant platformCreatedAt,
        @Nullable String profileUrl,
        Instant updatedAt,
        @JsonRawValue String platformData) {

    /** @param usernamePrefix of the platform */
    static ProfileV2 of(Profile profile, String usernamePrefix) {
        ProfileFacts facts = profile.facts();
        String username = Objects.requireNonNullElse(facts.username(), facts.platformId());
        return new ProfileV2(
                profile.id().text(),
                PlatformNameV2.of(profile.platform()),
                facts.platformId(),
                username,
                usernamePrefix + username,
                Objects.requireNonNullElse(facts.displayName(), username),
                facts.image(),
                facts.bio(),
                facts.location(),
                facts.websiteUrl(),
                domain(facts.websiteUrl()),
                facts.verification() != ProfileFacts.Verification.NONE,
                facts.kind() != ProfileFacts.Kind.PERSONAL,
                facts.isProtected(),
                facts.followerCount(),
                facts.followingCount(),
                facts.postCount(),
                facts.engagementCount(),
                facts.listedCount(),
                profile.accountStatus().storedName(),
                facts.platformCreatedAt(),
                facts.profileUrl(),
                profile.lastUpdatedAt(),
                PlatformDataV2.of(profile));
    }

    private static @Nullable String domain(@Nullable String url) {
        try {
            return url == null ? null : new URI(url).getHost();
        } catch (URISyntaxException e) {
            // People write anything into their profiles.
            return null;
        }
    }
}
