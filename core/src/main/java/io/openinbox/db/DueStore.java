package io.openinbox.db;

import io.openinbox.kernel.TeamId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Leads workers to the teams that have something due; the work itself is claimed in the team's own tables. */
public final class DueStore {

    private static final int TEAMS_AT_ONCE = 100;

    private final Database database;

    public DueStore(Database database) {
        this.database = database;
    }

    public void add(String queue, Instant at, TeamId team, UUID ref) {
        database.sql()
                .sql("""
                        insert into due (queue, due_at, team_id, ref) values (:queue, :at, :team, :ref)
                        on conflict do nothing
                        """)
                .param("queue", queue)
                .param("at", Param.time(at))
                .param("team", team.value())
                .param("ref", ref)
                .update();
    }

    public void remove(String queue, Instant at, TeamId team, UUID ref) {
        database.sql()
                .sql("delete from due where queue = :queue and due_at = :at and team_id = :team and ref = :ref")
                .param("queue", queue)
                .param("at", Param.time(at))
                .param("team", team.value())
                .param("ref", ref)
                .update();
    }

    public void removeAll(String queue, Instant dueBy, TeamId team) {
        database.sql()
                .sql("delete from due where queue = :queue and due_at <= :at and team_id = :team")
                .param("queue", queue)
                .param("at", Param.time(dueBy))
                .param("team", team.value())
                .update();
    }

    /** The teams behind the oldest due entries. */
    public List<TeamId> teams(String queue, Instant now) {
        return database.sql()
                .sql("""
                        select distinct team_id
                        from (select team_id from due where queue = :queue and due_at <= :now
                              order by due_at limit :most) oldest
                        """)
                .param("queue", queue)
                .param("now", Param.time(now))
                .param("most", TEAMS_AT_ONCE)
                .query((row, number) -> new TeamId(Column.uuid(row, "team_id")))
                .list();
    }
}
