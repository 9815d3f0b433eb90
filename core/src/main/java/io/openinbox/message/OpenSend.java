package io.openinbox.message;

import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.ThreadId;
import java.time.Duration;
import java.time.Instant;

/**
 * A send whose fate is not settled.
 *
 * @param state sending or unconfirmed
 * @param deadlineAt until then a sending row belongs to the request that made it
 * @param nextLookUpAt when to ask the platform next
 */
record OpenSend(
        MessageId messageId,
        ThreadId threadId,
        Conversation conversation,
        Message.State state,
        String content,
        Instant startedAt,
        Instant deadlineAt,
        Instant nextLookUpAt,
        int lookUps) {

    /** How far the platform's clock and ours may be apart. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(2);

    /** The longest a request can be on its way, with room to spare. */
    private static final Duration LONGEST_CALL = Duration.ofMinutes(1);

    boolean isInFlight(Instant now) {
        return state == Message.State.SENDING && now.isBefore(deadlineAt);
    }

    /** The earliest platform time the message can have. */
    Instant earliest() {
        return startedAt.minus(CLOCK_SKEW);
    }

    /** Whether a message the platform shows can be this one. */
    boolean matches(String text, Instant at) {
        return !at.isBefore(earliest())
                && !at.isAfter(startedAt.plus(LONGEST_CALL).plus(CLOCK_SKEW))
                && EchoText.same(content, text);
    }
}
