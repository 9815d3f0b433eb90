package io.openinbox.person;

import io.openinbox.event.Change;
import io.openinbox.event.EventRefs;
import io.openinbox.event.EventType;
import io.openinbox.event.NewEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the log says about contacts. */
final class ContactEvents {

    private ContactEvents() {}

    static NewEvent statusCleared(EventRefs contact, Instant now) {
        return new NewEvent(EventType.CONTACT_STATUS_CHANGED, now, contact, new Change.Status(null));
    }

    /** One event for each aspect in which the contexts differ. */
    static List<NewEvent> between(Context before, Context after, EventRefs contact, Instant now) {
        List<NewEvent> happened = new ArrayList<>();
        if (!Objects.equals(before.statusId(), after.statusId())) {
            happened.add(
                    new NewEvent(EventType.CONTACT_STATUS_CHANGED, now, contact, new Change.Status(after.statusId())));
        }
        if (!before.tagIds().equals(after.tagIds())) {
            happened.add(new NewEvent(EventType.CONTACT_TAGS_CHANGED, now, contact, new Change.Tags(after.tagIds())));
        }
        if (!Objects.equals(before.notes(), after.notes())) {
            happened.add(new NewEvent(EventType.CONTACT_NOTES_CHANGED, now, contact, new Change.Notes(after.notes())));
        }
        if (!sameNumber(before.valuation(), after.valuation())) {
            happened.add(new NewEvent(
                    EventType.CONTACT_VALUATION_CHANGED, now, contact, new Change.Valuation(after.valuation())));
        }
        if (!Objects.equals(before.assigneeId(), after.assigneeId())) {
            happened.add(new NewEvent(
                    EventType.CONTACT_ASSIGNEE_CHANGED, now, contact, new Change.Assignee(after.assigneeId())));
        }
        return happened;
    }

    /** 10 and 10.00 are one number, but two decimals. */
    private static boolean sameNumber(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return one.compareTo(other) == 0;
    }
}
