package io.openinbox.platform;

import org.jspecify.annotations.Nullable;

/**
 * Says of a message that it forwards another.
 *
 * @param text of the forwarded message, as the sender's app declares it; null where it does not
 */
public record Forward(@Nullable String text) {}
