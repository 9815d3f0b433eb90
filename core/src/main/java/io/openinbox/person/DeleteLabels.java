package io.openinbox.person;

import io.openinbox.db.Database;
import io.openinbox.event.EventRefs;
import io.openinbox.event.Events;
import io.openinbox.event.NewEvent;
import io.openinbox.kernel.ContactId;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.StatusId;
import io.openinbox.kernel.TagId;
import io.openinbox.kernel.TeamId;
import io.openinbox.pipeline.Status;
import io.openinbox.pipeline.Statuses;
import io.openinbox.pipeline.Tag;
import io.openinbox.pipeline.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Deletes tags and statuses, and takes them off every contact: in slices, so that nobody waits long for a contact or the
 * log. The last slice is the one after which nobody has it, and holds the deletion itself.
 */
public final class DeleteLabels {

    /** A cleared status is two rows, the contact and the event. */
    private static final int SLICE = 250;

    private final Database database;
    private final InboxClock clock;
    private final Events events;
    private final Tags tags;
    private final Statuses statuses;
    private final ContactStore store;

    public DeleteLabels(Database database, InboxClock clock, Events events, Tags tags, Statuses statuses) {
        this.database = database;
        this.clock = clock;
        this.events = events;
        this.tags = tags;
        this.statuses = statuses;
        this.store = new ContactStore(database);
    }

    /**
     * One event, whoever had the tag.
     *
     * @throws InboxException {@code TAG_NOT_FOUND}
     */
    public void tag(TeamId team, TagId id) {
        var _ = tags.get(team, id);
        ContactId cleared = null;
        do {
            cleared = clearTag(team, id, cleared);
        } while (cleared != null);
        while (!finishTag(team, id)) {}
    }

    /**
     * One event for each contact that was there, and one for the status.
     *
     * @throws InboxException {@code STATUS_NOT_FOUND}
     */
    public void status(TeamId team, StatusId id) {
        var _ = statuses.get(team, id);
        ContactId cleared = null;
        do {
            cleared = clearStatus(team, id, cleared);
        } while (cleared != null);
        while (!finishStatus(team, id)) {}
    }

    /** Gives the contact after which to go on; null once a slice was not full. */
    private @Nullable ContactId clearTag(TeamId team, TagId id, @Nullable ContactId after) {
        return database.transaction(() -> {
                    List<ContactId> cleared = store.clearTag(team, id, after, SLICE, clock.now());
                    return new Progress(cleared.size() < SLICE ? null : cleared.getLast());
                })
                .reached();
    }

    private @Nullable ContactId clearStatus(TeamId team, StatusId id, @Nullable ContactId after) {
        return database.transaction(() -> {
                    Instant now = clock.now();
                    List<EventRefs> cleared = store.clearStatus(team, id, after, SLICE, now);
                    events.append(team, statusCleared(cleared, now));
                    return new Progress(
                            cleared.size() < SLICE ? null : cleared.getLast().contactId());
                })
                .reached();
    }

    /** False if too many contacts got the tag meanwhile to take it off them all at once. */
    private boolean finishTag(TeamId team, TagId id) {
        return database.transaction(() -> {
            Tag tag = tags.lockForDeletion(team, id);
            if (store.clearTag(team, id, null, SLICE, clock.now()).size() == SLICE) {
                return false;
            }
            events.append(team, List.of(tags.delete(team, tag)));
            return true;
        });
    }

    private boolean finishStatus(TeamId team, StatusId id) {
        return database.transaction(() -> {
            Status status = statuses.lockForDeletion(team, id);
            Instant now = clock.now();
            List<EventRefs> cleared = store.clearStatus(team, id, null, SLICE, now);
            List<NewEvent> happened = new ArrayList<>(statusCleared(cleared, now));
            boolean isLast = cleared.size() < SLICE;
            if (isLast) {
                happened.add(statuses.delete(team, status));
            }
            events.append(team, happened);
            return isLast;
        });
    }

    private static List<NewEvent> statusCleared(List<EventRefs> contacts, Instant now) {
        return contacts.stream()
                .map(contact -> ContactEvents.statusCleared(contact, now))
                .toList();
    }

    private record Progress(@Nullable ContactId reached) {}
}
