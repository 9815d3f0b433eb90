package io.openinbox.person;

import io.openinbox.kernel.ContactId;
import io.openinbox.kernel.ProfileId;
import io.openinbox.platform.ProfileFacts;

/** A profile as a refresh finds it, locked. */
record StoredProfile(ProfileId id, ContactId contactId, ProfileFacts facts, AccountStatus status) {}
