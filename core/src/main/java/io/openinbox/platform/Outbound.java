package io.openinbox.platform;

import org.jspecify.annotations.Nullable;

/**
 * A text to deliver.
 *
 * @param recipientPlatformId the person's id on the platform
 * @param text at least one character, within the platform's {@link Limits}
 * @param replyToPlatformId a message of the same conversation to quote, or null
 */
public record Outbound(
        String recipientPlatformId, String text, @Nullable String replyToPlatformId) {

    /** A text that quotes nothing. */
    public Outbound(String recipientPlatformId, String text) {
        this(recipientPlatformId, text, null);
    }
}
