package io.openinbox.event;

import java.time.Instant;

/**
 * An entry to append. Each feature makes its own in a class of its own, such as {@code ThreadEvents}.
 *
 * @param change of the kind the type stands for
 */
public record NewEvent(EventType type, Instant createdAt, EventRefs about, Change change) {

    public NewEvent {
        if (!type.change().isInstance(change) || about.of(type.subject()) == null) {
            throw new IllegalArgumentException(type + " cannot be about " + about + " and change " + change);
        }
    }

    /** Of a type that says it all. */
    public NewEvent(EventType type, Instant createdAt, EventRefs about) {
        this(type, createdAt, about, new Change.Nothing());
    }
}
