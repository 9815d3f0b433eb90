package io.openinbox.privacy;

import io.openinbox.db.Column;
import io.openinbox.db.Database;
import io.openinbox.db.Param;
import io.openinbox.kernel.TeamId;
import java.time.Instant;
import java.util.List;

final class RetentionStore {

    private final Database database;

    RetentionStore(Database database) {
        this.database = database;
    }

    List<TeamId> teams() {
        return database.sql()
                .sql("select team_id from team")
                .query((row, number) -> new TeamId(Column.uuid(row, "team_id")))
                .list();
    }

    void deleteExpiredSignIns(Instant now) {
        database.sql()
                .sql("delete from session where expires_at <= :now")
                .param("now", Param.time(now))
                .update();
        database.sql()
                .sql("delete from one_time_secret where expires_at <= :now")
                .param("now", Param.time(now))
                .update();
    }

    /** Numbers rise with time: only the log's beginning is looked at. */
    int deleteEvents(TeamId team, Instant before, int slice) {
        return database.sql()
                .sql("""
                        delete from event e
                        using (select seq, created_at from event where team_id = :team order by seq limit :slice) oldest
                        where e.team_id = :team and e.seq = oldest.seq and oldest.created_at < :before
                        """)
                .param("team", team.value())
                .param("before", Param.time(before))
                .param("slice", slice)
                .update();
    }

    /** Of every webhook what is too old, and of those that were deleted everything. */
    int deleteDeliveries(TeamId team, Instant before, int slice) {
        return database.sql()
                .sql("""
                        delete from webhook_delivery d
                        using (select old.id
                               from webhook w
                               cross join lateral (
                                   select o.id from webhook_delivery o
                                   where o.team_id = :team and o.webhook_id = w.id
                                     and (o.created_at < :before or w.deleted_at is not null)
                                   order by o.created_at limit :slice) old
                               where w.team_id = :team
                               limit :slice) gone
                        where d.team_id = :team and d.id = gone.id
                        """)
                .param("team", team.value())
                .param("before", Param.time(before))
                .param("slice", slice)
                .update();
    }

    void deleteRemovedWebhooks(TeamId team) {
        database.sql().sql("""
                        delete from webhook w
                        where w.team_id = :team and w.deleted_at is not null
                          and not exists (select from webhook_delivery d
                                          where d.team_id = :team and d.webhook_id = w.id)
                        """).param("team", team.value()).update();
    }

    int deleteKeys(TeamId team, Instant before, int slice) {
        return database.sql()
                .sql("""
                        delete from idempotency_key k
                        using (select key from idempotency_key
                               where team_id = :team and created_at <= :before limit :slice) old
                        where k.team_id = :team and k.key = old.key and k.created_at <= :before
                        """)
                .param("team", team.value())
                .param("before", Param.time(before))
                .param("slice", slice)
                .update();
    }
}
