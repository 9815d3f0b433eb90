package io.openinbox.pipeline;

import io.openinbox.db.Database;
import io.openinbox.kernel.TeamId;
import java.util.UUID;

final class PipelineStore {

    private final Database database;

    PipelineStore(Database database) {
        this.database = database;
    }

    /** Lets one transaction at a time change which tags and statuses a team has. */
    void lock(TeamId team) {
        database.sql()
                .sql("select team_id from team where team_id = :team for no key update")
                .param("team", team.value())
                .query(UUID.class)
                .single();
    }
}
