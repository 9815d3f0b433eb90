package io.openinbox.media;

import io.openinbox.kernel.MessageId;
import io.openinbox.platform.Attached;
import org.jspecify.annotations.Nullable;

/**
 * One thing that hangs on a message; null is "not known".
 *
 * @param index its place among the message's attachments, from 0
 * @param content set exactly when the status is {@code READY}, and never for a card
 * @param poster a video's still picture, where the platform gives one
 * @param card set exactly for a card
 */
public record Attachment(
        MessageId messageId,
        int index,
        Attached.Kind kind,
        Status status,
        @Nullable Content content,
        @Nullable String fileName,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable Long durationMillis,
        @Nullable String alt,
        @Nullable Poster poster,
        Attached.@Nullable Card card) {

    public enum Status {
        /** Waits to be fetched. */
        PENDING,
        PROCESSING,
        READY,
        /** Given up. */
        FAILED
    }

    /**
     * What we hold of it.
     *
     * @param sha256 in hexadecimal; names the file
     * @param type told from the bytes themselves, never from what a platform or sender says
     */
    public record Content(String sha256, String type, long bytes) {}

    public record Poster(
            Content content,
            @Nullable Integer width,
            @Nullable Integer height) {}
}
