package io.openinbox.platform;

import org.jspecify.annotations.Nullable;

/**
 * The message that a message replies to, as it was when the reply was made.
 *
 * @param platformId null where the platform does not say which message it was
 * @param text null where the platform does not repeat it
 * @param authorName null likewise
 */
public record Quote(
        @Nullable String platformId,
        @Nullable String text,
        @Nullable String authorName) {}
