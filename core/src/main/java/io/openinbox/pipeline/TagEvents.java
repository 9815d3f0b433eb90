package io.openinbox.pipeline;

import io.openinbox.event.Change;
import io.openinbox.event.EventRefs;
import io.openinbox.event.EventType;
import io.openinbox.event.NewEvent;
import java.time.Instant;

/** What the log says about tags. */
final class TagEvents {

    private TagEvents() {}

    static NewEvent created(Tag tag) {
        return event(EventType.TAG_CREATED, tag, tag.createdAt());
    }

    static NewEvent updated(Tag tag, Instant now) {
        return event(EventType.TAG_UPDATED, tag, now);
    }

    static NewEvent deleted(Tag tag, Instant now) {
        return event(EventType.TAG_DELETED, tag, now);
    }

    private static NewEvent event(EventType type, Tag tag, Instant now) {
        return new NewEvent(
                type, now, EventRefs.tag(tag.id()), new Change.Label(tag.name(), tag.color(), tag.createdAt()));
    }
}
