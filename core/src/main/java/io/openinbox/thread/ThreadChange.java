package io.openinbox.thread;

import io.openinbox.kernel.NewValue;
import org.jspecify.annotations.Nullable;

/**
 * What to change on a thread; null leaves it as it is.
 *
 * @param typingIndicators whether ours are shown to the other side; a null value follows the team's setting
 */
public record ThreadChange(
        @Nullable Boolean done,
        @Nullable Boolean unread,
        @Nullable Assignment assignment,
        @Nullable NewValue<Boolean> typingIndicators) {}
