package io.openinbox.pipeline;

import io.openinbox.db.Database;
import io.openinbox.event.Events;
import io.openinbox.event.NewEvent;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.NameKey;
import io.openinbox.kernel.NewValue;
import io.openinbox.kernel.StatusId;
import io.openinbox.kernel.TeamId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/** A team's pipeline: its statuses in order. Which contacts are where is for {@code person} to say. */
public final class Statuses {

    private final Database database;
    private final InboxClock clock;
    private final Events events;
    private final PipelineStore pipeline;
    private final StatusStore store;

    public Statuses(Database database, InboxClock clock, Events events) {
        this.database = database;
        this.clock = clock;
        this.events = events;
        this.pipeline = new PipelineStore(database);
        this.store = new StatusStore(database);
    }

    /** In the order of the pipeline. */
    public List<Status> list(TeamId team) {
        return store.list(team);
    }

    /** @throws InboxException {@code STATUS_NOT_FOUND} */
    public Status get(TeamId team, StatusId id) {
        return store.find(team, id).orElseThrow(Statuses::notFound);
    }

    /** The status with this id, else the one with this name. */
    public Optional<Status> find(TeamId team, String idOrName) {
        return StatusId.parse(idOrName)
                .flatMap(id -> store.find(team, id))
                .or(() -> store.findByKey(team, NameKey.of(idOrName)));
    }

    /**
     * Adds a status at the end of the pipeline.
     *
     * @param color a name of the palette or hexadecimal digits; null for none
     * @throws InboxException {@code INVALID_REQUEST} for the name, {@code UNACCEPTABLE_VALUE} for the colour, {@code
     *     NAME_TAKEN}
     */
    public Status create(TeamId team, String name, @Nullable String color) {
        LabelName label = LabelName.of(name);
        String hex = color == null ? null : Palette.hex(color);
        return database.transaction(() -> {
            pipeline.lock(team);
            var status = new Status(StatusId.next(), label.text(), hex, clock.now());
            unlessTaken(label, () -> store.insert(team, status, label.key()));
            events.append(team, List.of(StatusEvents.created(status)));
            return status;
        });
    }

    /**
     * Renames or recolours a status; null leaves the field as it is.
     *
     * @throws InboxException as {@link #create}, and {@code STATUS_NOT_FOUND}
     */
    public Status update(TeamId team, StatusId id, @Nullable String name, @Nullable NewValue<String> color) {
        LabelName label = name == null ? null : LabelName.of(name);
        String hex = color == null || color.value() == null ? null : Palette.hex(color.value());
        return database.transaction(() -> {
            pipeline.lock(team);
            Status before = get(team, id);
            LabelName named = label == null ? LabelName.of(before.name()) : label;
            var after = new Status(id, named.text(), color == null ? before.color() : hex, before.createdAt());
            if (!after.equals(before)) {
                unlessTaken(named, () -> store.update(team, after, named.key()));
                events.append(team, List.of(StatusEvents.updated(after, clock.now())));
            }
            return after;
        });
    }

    /**
     * Puts the pipeline in another order; each status that moved is an event.
     *
     * @param order every status of the team, once
     * @throws InboxException {@code UNACCEPTABLE_VALUE} for any other list
     */
    public List<Status> reorder(TeamId team, List<StatusId> order) {
        return database.transaction(() -> {
            pipeline.lock(team);
            List<Status> before = store.list(team);
            List<StatusId> known = before.stream().map(Status::id).toList();
            if (order.size() != known.size() || !new HashSet<>(order).containsAll(known)) {
                throw new InboxException(
                        ErrorCode.UNACCEPTABLE_VALUE,
                        "order: must name each of the team's " + known.size() + " statuses once.");
            }
            store.reorder(team, order);
            List<Status> after = store.list(team);
            Instant now = clock.now();
            List<NewEvent> moved = new ArrayList<>();
            for (int i = 0; i < after.size(); i++) {
                if (!after.get(i).id().equals(known.get(i))) {
                    moved.add(StatusEvents.updated(after.get(i), now));
                }
            }
            events.append(team, moved);
            return after;
        });
    }

    /**
     * Keeps a status from being deleted until the transaction ends. Comes before every lock on contacts.
     *
     * @throws InboxException {@code STATUS_NOT_FOUND}
     */
    public void keep(TeamId team, StatusId id) {
        if (!store.keep(team, id)) {
            throw notFound();
        }
    }

    /**
     * Makes everybody who would set the status wait until the transaction ends.
     *
     * @throws InboxException {@code STATUS_NOT_FOUND}
     */
    public Status lockForDeletion(TeamId team, StatusId id) {
        pipeline.lock(team);
        return store.findForUpdate(team, id).orElseThrow(Statuses::notFound);
    }

    /** Deletes a status no contact has any more, in the caller's transaction; gives the event to append. */
    public NewEvent delete(TeamId team, Status status) {
        store.delete(team, status.id());
        return StatusEvents.deleted(status, clock.now());
    }

    private static void unlessTaken(LabelName name, Runnable write) {
        try {
            write.run();
        } catch (DuplicateKeyException e) {
            throw name.taken("status");
        }
    }

    private static InboxException notFound() {
        return new InboxException(ErrorCode.STATUS_NOT_FOUND, "There is no such status in this team.");
    }
}
