package io.openinbox.account;

import io.openinbox.db.Column;
import io.openinbox.db.Database;
import io.openinbox.db.Param;
import io.openinbox.platform.Platform;
import io.openinbox.platform.Receiving;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class ReceptionStore {

    private final Database database;

    ReceptionStore(Database database) {
        this.database = database;
    }

    Optional<Reception> find(Platform platform) {
        return database.sql()
                .sql("""
                        select way, address, problem, problem_since, checked_at, alive_at from reception
                        where platform = :platform
                        """)
                .param("platform", platform.name())
                .query((row, number) -> new Reception(
                        Column.word(row, "way", Receiving.Way.class),
                        row.getString("address"),
                        row.getString("problem"),
                        Column.instantOrNull(row, "problem_since"),
                        Column.instantOrNull(row, "checked_at"),
                        Column.instantOrNull(row, "alive_at")))
                .optional();
    }

    /** What was delivered before the first choice is nothing that was missed. */
    void setWay(Platform platform, Receiving.Way way, @Nullable URI address, Instant now) {
        database.sql()
                .sql("""
                        insert into reception (platform, way, address, alive_at) values (:platform, :way, :address, :now)
                        on conflict (platform) do update set way = excluded.way, address = excluded.address
                        """)
                .param("platform", platform.name())
                .param("way", Param.word(way))
                .param("address", address == null ? null : address.toString())
                .param("now", Param.time(now))
                .update();
    }

    /** Only moves forward: of two nodes that change over, the older one may be the last to write. */
    void setAlive(Platform platform, Instant at) {
        database.sql()
                .sql("update reception set alive_at = greatest(alive_at, :at) where platform = :platform")
                .param("at", Param.time(at))
                .param("platform", platform.name())
                .update();
    }

    void setChecked(Platform platform, Instant now) {
        database.sql()
                .sql("update reception set checked_at = :now where platform = :platform")
                .param("now", Param.time(now))
                .param("platform", platform.name())
                .update();
    }

    void setProblem(Platform platform, @Nullable String problem, Instant now) {
        database.sql()
                .sql("""
                        update reception
                        set problem = :problem,
                            problem_since = case
                                when cast(:problem as text) is null then null else coalesce(problem_since, :now) end
                        where platform = :platform
                        """)
                .param("now", Param.time(now))
                .param("problem", problem)
                .param("platform", platform.name())
                .update();
    }
}
