package io.openinbox.event;

import io.openinbox.db.ArrayParams;
import io.openinbox.db.Column;
import io.openinbox.db.Database;
import io.openinbox.db.Param;
import io.openinbox.kernel.CampaignId;
import io.openinbox.kernel.ContactId;
import io.openinbox.kernel.EventId;
import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.ProfileId;
import io.openinbox.kernel.StatusId;
import io.openinbox.kernel.TagId;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.ThreadId;
import io.openinbox.kernel.WebhookId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

final class EventStore {

    private static final String APPEND = """
            with happened as (
                select * from unnest(?::uuid[], ?::text[], ?::timestamptz[], ?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[],
                                     ?::uuid[], ?::uuid[], ?::uuid[], ?::bool[], ?::uuid[], ?::text[], ?::bool[],
                                     ?::bool[], ?::text[], ?::text[], ?::text[], ?::text[], ?::numeric[], ?::text[],
                                     ?::text[], ?::timestamptz[], ?::int4[], ?::uuid[])
                with ordinality as e (id, type, created_at, thread_id, message_id, profile_id, contact_id,
                                      tag_id, status_id, campaign_id, done, assignee_id, content, inbound,
                                      for_all, emoji, author_platform_id, tag_ids, notes, valuation, name,
                                      color, made_at, step_number, webhook_id, nth)
            ), counted as (
                update event_counter set last_seq = last_seq + (select count(*) from happened)
                where team_id = ?
                returning team_id, last_seq - (select count(*) from happened) as before
            )
            insert into event (team_id, seq, id, type, created_at, thread_id, message_id, profile_id, contact_id,
                               tag_id, status_id, campaign_id, done, assignee_id, content, inbound, for_all, emoji,
                               author_platform_id, tag_ids, notes, valuation, name, color, made_at, step_number,
                               webhook_id)
            select c.team_id, c.before + nth, id, type, created_at, thread_id, message_id, profile_id, contact_id,
                   tag_id, status_id, campaign_id, done, assignee_id, content, inbound, for_all, emoji,
                   author_platform_id, tag_ids::uuid[], notes, valuation, name, color, made_at, step_number,
                   webhook_id
            from happened, counted c
            """;

    private static final String SELECT = """
            select seq, id, type, created_at, thread_id, message_id, profile_id, contact_id, tag_id, status_id, campaign_id,
                   done, assignee_id, content, inbound, for_all, emoji, author_platform_id, tag_ids, notes, valuation, name,
                   color, made_at, step_number, webhook_id
            from event
            """;

    private final Database database;

    EventStore(Database database) {
        this.database = database;
    }

    List<Event> after(TeamId team, long afterSeq, int limit) {
        return database.sql()
                .sql(SELECT + "where team_id = :team and seq > :after order by seq limit " + limit)
                .param("team", team.value())
                .param("after", afterSeq)
                .query(EventStore::read)
                .list();
    }

    /** What the team did with a person, in this thread or as a whole; newest first. */
    List<Event> activity(TeamId team, ThreadId thread, ContactId contact, int limit) {
        return database.sql()
                .sql(SELECT + """
                        where team_id = :team and contact_id = :contact and (thread_id = :thread or thread_id is null)
                          and type in ('thread.archived', 'thread.unarchived', 'thread.assigned', 'thread.unassigned',
                                       'contact.statusChanged', 'contact.tagsChanged', 'contact.notesChanged',
                                       'contact.valuationChanged', 'contact.assigneeChanged')
                        order by seq desc
                        limit %d
                        """.formatted(limit))
                .param("team", team.value())
                .param("contact", contact.value())
                .param("thread", thread.value())
                .query(EventStore::read)
                .list();
    }

    private static Event read(ResultSet row, int number) throws SQLException {
        EventType type = EventType.ofStoredName(Column.text(row, "type"));
        return new Event(
                row.getLong("seq"),
                new EventId(Column.uuid(row, "id")),
                type,
                Column.instant(row, "created_at"),
                readRefs(row, type),
                readChange(row, type));
    }

    void append(TeamId team, List<NewEvent> events) {
        int appended = database.jdbc().update(connection -> {
            PreparedStatement statement = connection.prepareStatement(APPEND);
            var params = new ArrayParams(statement);
            bind(params, events);
            params.value(team.value());
            return statement;
        });
        if (appended != events.size()) {
            throw new IllegalStateException("Of " + events.size() + " events " + appended + " were appended.");
        }
    }

