package io.openinbox.account;

import io.openinbox.db.Column;
import io.openinbox.db.Database;
import io.openinbox.db.Param;
import io.openinbox.kernel.TeamId;
import io.openinbox.platform.Platform;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

final class PlatformPauseStore {

    /** The app is the whole installation's. */
    static final TeamId EVERYBODY = new TeamId(new UUID(0, 0));

    private final Database database;

    PlatformPauseStore(Database database) {
        this.database = database;
    }

    Optional<PlatformPause> find(TeamId team, Platform platform) {
        return database.sql()
                .sql(
                        "select since, detail, trial_at from platform_pause where team_id = :team and platform = :platform")
                .param("team", team.value())
                .param("platform", platform.name())
                .query((row, number) -> new PlatformPause(
                        Column.instant(row, "since"), Column.text(row, "detail"), Column.instant(row, "trial_at")))
                .optional();
    }

    /** Returns false when there was a pause already. */
    boolean begin(TeamId team, Platform platform, String detail, Instant now, Instant trialAt) {
        return database.sql()
                        .sql("""
                                insert into platform_pause (team_id, platform, since, detail, trial_at)
                                values (:team, :platform, :now, :detail, :trialAt)
                                on conflict do nothing
                                """)
                        .param("team", team.value())
                        .param("platform", platform.name())
                        .param("now", Param.time(now))
                        .param("detail", detail)
                        .param("trialAt", Param.time(trialAt))
                        .update()
                == 1;
    }

    /** Takes the trial that is due; returns false when none is, or another took it. */
    boolean takeTrial(TeamId team, Platform platform, Instant now, Instant next) {
        return database.sql()
                        .sql("""
                                update platform_pause set trial_at = :next
                                where team_id = :team and platform = :platform and trial_at <= :now
                                """)
                        .param("next", Param.time(next))
                        .param("team", team.value())
                        .param("platform", platform.name())
                        .param("now", Param.time(now))
                        .update()
                == 1;
    }

    boolean end(TeamId team, Platform platform) {
        return database.sql()
                        .sql("delete from platform_pause where team_id = :team and platform = :platform")
                        .param("team", team.value())
                        .param("platform", platform.name())
                        .update()
                == 1;
    }
}
