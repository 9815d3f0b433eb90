package io.openinbox.server.v1;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.openinbox.kernel.TeamId;
import io.openinbox.message.Message;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A direct message.
 *
 * @param platformId null until the platform gave one, and for a send the platform never answered
 * @param direction with text: extra fields that older clients read
 */
record MessageV1(
        String platform,
        String teamId,
        String threadId,
        String id,
        @Nullable String userId,
        Instant createdAt,
        @Nullable Instant updatedAt,
        @Nullable String platformId,
        String content,
        @Nullable String campaignId,
        String authorId,
        String origin,
        @Nullable Object replyData,
        @Nullable Object forwardData,
        @JsonRawValue @Nullable String entities,
        @JsonRawValue @Nullable String attachment,
        List<Object> reactions,
        boolean isEncrypted,
        boolean isEdited,
        @Nullable Instant deletedAt,
        @Nullable Instant platformDeletedAt,
        String direction,
        String text) {

    static MessageV1 of(TeamId team, Message message, PlatformNameV1 names) {
        return of(
                team,
                message,
                names,
                message.content(),
                message.editedAt(),
                message.deletedAt(),
                message.platformDeletedAt());
    }

    /** The message as it was when it was new, whatever happened to it since. */
    static MessageV1 asCreated(TeamId team, Message message, PlatformNameV1 names, String content) {
        return of(team, message, names, content, null, null, null);
    }

    /** The message as an edit left it. */
    static MessageV1 asEdited(TeamId team, Message message, PlatformNameV1 names, String content, Instant editedAt) {
        return of(team, message, names, content, editedAt, null, null);
    }

    private static MessageV1 of(
            TeamId team,
            Message message,
            PlatformNameV1 names,
            String content,
            @Nullable Instant editedAt,
            @Nullable Instant deletedAt,
            @Nullable Instant platformDeletedAt) {
        return new MessageV1(
                names.of(message.platform()),
                team.text(),
                message.threadId().text(),
                message.id().text(),
                message.userId() == null ? null : message.userId().text(),
                message.createdAt(),
                editedAt,
                message.platformId(),
                content,
                null,
                authorId(message),
                WordV1.of(message.origin()),
                null,
                null,
                message.entities(),
                message.attachment(),
                List.of(),
                message.isEncrypted(),
                editedAt != null,
                deletedAt,
                platformDeletedAt,
                WordV1.of(message.direction()),
                content);
    }

    static String authorId(Message message) {
        return ThreadV1.authorId(message.direction(), message.accountLinkId(), message.profileId());
    }
}
