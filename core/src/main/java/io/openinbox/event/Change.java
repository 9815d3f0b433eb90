package io.openinbox.event;

import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.StatusId;
import io.openinbox.kernel.TagId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an event changed, as it was right after: later changes of the object do not show through. */
public sealed interface Change {

    /** The type alone says what happened. */
    record Nothing() implements Change {}

    /** A thread was archived or came back. */
    record Done(boolean done) implements Change {}

    /** @param memberId the effective assignee of a thread, or the default of a contact; null for nobody */
    record Assignee(@Nullable MemberId memberId) implements Change {}

    /** A new message. */
    record Text(String content, boolean isInbound) implements Change {}

    /** A message's text was replaced. */
    record Edit(String content) implements Change {}

    /** @param forAll whether the other side has lost the message, too */
    record Deletion(boolean forAll) implements Change {}

    /** @param authorPlatformId who reacted, ours or theirs, by their id on the platform */
    record Reaction(String emoji, String authorPlatformId) implements Change {}

    record Typing(String authorPlatformId) implements Change {}

    /** @param statusId a contact's; null for none */
    record Status(@Nullable StatusId statusId) implements Change {}

    /** @param tagIds all of a contact's */
    record Tags(List<TagId> tagIds) implements Change {

        public Tags {
            tagIds = List.copyOf(tagIds);
        }
    }

    record Notes(@Nullable String notes) implements Change {}

    record Valuation(@Nullable BigDecimal valuation) implements Change {}

    /** A tag or status; its last state when it was deleted. */
    record Label(String name, @Nullable String color, Instant createdAt) implements Change {}

    /** @param stepNumber of the campaign, where it has steps */
    record Target(@Nullable Integer stepNumber) implements Change {}
}