    private static void bind(ArrayParams params, List<NewEvent> events) throws SQLException {
        params.column("uuid", events, event -> EventId.next().value())
                .column("text", events, event -> event.type().storedName())
                .column("timestamptz", events, event -> Param.time(event.createdAt()))
                .column("uuid", events, event -> Param.idOrNull(event.about().threadId()))
                .column("uuid", events, event -> Param.idOrNull(event.about().messageId()))
                .column("uuid", events, event -> Param.idOrNull(event.about().profileId()))
                .column("uuid", events, event -> Param.idOrNull(event.about().contactId()))
                .column("uuid", events, event -> Param.idOrNull(event.about().tagId()))
                .column(
                        "uuid",
                        events,
                        event -> Param.idOrNull(
                                event.change() instanceof Change.Status status
                                        ? status.statusId()
                                        : event.about().statusId()))
                .column("uuid", events, event -> Param.idOrNull(event.about().campaignId()))
                .column("bool", events, event -> event.change() instanceof Change.Done it ? it.done() : null)
                .column(
                        "uuid",
                        events,
                        event -> event.change() instanceof Change.Assignee it ? Param.idOrNull(it.memberId()) : null)
                .column("text", events, event -> switch (event.change()) {
                    case Change.Text text -> text.content();
                    case Change.Edit edit -> edit.content();
                    default -> null;
                })
                .column("bool", events, event -> event.change() instanceof Change.Text it ? it.isInbound() : null)
                .column("bool", events, event -> event.change() instanceof Change.Deletion it ? it.forAll() : null)
                .column("text", events, event -> event.change() instanceof Change.Reaction it ? it.emoji() : null)
                .column("text", events, event -> switch (event.change()) {
                    case Change.Reaction reaction -> reaction.authorPlatformId();
                    case Change.Typing typing -> typing.authorPlatformId();
                    default -> null;
                })
                .column("text", events, event -> event.change() instanceof Change.Tags it ? arrayText(it) : null)
                .column("text", events, event -> event.change() instanceof Change.Notes it ? it.notes() : null)
                .column(
                        "numeric",
                        events,
                        event -> event.change() instanceof Change.Valuation it ? it.valuation() : null)
                .column("text", events, event -> event.change() instanceof Change.Label it ? it.name() : null)
                .column("text", events, event -> event.change() instanceof Change.Label it ? it.color() : null)
                .column(
                        "timestamptz",
                        events,
                        event -> event.change() instanceof Change.Label it ? Param.time(it.createdAt()) : null)
                .column("int4", events, event -> event.change() instanceof Change.Target it ? it.stepNumber() : null)
                .column("uuid", events, event -> Param.idOrNull(event.about().webhookId()));
    }

    /** An array inside of an array of rows would lose its borders. */
    private static String arrayText(Change.Tags tags) {
        return tags.tagIds().stream().map(tag -> tag.value().toString()).collect(Collectors.joining(",", "{", "}"));
    }

    private static EventRefs readRefs(ResultSet row, EventType type) throws SQLException {
        return new EventRefs(
                id(row, "thread_id", ThreadId::new),
                id(row, "message_id", MessageId::new),
                id(row, "profile_id", ProfileId::new),
                id(row, "contact_id", ContactId::new),
                id(row, "tag_id", TagId::new),
                type.subject() == EventType.Subject.STATUS ? id(row, "status_id", StatusId::new) : null,
                id(row, "campaign_id", CampaignId::new),
                id(row, "webhook_id", WebhookId::new));
    }

    private static Change readChange(ResultSet row, EventType type) throws SQLException {
        return switch (type) {
            case THREAD_CREATED,
                    THREAD_DELETED,
                    THREAD_ACCEPTED,
                    PROFILE_CREATED,
                    PROFILE_ENRICHED,
                    CAMPAIGN_CREATED,
                    CAMPAIGN_STARTED,
                    CAMPAIGN_PAUSED,
                    CAMPAIGN_RESUMED,
                    CAMPAIGN_COMPLETED,
                    WEBHOOK_DISABLED -> new Change.Nothing();
            case THREAD_ARCHIVED, THREAD_UNARCHIVED -> new Change.Done(row.getBoolean("done"));
            case THREAD_ASSIGNED, THREAD_UNASSIGNED, CONTACT_ASSIGNEE_CHANGED ->
                new Change.Assignee(id(row, "assignee_id", MemberId::new));
            case THREAD_TYPING -> new Change.Typing(Column.text(row, "author_platform_id"));
            case MESSAGE_CREATED -> new Change.Text(Column.text(row, "content"), row.getBoolean("inbound"));
            case MESSAGE_EDITED -> new Change.Edit(Column.text(row, "content"));
            case MESSAGE_DELETED -> new Change.Deletion(row.getBoolean("for_all"));
            case MESSAGE_REACTION_ADDED, MESSAGE_REACTION_REMOVED ->
                new Change.Reaction(Column.text(row, "emoji"), Column.text(row, "author_platform_id"));
            case CONTACT_STATUS_CHANGED -> new Change.Status(id(row, "status_id", StatusId::new));
            case CONTACT_TAGS_CHANGED ->
                new Change.Tags(
                        Column.uuids(row, "tag_ids").stream().map(TagId::new).toList());
            case CONTACT_NOTES_CHANGED -> new Change.Notes(row.getString("notes"));
            case CONTACT_VALUATION_CHANGED -> new Change.Valuation(row.getBigDecimal("valuation"));
            case TAG_CREATED, TAG_UPDATED, TAG_DELETED, STATUS_CREATED, STATUS_UPDATED, STATUS_DELETED ->
                new Change.Label(Column.text(row, "name"), row.getString("color"), Column.instant(row, "made_at"));
            case TARGET_CONTACTED, TARGET_FOLLOW_UP_SENT, TARGET_REPLIED ->
                new Change.Target(row.getObject("step_number", Integer.class));
        };
    }

    private static <T> @Nullable T id(ResultSet row, String column, Function<UUID, T> make) throws SQLException {
        UUID value = Column.uuidOrNull(row, column);
        return value == null ? null : make.apply(value);
    }
}
