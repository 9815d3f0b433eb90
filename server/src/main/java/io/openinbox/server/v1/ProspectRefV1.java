package io.openinbox.server.v1;

import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.ProfileId;
import io.openinbox.kernel.TeamId;
import io.openinbox.person.People;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a request names a prospect: by our id, by the platform's, or by both.
 *
 * @param externalId as it came, of our form or not
 */
record ProspectRefV1(@Nullable String externalId, @Nullable String platformId) {

    /** @throws InboxException {@code INVALID_REQUEST} when neither id is given */
    static ProspectRefV1 read(InputV1 input) {
        PlatformNameV1.requireKnown(input.text("platform").orElse(null), input.path("platform"));
        var ref = new ProspectRefV1(
                input.text("externalId").orElse(null),
                input.text("externalPlatformId", "prospectPlatformId").orElse(null));
        if (ref.externalId == null && ref.platformId == null) {
            throw InputV1.invalid(input.path("externalId") + ": is missing; name the prospect by "
                    + input.path("externalId") + " or by " + input.path("externalPlatformId") + ".");
        }
        return ref;
    }

    /**
     * Our id, where one was given.
     *
     * @throws InboxException {@code PROFILE_NOT_FOUND}; {@code UNACCEPTABLE_VALUE} when the two ids name two people, for
     *     nobody must get a message meant for another
     */
    Optional<ProfileId> profileId(TeamId team, People people) {
        if (externalId == null) {
            return Optional.empty();
        }
        ProfileId profile = IdsV1.prospect(externalId);
        if (platformId != null
                && !platformId.equals(
                        people.get(team, profile).profile().facts().platformId())) {
            throw new InboxException(
                    ErrorCode.UNACCEPTABLE_VALUE,
                    "externalPlatformId: names another person than externalId; send one of the two.");
        }
        return Optional.of(profile);
    }

    /** The platform's id, where our own was not given. */
    String requirePlatformId() {
        if (platformId == null) {
            throw new IllegalStateException("A prospect named by our id was asked for the platform's.");
        }
        return platformId;
    }
}
