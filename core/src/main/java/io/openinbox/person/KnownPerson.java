package io.openinbox.person;

import io.openinbox.kernel.ContactId;
import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.ProfileId;
import org.jspecify.annotations.Nullable;

/**
 * A person a thread can be opened with.
 *
 * @param assigneeId the contact's default assignee
 * @param isNew whether this call made the person known
 */
public record KnownPerson(
        ProfileId profileId, ContactId contactId, @Nullable MemberId assigneeId, boolean isNew) {}
