package io.openinbox.server.v1;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.openinbox.kernel.TeamId;
import io.openinbox.message.Message;
import io.openinbox.message.MessageHistory;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything a message ever said, the original first, and its deletion. */
record HistoryV1(List<Version> versions, @Nullable Deletion deletion) {

    static HistoryV1 of(TeamId team, MessageHistory history, @Nullable AttachmentV1 attachment, PlatformNameV1 names) {
        return new HistoryV1(
                history.versions().stream()
                        .map(version -> Version.of(team, history.message(), version, attachment, names))
                        .toList(),
                history.deletion().map(Deletion::of).orElse(null));
    }

    /**
     * @param editOrigin where the edit was made; null for the original
     * @param campaignStepId with campaignId and expandedData: null, nothing of ours has them
     */
    record Version(
            String id,
            @Nullable String platformId,
            String platform,
            String content,
            String authorId,
            @Nullable String userId,
            String teamId,
            String threadId,
            @Nullable String campaignId,
            @Nullable String campaignStepId,
            String origin,
            @Nullable String editOrigin,
            MessageV1.@Nullable Quoted replyData,
            MessageV1.@Nullable Forwarded forwardData,
            Instant createdAt,
            boolean isEncrypted,
            @Nullable Object expandedData,
            @JsonRawValue @Nullable String entities,
            @Nullable AttachmentV1 attachment,
            List<ReactionV1> reactions) {

        static Version of(
                TeamId team,
                Message message,
                MessageHistory.Version version,
                @Nullable AttachmentV1 attachment,
                PlatformNameV1 names) {
            MessageV1 now = MessageV1.of(team, message, attachment, names);
            return new Version(
                    now.id(),
                    now.platformId(),
                    now.platform(),
                    version.content(),
                    now.authorId(),
                    now.userId(),
                    now.teamId(),
                    now.threadId(),
                    now.campaignId(),
                    null,
                    now.origin(),
                    version.editOrigin() == null ? null : WordV1.of(version.editOrigin()),
                    now.replyData(),
                    now.forwardData(),
                    version.at(),
                    now.isEncrypted(),
                    null,
                    version.entities(),
                    now.attachment(),
                    now.reactions());
        }
    }

    record Deletion(
            Instant deletedAt,
            String deletionType,
            @Nullable String deletionAuthorPlatformId,
            String origin) {

        static Deletion of(MessageHistory.Deletion deletion) {
            return new Deletion(
                    deletion.at(),
                    deletion.forAll() ? "all" : "self",
                    deletion.authorPlatformId(),
                    WordV1.of(deletion.origin()));
        }
    }
}
