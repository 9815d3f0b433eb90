package io.openinbox.thread;

import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.ContactId;
import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.ProfileId;
import io.openinbox.kernel.ThreadId;
import io.openinbox.platform.Platform;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The one live conversation between an account link and a profile.
 *
 * @param platformId the conversation's id on the platform
 * @param done archived
 * @param isUnread somebody of the team marked it so
 * @param isRequest a conversation the other side began and we have not answered
 * @param isIdle made for a first send that the platform has not taken; stands in no list
 * @param isEncrypted whether its messages come end-to-end encrypted
 * @param assigneeId the effective one: the thread's own, else the contact's default
 * @param typingIndicatorsEnabled null follows the team's setting
 * @param sortAt the key of every list
 * @param lastReaction the thread's latest activity where it is not older than the last message
 */
@SuppressWarnings("JavaLangClash") // The domain's word; nothing in this package starts a java.lang.Thread.
public record Thread(
        ThreadId id,
        AccountLinkId accountLinkId,
        ProfileId profileId,
        ContactId contactId,
        Platform platform,
        String platformId,
        boolean done,
        boolean isUnread,
        boolean isRequest,
        boolean isIdle,
        boolean isEncrypted,
        @Nullable MemberId assigneeId,
        @Nullable Boolean typingIndicatorsEnabled,
        Instant sortAt,
        @Nullable LastMessage lastMessage,
        @Nullable LastReaction lastReaction,
        Instant createdAt,
        Instant updatedAt) {}
