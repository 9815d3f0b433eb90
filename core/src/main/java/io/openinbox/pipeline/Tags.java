package io.openinbox.pipeline;

import io.openinbox.db.Database;
import io.openinbox.event.Events;
import io.openinbox.event.NewEvent;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.NameKey;
import io.openinbox.kernel.TagId;
import io.openinbox.kernel.TeamId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/** A team's tags. Which contacts have them is for {@code person} to say, deleting one included. */
public final class Tags {

    private static final int MOST = 1_000;

    private final Database database;
    private final InboxClock clock;
    private final Events events;
    private final PipelineStore pipeline;
    private final TagStore store;

    public Tags(Database database, InboxClock clock, Events events) {
        this.database = database;
        this.clock = clock;
        this.events = events;
        this.pipeline = new PipelineStore(database);
        this.store = new TagStore(database);
    }

    /** By name. */
    public List<Tag> list(TeamId team) {
        return store.list(team);
    }

    /** @throws InboxException {@code TAG_NOT_FOUND} */
    public Tag get(TeamId team, TagId id) {
        return store.find(team, id).orElseThrow(Tags::notFound);
    }

    /** The tag with this id, else the one with this name. */
    public Optional<Tag> find(TeamId team, String idOrName) {
        return TagId.parse(idOrName)
                .flatMap(id -> store.find(team, id))
                .or(() -> store.findByKey(team, NameKey.of(idOrName)));
    }

    /**
     * @param color a name of the palette or hexadecimal digits; null picks one of the palette
     * @throws InboxException {@code INVALID_REQUEST} for the name, {@code UNACCEPTABLE_VALUE} for the colour, {@code
     *     NAME_TAKEN}, {@code TAG_LIMIT_REACHED}
     */
    public Tag create(TeamId team, String name, @Nullable String color) {
        LabelName label = LabelName.of(name);
        String hex = color == null ? Palette.random() : Palette.hex(color);
        return database.transaction(() -> {
            pipeline.lock(team);
            requireRoom(team);
            var tag = new Tag(TagId.next(), label.text(), hex, clock.now());
            unlessTaken(label, () -> store.insert(team, tag, label.key()));
            events.append(team, List.of(TagEvents.created(tag)));
            return tag;
        });
    }

    /**
     * Renames or recolours a tag; null leaves the field as it is.
     *
     * @throws InboxException as {@link #create}, and {@code TAG_NOT_FOUND}
     */
    public Tag update(TeamId team, TagId id, @Nullable String name, @Nullable String color) {
        LabelName label = name == null ? null : LabelName.of(name);
        String hex = color == null ? null : Palette.hex(color);
        return database.transaction(() -> {
            pipeline.lock(team);
            Tag before = get(team, id);
            LabelName named = label == null ? LabelName.of(before.name()) : label;
            var after = new Tag(id, named.text(), hex == null ? before.color() : hex, before.createdAt());
            if (!after.equals(before)) {
                unlessTaken(named, () -> store.update(team, after, named.key()));
                events.append(team, List.of(TagEvents.updated(after, clock.now())));
            }
            return after;
        });
    }

    /**
     * Keeps tags from being deleted until the transaction ends. Comes before every lock on contacts.
     *
     * @throws InboxException {@code TAG_NOT_FOUND} when one of them does not exist
     */
    public void keep(TeamId team, Collection<TagId> ids) {
        if (!ids.isEmpty() && !store.keep(team, ids).containsAll(ids)) {
            throw notFound();
        }
    }

    /**
     * Makes everybody who would attach the tag wait until the transaction ends.
     *
     * @throws InboxException {@code TAG_NOT_FOUND}
     */
    public Tag lockForDeletion(TeamId team, TagId id) {
        pipeline.lock(team);
        return store.findForUpdate(team, id).orElseThrow(Tags::notFound);
    }

    /** Deletes a tag no contact has any more, in the caller's transaction; gives the event to append. */
    public NewEvent delete(TeamId team, Tag tag) {
        store.delete(team, tag.id());
        return TagEvents.deleted(tag, clock.now());
    }

    private void requireRoom(TeamId team) {
        if (store.count(team) >= MOST) {
            throw new InboxException(
                    ErrorCode.TAG_LIMIT_REACHED,
                    "The team has " + MOST + " tags, which is the most: delete one first.",
                    Map.of("max", MOST));
        }
    }

    private static void unlessTaken(LabelName name, Runnable write) {
        try {
            write.run();
        } catch (DuplicateKeyException e) {
            throw name.taken("tag");
        }
    }

    private static InboxException notFound() {
        return new InboxException(ErrorCode.TAG_NOT_FOUND, "There is no such tag in this team.");
    }
}
