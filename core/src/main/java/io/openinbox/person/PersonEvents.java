package io.openinbox.person;

import io.openinbox.event.EventRefs;
import io.openinbox.event.EventType;
import io.openinbox.event.NewEvent;
import java.time.Instant;

/** What the log says about people. */
public final class PersonEvents {

    private PersonEvents() {}

    static NewEvent enriched(KnownPerson person, Instant now) {
        return new NewEvent(EventType.PROFILE_ENRICHED, now, EventRefs.person(person.profileId(), person.contactId()));
    }

    public static NewEvent created(KnownPerson person, Instant now) {
        return new NewEvent(EventType.PROFILE_CREATED, now, EventRefs.person(person.profileId(), person.contactId()));
    }
}
