package io.openinbox.platform;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a platform took a message. The difference between "no" and "no answer" decides whether trying again can double it. */
public sealed interface SendOutcome {

    /**
     * The platform has it.
     *
     * @param platformId the message's id on the platform
     * @param at the platform's time of the message, or null where it does not say
     */
    record Accepted(String platformId, @Nullable Instant at) implements SendOutcome {}

    /**
     * The platform said no, or was never reached: nothing was sent.
     *
     * @param detail the platform's words or ours, fit for a person, without the message's text
     * @param retryAfter how long to wait, where known
     */
    record Refused(Refusal refusal, String detail, @Nullable Duration retryAfter) implements SendOutcome {}

    /**
     * The request went out and no usable answer came back: the message may or may not have been delivered.
     *
     * @param detail what happened, for the log
     */
    record Unanswered(String detail) implements SendOutcome {}
}
