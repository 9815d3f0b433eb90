package io.openinbox.message;

import io.openinbox.db.Database;
import io.openinbox.db.Param;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.ThreadId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When typing was last shown in a thread, and last told of. */
final class TypingStore {

    private final Database database;

    TypingStore(Database database) {
        this.database = database;
    }

    /** The thread's own setting, else the team's. */
    boolean isEnabled(TeamId team, ThreadId thread) {
        return database.sql()
                .sql("""
                        select coalesce(t.typing_indicators_enabled, s.typing_indicators_enabled)
                        from thread t join team s on s.team_id = t.team_id
                        where t.team_id = :team and t.id = :thread
                        """)
                .param("team", team.value())
                .param("thread", thread.value())
                .query(Boolean.class)
                .single();
    }

    /** @return false when it was shown less than the pause ago, on whichever node */
    boolean show(TeamId team, ThreadId thread, Instant now, Duration pause) {
        return database.sql()
                .sql("""
                        insert into thread_typing as t (team_id, thread_id, sent_at) values (:team, :thread, :now)
                        on conflict (team_id, thread_id) do update set sent_at = excluded.sent_at
                        where t.sent_at is null or t.sent_at <= :before
                        returning 1
                        """)
                .param("team", team.value())
                .param("thread", thread.value())
                .param("now", Param.time(now))
                .param("before", Param.time(now.minus(pause)))
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** @return false when it was told of less than the pause ago, on whichever node */
    boolean tell(TeamId team, ThreadId thread, Instant now, Duration pause) {
        Optional<Integer> told = database.sql()
                .sql("""
                        insert into thread_typing as t (team_id, thread_id, received_at) values (:team, :thread, :now)
                        on conflict (team_id, thread_id) do update set received_at = excluded.received_at
                        where t.received_at is null or t.received_at <= :before
                        returning 1
                        """)
                .param("team", team.value())
                .param("thread", thread.value())
                .param("now", Param.time(now))
                .param("before", Param.time(now.minus(pause)))
                .query(Integer.class)
                .optional();
        return told.isPresent();
    }
}
