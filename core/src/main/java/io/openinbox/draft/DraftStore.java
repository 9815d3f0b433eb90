package io.openinbox.draft;

import io.openinbox.db.Column;
import io.openinbox.db.Database;
import io.openinbox.db.Param;
import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.ThreadId;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

final class DraftStore {

    private final Database database;

    DraftStore(Database database) {
        this.database = database;
    }

    Optional<Draft> find(TeamId team, MemberId member, ThreadId thread) {
        return database.sql()
                .sql("""
                        select content, reply_to_message_id, updated_at from draft
                        where team_id = :team and member_id = :member and thread_id = :thread
                        """)
                .param("team", team.value())
                .param("member", member.value())
                .param("thread", thread.value())
                .query((row, number) -> {
                    UUID replyTo = Column.uuidOrNull(row, "reply_to_message_id");
                    return new Draft(
                            thread,
                            Column.text(row, "content"),
                            replyTo == null ? null : new MessageId(replyTo),
                            Column.instant(row, "updated_at"));
                })
                .optional();
    }

    Set<ThreadId> begun(TeamId team, MemberId member, Collection<ThreadId> among) {
        return database
                .sql()
                .sql(
                        "select thread_id from draft where team_id = :team and member_id = :member and thread_id = any(:among)")
                .param("team", team.value())
                .param("member", member.value())
                .param("among", Param.ids(among))
                .query((row, number) -> new ThreadId(Column.uuid(row, "thread_id")))
                .list()
                .stream()
                .collect(Collectors.toSet());
    }

    void put(TeamId team, MemberId member, Draft draft) {
        database.sql()
                .sql("""
                        insert into draft (team_id, member_id, thread_id, content, reply_to_message_id, updated_at)
                        values (:team, :member, :thread, :content, :replyTo, :now)
                        on conflict (team_id, member_id, thread_id) do update
                            set content = excluded.content, reply_to_message_id = excluded.reply_to_message_id,
                                updated_at = excluded.updated_at
                        """)
                .param("team", team.value())
                .param("member", member.value())
                .param("thread", draft.threadId().value())
                .param("content", draft.content())
                .param("replyTo", Param.idOrNull(draft.replyTo()))
                .param("now", Param.time(draft.updatedAt()))
                .update();
    }

    void delete(TeamId team, MemberId member, ThreadId thread) {
        database.sql()
                .sql("delete from draft where team_id = :team and member_id = :member and thread_id = :thread")
                .param("team", team.value())
                .param("member", member.value())
                .param("thread", thread.value())
                .update();
    }
}
