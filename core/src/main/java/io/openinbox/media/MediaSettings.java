package io.openinbox.media;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where content is kept and how hard it is tried to get it.
 *
 * @param directory all content lies below it; servers of one installation share it
 * @param largestBytes larger content is not kept
 * @param retryAfter how long to wait after each attempt that failed; after the last, it is given up
 */
public record MediaSettings(Path directory, long largestBytes, List<Duration> retryAfter) {

    public MediaSettings {
        retryAfter = List.copyOf(retryAfter);
    }
}
