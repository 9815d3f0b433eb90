package io.openinbox.account;

import io.openinbox.db.Database;
import io.openinbox.kernel.TeamId;
import io.openinbox.platform.Platform;
import java.util.UUID;

final class ReadBudgetStore {

    /** Holds what the whole installation reads. */
    static final TeamId EVERYBODY = new TeamId(new UUID(0, 0));

    private final Database database;

    ReadBudgetStore(Database database) {
        this.database = database;
    }

    long lockReads(TeamId team, Platform platform, int day) {
        return database.sql()
                .sql("""
                        insert into platform_reads as r (team_id, platform, day, reads) values (:team, :platform, :day, 0)
                        on conflict (team_id, platform, day) do update set reads = r.reads
                        returning reads
                        """)
                .param("team", team.value())
                .param("platform", platform.name())
                .param("day", day)
                .query(Long.class)
                .single();
    }

    long reads(TeamId team, Platform platform, int day) {
        return database.sql()
                .sql("select reads from platform_reads where team_id = :team and platform = :platform and day = :day")
                .param("team", team.value())
                .param("platform", platform.name())
                .param("day", day)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    void add(TeamId team, Platform platform, int day, int reads) {
        database.sql()
                .sql("""
                        update platform_reads set reads = greatest(0, reads + :reads)
                        where team_id = :team and platform = :platform and day = :day
                        """)
                .param("reads", reads)
                .param("team", team.value())
                .param("platform", platform.name())
                .param("day", day)
                .update();
    }
}
