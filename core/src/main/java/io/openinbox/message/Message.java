package io.openinbox.message;

import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.ProfileId;
import io.openinbox.kernel.ThreadId;
import io.openinbox.kernel.UserId;
import io.openinbox.platform.Direction;
import io.openinbox.platform.Platform;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One direct message.
 *
 * @param profileId the other side of its thread, whoever wrote
 * @param platformId null until the platform gave one
 * @param userId who of the team sent it; null for what came from the platform
 * @param entities a JSON array, or null
 * @param attachment a JSON object, or null
 * @param createdAt the platform's time; ours until it is known
 */
public record Message(
        MessageId id,
        ThreadId threadId,
        AccountLinkId accountLinkId,
        ProfileId profileId,
        Platform platform,
        @Nullable String platformId,
        Direction direction,
        Origin origin,
        State state,
        String content,
        @Nullable UserId userId,
        @Nullable String entities,
        @Nullable String attachment,
        boolean isEncrypted,
        Instant createdAt,
        @Nullable Instant editedAt,
        @Nullable Instant deletedAt,
        @Nullable Instant platformDeletedAt) {

    /** Where it was written: the web inbox, the platform itself, an API. */
    public enum Origin {
        INTERNAL,
        EXTERNAL,
        API
    }

    /** Inbound messages are always {@code SENT}. */
    public enum State {
        /** Handed to the platform, which has not answered yet. Stands in no list. */
        SENDING,
        SENT,
        /** The platform refused it. Stands in no list. */
        FAILED,
        /** The platform never answered: it may or may not have been delivered. Never sent again. */
        UNCONFIRMED
    }
}
