package io.openinbox.server.v1;

import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.ProfileId;
import io.openinbox.platform.Direction;
import io.openinbox.thread.LastMessage;
import io.openinbox.thread.Thread;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A conversation.
 *
 * @param isSyncing whether older messages of its account are still being imported
 * @param prospectId with assignedToMemberId and updatedAt: extra fields that older clients read
 */
record ThreadV1(
        String id,
        String platform,
        String platformId,
        boolean done,
        @Nullable String assigneeId,
        @Nullable Instant lastMessageTimestamp,
        Instant computedSortTimestamp,
        Instant createdAt,
        String status,
        String variant,
        String accountLinkId,
        boolean isSyncing,
        boolean isRequest,
        @Nullable Boolean typingIndicatorsEnabled,
        @Nullable Last lastMessage,
        EmbeddedProspectV1 prospect,
        String prospectId,
        @Nullable String assignedToMemberId,
        Instant updatedAt) {

    static ThreadV1 of(Thread thread, boolean isSyncing, EmbeddedProspectV1 prospect, PlatformNameV1 names) {
        String assignee =
                thread.assigneeId() == null ? null : thread.assigneeId().text();
        LastMessage last = thread.lastMessage();
        return new ThreadV1(
                thread.id().text(),
                names.of(thread.platform()),
                thread.platformId(),
                thread.done(),
                assignee,
                last == null ? null : last.createdAt(),
                thread.sortAt(),
                thread.createdAt(),
                thread.isIdle() ? "idle" : "active",
                thread.isEncrypted() ? "xChat" : "unencrypted",
                thread.accountLinkId().text(),
                isSyncing,
                thread.isRequest(),
                thread.typingIndicatorsEnabled(),
                last == null ? null : Last.of(last, thread),
                prospect,
                thread.profileId().text(),
                assignee,
                thread.updatedAt());
    }

    /** A message's author is the account link for ours and the prospect for theirs: that is how v1 tells a direction. */
    static String authorId(Direction direction, AccountLinkId accountLink, ProfileId profile) {
        return switch (direction) {
            case INBOUND -> profile.text();
            case OUTBOUND -> accountLink.text();
        };
    }

    /** @param campaignId always null: there are no campaigns */
    record Last(
            String id,
            String content,
            String authorId,
            Instant createdAt,
            @Nullable String userId,
            @Nullable String campaignId) {

        static Last of(LastMessage last, Thread thread) {
            return new Last(
                    last.id().text(),
                    last.content(),
                    ThreadV1.authorId(last.direction(), thread.accountLinkId(), thread.profileId()),
                    last.createdAt(),
                    last.userId() == null ? null : last.userId().text(),
                    null);
        }
    }
}
