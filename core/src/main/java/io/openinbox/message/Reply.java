package io.openinbox.message;

import io.openinbox.kernel.MessageId;
import org.jspecify.annotations.Nullable;

/**
 * What a message replies to.
 *
 * @param messageId our copy of the quoted message in the same thread; null when there is none
 * @param platformId null where the platform did not say which message it was
 * @param content the quoted text when the reply was made; empty where nobody said
 * @param authorName who had written it, by the name they had then
 */
public record Reply(
        @Nullable MessageId messageId,
        @Nullable String platformId,
        String content,
        @Nullable String authorName) {}
