package io.openinbox.draft;

import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.ThreadId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** @param replyTo the message it quotes, or null */
public record Draft(
        ThreadId threadId, String content, @Nullable MessageId replyTo, Instant updatedAt) {}
