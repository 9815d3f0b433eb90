package io.openinbox.person;

import io.openinbox.kernel.ContactId;
import java.time.Instant;
import java.util.List;

/**
 * The team's record of a person, with the accounts the person has on platforms.
 *
 * @param profiles at least one; the one met first leads
 * @param updatedAt the last change of what the team says
 */
public record Contact(ContactId id, Context context, List<Profile> profiles, Instant createdAt, Instant updatedAt) {

    public Contact {
        profiles = List.copyOf(profiles);
    }
}
