package io.openinbox.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything a message ever said, and its end.
 *
 * @param versions the original first, then one for each edit
 * @param hasPlatformTimes whether the platform gave the times of all edits and of the deletion; else some are when we noticed
 */
public record MessageHistory(
        Message message, List<Version> versions, Optional<Deletion> deletion, boolean hasPlatformTimes) {

    public MessageHistory {
        versions = List.copyOf(versions);
    }

    /**
     * @param at the message's own time for the original, else the edit's
     * @param entities as a message's
     * @param editOrigin where the edit was made; null for the original
     */
    public record Version(String content, @Nullable String entities, Instant at, Message.@Nullable Origin editOrigin) {}

    /**
     * @param forAll whether both sides lost it, or only our own view
     * @param origin external when it was deleted in the platform's own app
     * @param authorPlatformId who deleted it, where that is known
     */
    public record Deletion(
            Instant at,
            boolean forAll,
            Message.Origin origin,
            @Nullable String authorPlatformId) {}
}
