package io.openinbox.thread;

import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.ThreadId;
import org.jspecify.annotations.Nullable;

/**
 * How far one member has read a thread.
 *
 * @param readUpTo the newest message they have seen, or null
 * @param unread inbound messages behind it; at most {@link ReadPositions#MOST_UNREAD}
 */
public record ReadPosition(ThreadId threadId, @Nullable MessageId readUpTo, int unread) {}
