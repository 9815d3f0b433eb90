package io.openinbox.message;

import io.openinbox.kernel.MessageId;
import org.jspecify.annotations.Nullable;

/**
 * A message to send.
 *
 * @param content at least one character
 * @param replyTo a message of the same thread to quote, or null
 * @param sentBy whose message it is
 * @param idempotencyKey the client's key, or null: then sending again sends twice
 */
public record Draft(
        String content,
        @Nullable MessageId replyTo,
        Actor sentBy,
        @Nullable String idempotencyKey) {}
