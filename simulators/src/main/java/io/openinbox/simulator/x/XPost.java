package io.openinbox.simulator.x;

import java.time.Instant;
import java.util.Optional;

/**
 * One send call that arrived with a valid user token, whatever came of it.
 *
 * @param text as it stood in the body; empty when the body had none
 * @param status of the answer; 0 while there is none, and for ever when the connection was left without one
 * @param accepted the message, when X took it
 */
public record XPost(
        String accountId, String conversationId, String text, int status, Optional<XEvent> accepted, Instant at) {}
