package io.openinbox.idempotency;

import io.openinbox.db.Column;
import io.openinbox.db.Database;
import io.openinbox.db.Param;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.TeamId;
import java.time.Instant;
import java.util.Optional;

final class IdempotencyKeyStore {

    private final Database database;

    IdempotencyKeyStore(Database database) {
        this.database = database;
    }

    Optional<Found> find(TeamId team, String key, Instant notBefore) {
        return database.sql()
                .sql("""
                        select fingerprint, message_id from idempotency_key
                        where team_id = :team and key = :key and created_at > :notBefore
                        """)
                .param("team", team.value())
                .param("key", key)
                .param("notBefore", Param.time(notBefore))
                .query((row, number) ->
                        new Found(row.getBytes("fingerprint"), new MessageId(Column.uuid(row, "message_id"))))
                .optional();
    }

    /** Takes a key that is free or has expired. */
    boolean insert(TeamId team, String key, byte[] fingerprint, MessageId message, Instant now, Instant notBefore) {
        return database.sql()
                        .sql("""
                                insert into idempotency_key as k (team_id, key, fingerprint, message_id, created_at)
                                values (:team, :key, :fingerprint, :message, :now)
                                on conflict (team_id, key) do update
                                set fingerprint = excluded.fingerprint, message_id = excluded.message_id,
                                    created_at = excluded.created_at
                                where k.created_at <= :notBefore
                                """)
                        .param("team", team.value())
                        .param("key", key)
                        .param("fingerprint", fingerprint)
                        .param("message", message.value())
                        .param("now", Param.time(now))
                        .param("notBefore", Param.time(notBefore))
                        .update()
                > 0;
    }

    void delete(TeamId team, MessageId message) {
        database.sql()
                .sql("delete from idempotency_key where team_id = :team and message_id = :message")
                .param("team", team.value())
                .param("message", message.value())
                .update();
    }

    /** An array in a record compares by identity; nothing compares these. */
    @SuppressWarnings("ArrayRecordComponent")
    record Found(byte[] fingerprint, MessageId messageId) {}
}
