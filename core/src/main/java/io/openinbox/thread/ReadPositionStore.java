package io.openinbox.thread;

import io.openinbox.db.Column;
import io.openinbox.db.Database;
import io.openinbox.db.Param;
import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.ThreadId;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

final class ReadPositionStore {

    private final Database database;

    ReadPositionStore(Database database) {
        this.database = database;
    }

    /** Reads no more than {@code most} messages of a thread that is far behind, and none of one that is read. */
    List<ReadPosition> of(TeamId team, MemberId member, Collection<ThreadId> threads, int most) {
        return database.sql()
                .sql("""
                        select t.id, r.message_id, u.unread
                        from thread t
                        join member m on m.team_id = t.team_id and m.id = :member
                        left join read_position r on r.team_id = t.team_id and r.member_id = m.id and r.thread_id = t.id
                        cross join lateral (
                            select count(*) as unread
                            from (select from message x
                                  where x.team_id = t.team_id and x.thread_id = t.id
                                    and x.state in ('sent', 'unconfirmed')
                                    and (x.created_at, x.id) > (coalesce(r.read_at, m.created_at),
                                         coalesce(r.message_id, '00000000-0000-0000-0000-000000000000'))
                                    and x.direction = 'inbound'
                                  order by x.created_at, x.id
                                  limit %d) behind) u
                        where t.team_id = :team and t.id = any(:threads)
                        """.formatted(most))
                .param("team", team.value())
                .param("member", member.value())
                .param("threads", Param.ids(threads))
                .query((row, number) -> {
                    UUID message = Column.uuidOrNull(row, "message_id");
                    return new ReadPosition(
                            new ThreadId(Column.uuid(row, "id")),
                            message == null ? null : new MessageId(message),
                            row.getInt("unread"));
                })
                .list();
    }

    /** Returns false when the thread has no such message. */
    boolean advance(TeamId team, MemberId member, ThreadId thread, MessageId message) {
        return database.sql()
                .sql("""
                        with seen as (
                            select team_id, thread_id, id, created_at from message
                            where team_id = :team and id = :message and thread_id = :thread
                              and state in ('sent', 'unconfirmed')
                        ), moved as (
                            insert into read_position as r (team_id, member_id, thread_id, message_id, read_at)
                            select team_id, :member, thread_id, id, created_at from seen
                            on conflict (team_id, member_id, thread_id) do update
                                set message_id = excluded.message_id, read_at = excluded.read_at
                                where (r.read_at, r.message_id) < (excluded.read_at, excluded.message_id)
                        )
                        select exists (select from seen)
                        """)
                .param("team", team.value())
                .param("member", member.value())
                .param("thread", thread.value())
                .param("message", message.value())
                .query(Boolean.class)
                .single();
    }
}
