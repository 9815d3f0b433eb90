package io.openinbox.platform;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How fetching the content of an attachment ended. */
public sealed interface MediaFetch {

    /** All of it was written. */
    record Fetched() implements MediaFetch {}

    /** The platform will never hand it out. */
    record Gone(String detail) implements MediaFetch {}

    /** @param retryAfter how long the platform asks to wait; null where it does not say */
    record Unavailable(String detail, @Nullable Duration retryAfter) implements MediaFetch {}
}
