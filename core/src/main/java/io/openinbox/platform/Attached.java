package io.openinbox.platform;

import org.jspecify.annotations.Nullable;

/**
 * One thing that hangs on a message, as the platform describes it; null is "not said".
 *
 * @param source what {@link Connector#fetch} gets the content by; null for a card, and for content the platform does not hand
 *     out
 * @param posterSource the same for a video's still picture
 * @param alt what a person wrote to describe it
 * @param card of a card, and of nothing else
 */
public record Attached(
        Kind kind,
        @Nullable String source,
        @Nullable String posterSource,
        @Nullable String fileName,
        @Nullable Long width,
        @Nullable Long height,
        @Nullable Long durationMillis,
        @Nullable String alt,
        @Nullable Card card) {

    public enum Kind {
        IMAGE,
        VIDEO,
        /** A moving picture without sound, whatever format it comes in. */
        GIF,
        AUDIO,
        FILE,
        /** What a link or a shared post leads to. */
        CARD
    }

    /** A preview of something elsewhere. */
    public record Card(
            String url,
            @Nullable String title,
            @Nullable String description,
            @Nullable String domain) {}
}
