package io.openinbox.platform;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a platform took an {@link Action}. As with sends, "no" and "no answer" are two things. */
public sealed interface ActionOutcome {

    /** @param at the platform's time of the change, in whole milliseconds, or null where it does not say */
    record Done(@Nullable Instant at) implements ActionOutcome {}

    /**
     * The platform said no, or was never reached: nothing was changed.
     *
     * @param detail the platform's words or ours, fit for a person, without anybody's text
     * @param retryAfter how long to wait, where known
     */
    record Refused(Refusal refusal, String detail, @Nullable Duration retryAfter) implements ActionOutcome {}

    /**
     * The request went out and no usable answer came back: the change may or may not have been made.
     *
     * @param detail what happened, for the log
     */
    record Unanswered(String detail) implements ActionOutcome {}
}
