package io.openinbox.server.v1;

import io.openinbox.message.Reaction;
import java.time.Instant;

/** @param senderPlatformId who reacted, by their id on the platform: the account's own for ours */
record ReactionV1(String emoji, String senderPlatformId, Instant createdAt) {

    static ReactionV1 of(Reaction reaction) {
        return new ReactionV1(reaction.emoji(), reaction.authorPlatformId(), reaction.noticedAt());
    }
}
