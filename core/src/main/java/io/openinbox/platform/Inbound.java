package io.openinbox.platform;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One thing a platform told us about one of our accounts. */
public sealed interface Inbound {

    /** Our account's id on the platform; null when the delivery does not say whom it concerns. */
    @Nullable
    String accountPlatformId();

    /**
     * A message of a conversation between our account and one person, in either direction; outbound ones are echoes of our
     * own sends or were written in the platform's own app.
     *
     * @param personPlatformId the other side, whoever wrote
     * @param conversationPlatformId the conversation as the platform's links spell it
     * @param platformId unique for the account; deliveries are told apart by it
     * @param at the platform's time, in whole milliseconds
     * @param text as a person would read it: links expanded, escapes undone
     * @param encrypted whether only the platform's own app can show the content
     * @param entities a JSON array of links, mentions and tags in the text, or null
     * @param attachment a JSON object, or null
     * @param person what the delivery says about the other side, or null
     */
    record Message(
            String accountPlatformId,
            String personPlatformId,
            String conversationPlatformId,
            String platformId,
            Direction direction,
            Instant at,
            String text,
            boolean encrypted,
            @Nullable String entities,
            @Nullable String attachment,
            @Nullable ProfileFacts person)
            implements Inbound {}

    /** A message of a conversation with several people: kept raw and counted, never part of a person's thread. */
    record GroupMessage(String accountPlatformId, String platformId, String raw) implements Inbound {}

    /** The platform has signed our account out; nothing can be sent until a person links it again. */
    record Disconnected(String accountPlatformId, String reason) implements Inbound {}

    /**
     * A delivery, or a part of one, that has no form we know: kept raw, shown in the account's health, never an error.
     *
     * @param reason what was not understood, without any of the content
     */
    record Unknown(@Nullable String accountPlatformId, String reason, String raw) implements Inbound {}
}
