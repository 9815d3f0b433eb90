package io.openinbox.message;

import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.ContactId;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.ProfileId;
import io.openinbox.kernel.ThreadId;
import io.openinbox.kernel.UserId;
import io.openinbox.platform.Direction;
import io.openinbox.platform.Forward;
import io.openinbox.platform.Platform;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One direct message.
 *
 * @param profileId the other side of its thread, whoever wrote
 * @param contactId of the profile
 * @param platformId null until the platform gave one
 * @param content the text as it is now; deletion leaves it
 * @param sentBy who of the team sent it; null for what came from the platform
 * @param entities a JSON object as {@link io.openinbox.platform.Inbound.Message} describes, or null
 * @param attachment a JSON object, or null
 * @param reply null unless it replies to a message
 * @param forward null unless it forwards one
 * @param reactions oldest first
 * @param reactionsVersion grows with each change of the list
 * @param createdAt the platform's time; ours until it is known
 * @param deletedAt when it was taken out of our own view, or back from everybody
 * @param platformDeletedAt when it was taken back from everybody
 */
public record Message(
        MessageId id,
        ThreadId threadId,
        AccountLinkId accountLinkId,
        ProfileId profileId,
        ContactId contactId,
        Platform platform,
        @Nullable String platformId,
        Direction direction,
        Origin origin,
        State state,
        String content,
        @Nullable Actor sentBy,
        @Nullable String entities,
        @Nullable String attachment,
        @Nullable Reply reply,
        @Nullable Forward forward,
        List<Reaction> reactions,
        int reactionsVersion,
        boolean isEncrypted,
        Instant createdAt,
        @Nullable Instant editedAt,
        @Nullable Instant deletedAt,
        @Nullable Instant platformDeletedAt) {

    public Message {
        reactions = List.copyOf(reactions);
    }

    /** Who of the team sent it; null for what came from the platform. */
    public @Nullable UserId userId() {
        return sentBy == null ? null : sentBy.userId();
    }

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
