package io.openinbox.event;

import io.openinbox.db.Column;
import io.openinbox.db.Database;
import io.openinbox.db.Param;
import io.openinbox.kernel.TeamId;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

final class LogBoundsStore {

    private final Database database;

    LogBoundsStore(Database database) {
        this.database = database;
    }

    LogBounds find(TeamId team) {
        return database.sql()
                .sql("""
                        select c.last_seq,
                               coalesce((select min(e.seq) from event e where e.team_id = c.team_id), c.last_seq + 1) as oldest
                        from event_counter c
                        where c.team_id = :team
                        """)
                .param("team", team.value())
                .query((row, number) -> new LogBounds(row.getLong("oldest"), row.getLong("last_seq")))
                .single();
    }

    /** Of each team, the last sequence number there ever was. */
    Map<TeamId, Long> lastSeqs(Collection<TeamId> teams) {
        return database
                .sql()
                .sql("select team_id, last_seq from event_counter where team_id = any(:teams)")
                .param("teams", Param.ids(teams))
                .query((row, number) -> Map.entry(new TeamId(Column.uuid(row, "team_id")), row.getLong("last_seq")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
