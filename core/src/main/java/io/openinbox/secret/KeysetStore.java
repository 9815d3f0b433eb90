package io.openinbox.secret;

import io.openinbox.db.Database;
import io.openinbox.kernel.TeamId;
import java.util.Optional;

final class KeysetStore {

    private final Database database;

    KeysetStore(Database database) {
        this.database = database;
    }

    Optional<byte[]> find(TeamId team) {
        return database.sql()
                .sql("select wrapped from keyset where team_id = :team")
                .param("team", team.value())
                .query(byte[].class)
                .optional();
    }

    /** Stores the keyset unless there is one, and returns the stored one. */
    byte[] keepFirst(TeamId team, byte[] wrapped) {
        database.sql()
                .sql("insert into keyset (team_id, wrapped) values (:team, :wrapped) on conflict (team_id) do nothing")
                .param("team", team.value())
                .param("wrapped", wrapped)
                .update();
        return find(team).orElseThrow();
    }
}
