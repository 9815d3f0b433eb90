package io.openinbox.thread;

import io.openinbox.kernel.MessageId;
import io.openinbox.platform.Direction;
import java.time.Instant;

/**
 * The latest of the reactions that stand in a thread.
 *
 * @param direction outbound when it is ours
 */
public record LastReaction(MessageId messageId, String emoji, Direction direction, Instant at) {}
