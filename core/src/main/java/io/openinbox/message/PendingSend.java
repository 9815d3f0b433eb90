package io.openinbox.message;

import io.openinbox.platform.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A message of ours that is not simply sent: under way, refused, or never answered for.
 *
 * @param refusal why the platform did not take it; null unless it failed
 * @param detail the platform's words or ours, fit for a person; null unless it failed
 */
public record PendingSend(
        Message message,
        @Nullable Refusal refusal,
        @Nullable String detail) {}
