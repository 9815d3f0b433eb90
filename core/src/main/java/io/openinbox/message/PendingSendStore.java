package io.openinbox.message;

import io.openinbox.db.Column;
import io.openinbox.db.Database;
import io.openinbox.db.Param;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.ThreadId;
import io.openinbox.platform.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class PendingSendStore {

    private static final String SELECT = """
            select m.id, s.refusal, s.refusal_detail
            from message m join send s on s.team_id = m.team_id and s.message_id = m.id
            where m.team_id = :team and m.state in ('sending', 'failed', 'unconfirmed') and s.discarded_at is null
            """;

    private final Database database;

    PendingSendStore(Database database) {
        this.database = database;
    }

    List<Row> list(TeamId team, ThreadId thread) {
        return database.sql()
                .sql(SELECT + " and m.thread_id = :thread order by m.created_at, m.id")
                .param("team", team.value())
                .param("thread", thread.value())
                .query(PendingSendStore::read)
                .list();
    }

    Optional<Row> find(TeamId team, MessageId id) {
        return database.sql()
                .sql(SELECT + " and m.id = :id")
                .param("team", team.value())
                .param("id", id.value())
                .query(PendingSendStore::read)
                .optional();
    }

    /** Locks a send that was refused or left unconfirmed; what is still under way belongs to its request. */
    Optional<MessageId> lockSettled(TeamId team, MessageId id) {
        return database.sql()
                .sql(SELECT + " and m.id = :id and m.state <> 'sending' for update of s")
                .param("team", team.value())
                .param("id", id.value())
                .query((row, number) -> new MessageId(Column.uuid(row, "id")))
                .optional();
    }

    /** The look-ups go on: what arrived after all is better known. */
    void discard(TeamId team, MessageId id, Instant now) {
        database.sql()
                .sql("update send set discarded_at = :now where team_id = :team and message_id = :id")
                .param("now", Param.time(now))
                .param("team", team.value())
                .param("id", id.value())
                .update();
    }

    void markDeleted(TeamId team, MessageId id, Instant now) {
        database.sql()
                .sql("update message set deleted_at = :now where team_id = :team and id = :id")
                .param("now", Param.time(now))
                .param("team", team.value())
                .param("id", id.value())
                .update();
    }

    private static Row read(ResultSet row, int number) throws SQLException {
        String refusal = row.getString("refusal");
        return new Row(
                new MessageId(Column.uuid(row, "id")),
                refusal == null ? null : Column.word(row, "refusal", Refusal.class),
                row.getString("refusal_detail"));
    }

    record Row(
            MessageId messageId,
            @Nullable Refusal refusal,
            @Nullable String detail) {}
}
