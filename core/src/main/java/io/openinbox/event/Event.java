package io.openinbox.event;

import io.openinbox.kernel.ContactId;
import io.openinbox.kernel.EventId;
import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.ProfileId;
import io.openinbox.kernel.ThreadId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a team's log: what it is about, and the values it changed as they were right after the change. Ids that do
 * not apply are null, and so are values that did not change.
 *
 * @param seq gap-free within the team, in the order of the commits
 * @param done set by archived, unarchived
 * @param assigneeId the effective assignee, set by assigned; null after unassigned
 * @param content a created message's text
 */
public record Event(
        long seq,
        EventId id,
        EventType type,
        Instant createdAt,
        @Nullable ThreadId threadId,
        @Nullable MessageId messageId,
        @Nullable ProfileId profileId,
        @Nullable ContactId contactId,
        @Nullable Boolean done,
        @Nullable MemberId assigneeId,
        @Nullable String content) {}
