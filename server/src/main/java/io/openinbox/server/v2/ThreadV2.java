package io.openinbox.server.v2;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.openinbox.thread.LastMessage;
import io.openinbox.thread.Thread;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conversation.
 *
 * @param platformId null while there is no message: then the platform has no conversation yet
 * @param accountLink with profile, contact and assignee: only where the caller asked for them
 */
record ThreadV2(
        String id,
        String platform,
        @Nullable String platformId,
        String accountLinkId,
        String profileId,
        String contactId,
        @Nullable String assigneeId,
        boolean isRequest,
        String acceptanceState,
        boolean archived,
        boolean unread,
        List<String> restrictions,
        boolean syncing,
        String typingIndicators,
        @Nullable Last lastMessage,
        @Nullable ActivityV2 activity,
        Instant createdAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable AccountLinkV2 accountLink,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ProfileV2 profile,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ContactV2 contact,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable MemberV2 assignee) {

    static final List<String> TYPING_INDICATORS = List.of("enabled", "disabled", "teamDefault");

    static ThreadV2 of(
            Thread thread,
            String acceptanceState,
            boolean isSyncing,
            @Nullable AccountLinkV2 accountLink,
            @Nullable ProfileV2 profile,
            @Nullable ContactV2 contact,
            @Nullable MemberV2 assignee) {
        LastMessage last = thread.lastMessage();
        return new ThreadV2(
                thread.id().text(),
                PlatformNameV2.of(thread.platform()),
                last == null ? null : thread.platformId(),
                thread.accountLinkId().text(),
                thread.profileId().text(),
                thread.contactId().text(),
                thread.assigneeId() == null ? null : thread.assigneeId().text(),
                thread.isRequest(),
                acceptanceState,
                thread.done(),
                thread.isUnread(),
                List.of(),
                isSyncing,
                typingIndicators(thread.typingIndicatorsEnabled()),
                last == null ? null : Last.of(last),
                ActivityV2.of(thread),
                thread.createdAt(),
                accountLink,
                profile,
                contact,
                assignee);
    }

    /** Null follows the team's setting. */
    static @Nullable Boolean typingIndicatorsEnabled(String word) {
        return switch (word) {
            case "enabled" -> true;
            case "disabled" -> false;
            default -> null;
        };
    }

    private static String typingIndicators(@Nullable Boolean enabled) {
        if (enabled == null) {
            return "teamDefault";
        }
        return enabled ? "enabled" : "disabled";
    }

    record Last(String id, String direction, Instant createdAt) {

        static Last of(LastMessage last) {
            return new Last(last.id().text(), WordV2.of(last.direction()), last.createdAt());
        }
    }
}
