package io.openinbox.event;

import io.openinbox.db.Column;
import io.openinbox.db.Database;
import io.openinbox.db.Param;
import io.openinbox.kernel.ContactId;
import io.openinbox.kernel.EventId;
import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.ProfileId;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.ThreadId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

final class EventStore {

    private final Database database;

    EventStore(Database database) {
        this.database = database;
    }

    List<Event> after(TeamId team, long afterSeq, int limit) {
        return database.sql()
                .sql("""
                        select seq, id, type, created_at, thread_id, message_id, profile_id, contact_id,
                               done, assignee_id, content
                        from event
                        where team_id = :team and seq > :after
                        order by seq
                        limit %d
                        """.formatted(limit))
                .param("team", team.value())
                .param("after", afterSeq)
                .query((row, number) -> read(row))
                .list();
    }

    void append(TeamId team, List<NewEvent> events) {
        long last = database.sql()
                .sql("update event_counter set last_seq = last_seq + :count where team_id = :team returning last_seq")
                .param("count", events.size())
                .param("team", team.value())
                .query(Long.class)
                .single();
        long seq = last - events.size();
        for (NewEvent event : events) {
            insert(team, ++seq, event);
        }
    }

    private void insert(TeamId team, long seq, NewEvent event) {
        database.sql()
                .sql("""
                        insert into event (team_id, seq, id, type, created_at, thread_id, message_id, profile_id, contact_id,
                                           done, assignee_id, content)
                        values (:team, :seq, :id, :type, :at, :thread, :message, :profile, :contact,
                                :done, :assignee, :content)
                        """)
                .param("team", team.value())
                .param("seq", seq)
                .param("id", EventId.next().value())
                .param("type", event.type().storedName())
                .param("at", Param.time(event.createdAt()))
                .param("thread", Param.idOrNull(event.threadId()))
                .param("message", Param.idOrNull(event.messageId()))
                .param("profile", Param.idOrNull(event.profileId()))
                .param("contact", Param.idOrNull(event.contactId()))
                .param("done", event.done())
                .param("assignee", Param.idOrNull(event.assigneeId()))
                .param("content", event.content())
                .update();
    }

    private static Event read(ResultSet row) throws SQLException {
        return new Event(
                row.getLong("seq"),
                new EventId(Column.uuid(row, "id")),
                EventType.ofStoredName(Column.text(row, "type")),
                Column.instant(row, "created_at"),
                id(row, "thread_id", ThreadId::new),
                id(row, "message_id", MessageId::new),
                id(row, "profile_id", ProfileId::new),
                id(row, "contact_id", ContactId::new),
                Column.booleanOrNull(row, "done"),
                id(row, "assignee_id", MemberId::new),
                row.getString("content"));
    }

    private static <T> @Nullable T id(ResultSet row, String column, Function<UUID, T> make) throws SQLException {
        UUID value = Column.uuidOrNull(row, column);
        return value == null ? null : make.apply(value);
    }
}
