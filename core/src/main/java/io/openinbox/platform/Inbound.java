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
     * @param entities a JSON object of six lists, {@code urls} ({@code url}, {@code displayUrl}), {@code postShares} ({@code
     *     platformId}, {@code url}), {@code mentions} ({@code username}, {@code displayName}, {@code platformId}), {@code
     *     hashtags} ({@code tag}), {@code cashtags} ({@code symbol}) and {@code format} ({@code kind}), each item with {@code
     *     indices} of {@code start} and {@code end} in code points of the text, or null where the text does not show it; null
     *     when all are empty
     * @param attachment a JSON object, or null
     * @param quote the message this one replies to, or null
     * @param forward null unless it forwards another
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
            @Nullable Quote quote,
            @Nullable Forward forward,
            @Nullable ProfileFacts person)
            implements Inbound {

        /** A message that neither replies to another nor forwards one. */
        public Message(
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
                @Nullable ProfileFacts person) {
            this(
                    accountPlatformId,
                    personPlatformId,
                    conversationPlatformId,
                    platformId,
                    direction,
                    at,
                    text,
                    encrypted,
                    entities,
                    attachment,
                    null,
                    null,
                    person);
        }
    }

    /** Something happened in the conversation with one person, besides a message. */
    sealed interface InConversation extends Inbound {

        @Override
        String accountPlatformId();

        String personPlatformId();

        /**
         * The platform's time, in whole milliseconds; null where it does not say. What happens to one message is put in order
         * by it.
         */
        @Nullable
        Instant at();
    }

    /**
     * Something happened to a message of a conversation. It may come before the message itself, late, or again.
     *
     * <p>What our own account did here comes back like what it did in the platform's own app.
     */
    sealed interface OnMessage extends InConversation {

        String messagePlatformId();
    }

    /** A message has another text now. */
    record MessageEdited(
            String accountPlatformId,
            String personPlatformId,
            String messagePlatformId,
            @Nullable Instant at,
            String text,
            @Nullable String entities)
            implements OnMessage {}

    /** @param forAll whether it is gone for both sides, or only from our own view */
    record MessageDeleted(
            String accountPlatformId,
            String personPlatformId,
            String messagePlatformId,
            @Nullable Instant at,
            boolean forAll,
            @Nullable String authorPlatformId)
            implements OnMessage {}

    /**
     * Somebody's reaction stands on a message now, in the place of their last one.
     *
     * @param authorPlatformId our account, the person, or somebody else
     */
    record ReactionAdded(
            String accountPlatformId,
            String personPlatformId,
            String messagePlatformId,
            @Nullable Instant at,
            String authorPlatformId,
            String emoji)
            implements OnMessage {}

    /** Somebody took their reaction off a message. */
    record ReactionRemoved(
            String accountPlatformId,
            String personPlatformId,
            String messagePlatformId,
            @Nullable Instant at,
            String authorPlatformId,
            String emoji)
            implements OnMessage {}

    /** The person is typing. */
    record Typing(
            String accountPlatformId,
            String personPlatformId,
            @Nullable Instant at) implements InConversation {}

    /** The person has read what our account wrote up to a time. */
    record Read(
            String accountPlatformId,
            String personPlatformId,
            @Nullable Instant at) implements InConversation {}

    /** A message of a conversation with several people: kept raw and counted, never part of a person's thread. */
    record GroupMessage(String accountPlatformId, String platformId, String raw) implements Inbound {}

    /**
     * Somebody changed their own profile: the account itself, or a person it may have written with.
     *
     * @param accountPlatformId whose profile it is
     * @param value what stands there now; empty when nothing does
     */
    record ProfileChanged(String accountPlatformId, ProfileField field, String value) implements Inbound {}

    /** The platform has signed our account out; nothing can be sent until a person links it again. */
    record Disconnected(String accountPlatformId, String reason) implements Inbound {}

    /**
     * A delivery, or a part of one, that has no form we know: kept raw, shown in the account's health, never an error.
     *
     * @param reason what was not understood, without any of the content
     */
    record Unknown(@Nullable String accountPlatformId, String reason, String raw) implements Inbound {}
}
