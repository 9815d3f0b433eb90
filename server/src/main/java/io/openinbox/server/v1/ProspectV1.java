package io.openinbox.server.v1;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.openinbox.person.Person;
import io.openinbox.platform.Platform;
import io.openinbox.thread.ThreadSummary;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A profile seen with its contact's context.
 *
 * @param documentId always null: there is no second index with ids of its own
 * @param platformData a JSON object, which the platform's connector wrote in the form the contract gives it
 */
record ProspectV1(
        @JsonUnwrapped ProfileV1 profile,
        @Nullable Long documentId,
        @JsonRawValue String platformData,
        ContextV1 context)
        implements EmbeddedProspectV1 {

    /** Of a person known by id alone. */
    private static final String NO_PLATFORM_DATA = """
            {"isVerifiedBlue":false,"isVerifiedGold":false,"isVerifiedGray":false,"professionalCategory":null,\
            "urlEntities":[],"bannerUrl":null,"tweetsCount":0,"favoritesCount":0,"rawData":null}""";

    static ProspectV1 of(Person person, PlatformNameV1 names, Instant now) {
        return new ProspectV1(
                ProfileV1.of(person.profile(), names, now),
                null,
                Objects.requireNonNullElse(person.profile().facts().platformData(), NO_PLATFORM_DATA),
                ContextV1.of(person.context()));
    }

    ProspectV1 withThreads(List<ThreadSummary> threads) {
        return new ProspectV1(profile, documentId, platformData, context.withThreads(threads));
    }

    /** As events about the prospect show it. */
    record InEvent(@JsonUnwrapped ProfileV1 profile, ContextV1 context) {

        static InEvent of(Person person, PlatformNameV1 names, Instant now) {
            return new InEvent(ProfileV1.of(person.profile(), names, now), ContextV1.of(person.context()));
        }
    }

    /** As events about a thread or a message show it. */
    record Brief(
            String id,
            String platform,
            String platformId,
            String externalId,
            String displayName,
            String username,
            String handle,
            @Nullable String image,
            ContextV1 context)
            implements EmbeddedProspectV1 {

        static Brief of(Person person, PlatformNameV1 names) {
            var facts = person.profile().facts();
            Platform platform = person.profile().platform();
            String username = ProfileV1.username(facts);
            return new Brief(
                    person.profile().id().text(),
                    names.of(platform),
                    facts.platformId(),
                    person.profile().id().text(),
                    ProfileV1.displayName(facts),
                    username,
                    "@" + username,
                    facts.image(),
                    ContextV1.of(person.context()));
        }
    }
}
