package io.openinbox.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How lively an account is.
 *
 * @param lastMessageAt of the latest message in any of its threads, whoever wrote it
 * @param lastSendAt when something was last sent over it from here
 */
public record LinkActivity(
        @Nullable Instant lastMessageAt, @Nullable Instant lastSendAt) {}
