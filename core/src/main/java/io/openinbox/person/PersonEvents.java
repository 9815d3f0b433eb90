package io.openinbox.person;

import io.openinbox.event.EventRefs;
import io.openinbox.event.EventType;
import io.openinbox.event.NewEvent;
import io.openinbox.kernel.ContactId;
import io.openinbox.kernel.ProfileId;
import java.time.Instant;

/** What the log says about people. */
public final class PersonEvents {

    private PersonEvents() {}

    static NewEvent enriched(KnownPerson person, Instant now) {
        return enriched(person.profileId(), person.contactId(), now);
    }

    static NewEvent enriched(ProfileId profile, ContactId contact, Instant now) {
        return new NewEvent(EventType.PROFILE_ENRICHED, now, EventRefs.person(profile, contact));
    }

    public static NewEvent created(KnownPerson person, Instant now) {
        return new NewEvent(EventType.PROFILE_CREATED, now, EventRefs.person(person.profileId(), person.contactId()));
    }
}
