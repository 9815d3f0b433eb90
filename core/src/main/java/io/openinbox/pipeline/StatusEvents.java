package io.openinbox.pipeline;

import io.openinbox.event.Change;
import io.openinbox.event.EventRefs;
import io.openinbox.event.EventType;
import io.openinbox.event.NewEvent;
import java.time.Instant;

/** What the log says about statuses. */
final class StatusEvents {

    private StatusEvents() {}

    static NewEvent created(Status status) {
        return event(EventType.STATUS_CREATED, status, status.createdAt());
    }

    static NewEvent updated(Status status, Instant now) {
        return event(EventType.STATUS_UPDATED, status, now);
    }

    static NewEvent deleted(Status status, Instant now) {
        return event(EventType.STATUS_DELETED, status, now);
    }

    private static NewEvent event(EventType type, Status status, Instant now) {
        return new NewEvent(
                type,
                now,
                EventRefs.status(status.id()),
                new Change.Label(status.name(), status.color(), status.createdAt()));
    }
}
