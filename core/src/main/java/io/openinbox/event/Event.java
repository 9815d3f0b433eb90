package io.openinbox.event;

import io.openinbox.kernel.EventId;
import io.openinbox.kernel.Id;
import java.time.Instant;
import java.util.Objects;

/**
 * An entry of a team's log.
 *
 * @param seq gap-free within the team, in the order of the commits
 */
public record Event(long seq, EventId id, EventType type, Instant createdAt, EventRefs about, Change change) {

    /** The object the event is about, of the kind its type names; it may be gone by now. */
    public Id subjectId() {
        return Objects.requireNonNull(about.of(type.subject()));
    }
}
