package io.openinbox.message;

import io.openinbox.thread.Thread;

/**
 * A message the platform took, or may have taken.
 *
 * @param message in state sent or unconfirmed, as it is now
 * @param thread where it landed
 * @param isReplay whether an earlier request under the same key sent it
 */
public record Sent(Message message, Thread thread, boolean isReplay) {}
