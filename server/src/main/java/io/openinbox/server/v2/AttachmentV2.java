package io.openinbox.server.v2;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A picture, film, sound or file of a message.
 *
 * @param index a stable position
 * @param url usable exactly when the status is {@code ready}
 * @param expiresAt null when the address does not expire
 * @param poster a still of a film, where the platform gives one and once it is usable
 */
record AttachmentV2(
        int index,
        String kind,
        @Nullable String filename,
        @Nullable String contentType,
        @Nullable Long sizeBytes,
        @Nullable Long width,
        @Nullable Long height,
        @Nullable Double aspectRatio,
        @Nullable Double durationSeconds,
        String status,
        @Nullable String url,
        @Nullable Instant expiresAt,
        @Nullable PosterV2 poster) {

    boolean isUnderWay() {
        return status.equals("pending") || status.equals("processing");
    }

    record PosterV2(
            String url,
            @Nullable Instant expiresAt,
            @Nullable Long width,
            @Nullable Long height) {}
}
