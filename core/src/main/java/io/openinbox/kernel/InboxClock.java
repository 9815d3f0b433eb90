package io.openinbox.kernel;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * The time, cut to milliseconds before it reaches SQL: {@code timestamptz(3)} would round into the future, and
 * microseconds that clients never see would make cursors skip rows.
 */
public record InboxClock(InstantSource source) {

    public static InboxClock system() {
        return new InboxClock(InstantSource.system());
    }

    public Instant now() {
        return source.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
