package io.openinbox.event;

import io.openinbox.kernel.ContactId;
import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.ProfileId;
import io.openinbox.kernel.ThreadId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An entry to append; the fields are those of {@link Event}. */
public record NewEvent(
        EventType type,
        Instant createdAt,
        @Nullable ThreadId threadId,
        @Nullable MessageId messageId,
        @Nullable ProfileId profileId,
        @Nullable ContactId contactId,
        @Nullable Boolean done,
        @Nullable MemberId assigneeId,
        @Nullable String content) {}
