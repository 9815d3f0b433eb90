package io.openinbox.server.v2;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.openinbox.message.Message;
import io.openinbox.message.Reply;
import io.openinbox.platform.Forward;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A direct message.
 *
 * @param entities as the connector has them, which is v2's form
 * @param thread with accountLink: only where the caller asked for them
 */
record MessageV2(
        String id,
        String threadId,
        String accountLinkId,
        String platform,
        @Nullable String platformId,
        String direction,
        @Nullable SenderV2 sentBy,
        String content,
        @JsonRawValue String entities,
        List<AttachmentV2> attachments,
        @Nullable ForwardV2 forwarded,
        List<ReactionV2> reactions,
        @Nullable Instant editedAt,
        @Nullable Instant deletedAt,
        Instant createdAt,
        Map<String, Object> platformData,
        @Nullable ReplyV2 replyTo,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ThreadV2 thread,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable AccountLinkV2 accountLink) {

    private static final String NO_ENTITIES =
            "{\"urls\":[],\"postShares\":[],\"mentions\":[],\"hashtags\":[],\"cashtags\":[],\"format\":[]}";

    static MessageV2 of(
            Message message,
            @Nullable SenderV2 sentBy,
            List<AttachmentV2> attachments,
            List<ReactionV2> reactions,
            @Nullable ReplyV2 replyTo,
            @Nullable ThreadV2 thread,
            @Nullable AccountLinkV2 accountLink) {
        return new MessageV2(
                message.id().text(),
                message.threadId().text(),
                message.accountLinkId().text(),
                PlatformNameV2.of(message.platform()),
                message.platformId(),
                WordV2.of(message.direction()),
                sentBy,
                message.content(),
                Objects.requireNonNullElse(message.entities(), NO_ENTITIES),
                attachments,
                message.forward() == null ? null : ForwardV2.of(message.forward()),
                reactions,
                message.editedAt(),
                message.deletedAt(),
                message.createdAt(),
                PlatformDataV2.of(message.platform(), message.isEncrypted()),
                replyTo,
                thread,
                accountLink);
    }

    record ForwardV2(@Nullable String content) {

        static ForwardV2 of(Forward forward) {
            return new ForwardV2(forward.text());
        }
    }

    /** @param message only where the caller asked for it, and there is a copy in the thread */
    record ReplyV2(
            @Nullable String messageId,
            @Nullable String platformId,
            String content,
            @Nullable String authorName,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            MessageV2 message) {

        static ReplyV2 of(Reply reply, @Nullable MessageV2 quoted) {
            return new ReplyV2(
                    reply.messageId() == null ? null : reply.messageId().text(),
                    reply.platformId(),
                    reply.content(),
                    reply.authorName(),
                    quoted);
        }
    }
}
