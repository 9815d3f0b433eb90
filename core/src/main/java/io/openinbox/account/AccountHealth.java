package io.openinbox.account;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What there is to know about an account link when something does not work.
 *
 * @param statusReason why it is not active, in words
 * @param unlinkedAt when the team took it off, or null
 * @param subscribedAt when the platform was last known to deliver its messages; null when it does not, or nobody asked it to
 * @param subscriptionProblem why the platform does not deliver them
 * @param groupMessages of group conversations, which no thread shows
 * @param credentials what is known of the stored ones
 * @param notUnderstood how many deliveries were kept raw, by why
 */
public record AccountHealth(
        AccountLink link,
        @Nullable String statusReason,
        @Nullable Instant unlinkedAt,
        @Nullable Instant subscribedAt,
        @Nullable String subscriptionProblem,
        long groupMessages,
        Credentials credentials,
        Map<String, Long> notUnderstood) {

    /** What the installation's key makes of an account's credentials. */
    public sealed interface Credentials {

        /** @param expireAt when they have to be renewed, which happens by itself; null when not known */
        record Decrypted(@Nullable Instant expireAt) implements Credentials {}

        /** Encrypted under another master key. */
        record Undecryptable() implements Credentials {}

        record None() implements Credentials {}
    }
}
