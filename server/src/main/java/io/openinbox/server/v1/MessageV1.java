package io.openinbox.server.v1;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.TeamId;
import io.openinbox.message.Message;
import io.openinbox.message.Reaction;
import io.openinbox.message.Reply;
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
        @Nullable Quoted replyData,
        @Nullable Forwarded forwardData,
        @JsonRawValue @Nullable String entities,
        @Nullable AttachmentV1 attachment,
        List<ReactionV1> reactions,
        boolean isEncrypted,
        boolean isEdited,
        @Nullable Instant deletedAt,
        @Nullable Instant platformDeletedAt,
        String direction,
        String text) {

    /** A message on which nothing hangs, as those of ours. */
    static MessageV1 of(TeamId team, Message message, PlatformNameV1 names) {
        return of(team, message, null, names);
    }

    static MessageV1 of(TeamId team, Message message, @Nullable AttachmentV1 attachment, PlatformNameV1 names) {
        return of(
                team,
                message,
                attachment,
                names,
                message.content(),
                message.reactions(),
                message.editedAt(),
                message.deletedAt(),
                message.platformDeletedAt());
    }

    /** The message as it was when it was new, whatever happened to it since. */
    static MessageV1 asCreated(
            TeamId team, Message message, @Nullable AttachmentV1 attachment, PlatformNameV1 names, String content) {
        return of(team, message, attachment, names, content, List.of(), null, null, null);
    }

    /** The message as an edit left it. */
    static MessageV1 asEdited(
            TeamId team,
            Message message,
            @Nullable AttachmentV1 attachment,
            PlatformNameV1 names,
            String content,
            Instant editedAt) {
        return of(team, message, attachment, names, content, message.reactions(), editedAt, null, null);
    }

    private static MessageV1 of(
            TeamId team,
            Message message,
            @Nullable AttachmentV1 attachment,
            PlatformNameV1 names,
            String content,
            List<Reaction> reactions,
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
                Quoted.of(message.reply()),
                message.forward() == null
                        ? null
                        : new Forwarded(message.forward().text()),
                message.entities(),
                attachment,
                reactions.stream().map(ReactionV1::of).toList(),
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

    /** @param messageId null when the thread holds no copy of the quoted message */
    record Quoted(
            @Nullable String messageId,
            @Nullable String platformId,
            String content,
            @Nullable String authorName) {

        static @Nullable Quoted of(@Nullable Reply reply) {
            if (reply == null) {
                return null;
            }
            MessageId quoted = reply.messageId();
            return new Quoted(
                    quoted == null ? null : quoted.text(), reply.platformId(), reply.content(), reply.authorName());
        }
    }

    /** @param content null where the sender's app did not declare it */
    record Forwarded(@Nullable String content) {}
}
