package io.openinbox.person;

import io.openinbox.db.Column;
import io.openinbox.db.Database;
import io.openinbox.db.Param;
import io.openinbox.event.EventRefs;
import io.openinbox.kernel.ContactId;
import io.openinbox.kernel.Id;
import io.openinbox.kernel.ProfileId;
import io.openinbox.kernel.StatusId;
import io.openinbox.kernel.TagId;
import io.openinbox.kernel.TeamId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

final class ContactStore {

    private static final UUID LOWEST = new UUID(0, 0);

    private final Database database;

    ContactStore(Database database) {
        this.database = database;
    }

    /** Of several, the one met first. */
    ProfileId firstProfile(TeamId team, ContactId contact) {
        return database.sql()
                .sql("""
                        select id from profile where team_id = :team and contact_id = :contact
                        order by first_seen_at, id
                        limit 1
                        """)
                .param("team", team.value())
                .param("contact", contact.value())
                .query((row, number) -> new ProfileId(Column.uuid(row, "id")))
                .single();
    }

    void write(TeamId team, Context context, Instant now) {
        database.sql()
                .sql("""
                        update contact
                        set status_id = :status, tag_ids = :tags, valuation = :valuation, notes = :notes,
                            assignee_id = :assignee, updated_at = :now
                        where team_id = :team and id = :id
                        """)
                .param("status", Param.idOrNull(context.statusId()))
                .param("tags", Param.ids(context.tagIds()))
                .param("valuation", context.valuation())
                .param("notes", context.notes())
                .param("assignee", Param.idOrNull(context.assigneeId()))
                .param("now", Param.time(now))
                .param("team", team.value())
                .param("id", context.contactId().value())
                .update();
    }

    /**
     * Takes a tag off contacts, by id.
     *
     * @param after where to go on, null to begin
     * @return the contacts that had it, at most as many as asked for
     */
    List<ContactId> clearTag(TeamId team, TagId tag, @Nullable ContactId after, int most, Instant now) {
        return database.sql()
                .sql("""
                        with having_it as (
                            select id from contact
                            where team_id = :team and id > :after and tag_ids @> array[:tag]::uuid[]
                            order by id
                            limit :most
                            for no key update),
                        cleared as (
                            update contact c set tag_ids = array_remove(c.tag_ids, :tag), updated_at = :now
                            from having_it h
                            where c.team_id = :team and c.id = h.id
                            returning c.id)
                        select id from cleared order by id
                        """)
                .param("team", team.value())
                .param("after", idOrLowest(after))
                .param("tag", tag.value())
                .param("most", most)
                .param("now", Param.time(now))
                .query((row, number) -> new ContactId(Column.uuid(row, "id")))
                .list();
    }

    /** As {@link #clearTag}, for a status. */
    List<EventRefs> clearStatus(TeamId team, StatusId status, @Nullable ContactId after, int most, Instant now) {
        return database.sql()
                .sql("""
                        with having_it as (
                            select id from contact
                            where team_id = :team and id > :after and status_id = :status
                            order by id
                            limit :most
                            for no key update),
                        cleared as (
                            update contact c set status_id = null, updated_at = :now
                            from having_it h
                            where c.team_id = :team and c.id = h.id
                            returning c.id)
                        select c.id, p.id as profile_id
                        from cleared c
                        cross join lateral (
                            select id from profile where team_id = :team and contact_id = c.id
                            order by first_seen_at, id
                            limit 1) p
                        order by c.id
                        """)
                .param("team", team.value())
                .param("after", idOrLowest(after))
                .param("status", status.value())
                .param("most", most)
                .param("now", Param.time(now))
                .query((row, number) -> EventRefs.person(
                        new ProfileId(Column.uuid(row, "profile_id")), new ContactId(Column.uuid(row, "id"))))
                .list();
    }

    private static UUID idOrLowest(@Nullable Id id) {
        return id == null ? LOWEST : id.value();
    }
}
