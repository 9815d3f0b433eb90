package io.openinbox.webhook;

import io.openinbox.db.Column;
import io.openinbox.db.Database;
import io.openinbox.db.Param;
import io.openinbox.event.Event;
import io.openinbox.kernel.DeliveryId;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.WebhookId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.jdbc.support.SqlArrayValue;

final class PlanStore {

    private final Database database;

    PlanStore(Database database) {
        this.database = database;
    }

    /** Every team that has, or had, a webhook. */
    Set<TeamId> teams() {
        return Set.copyOf(database.sql()
                .sql("select team_id from webhook_plan")
                .query((row, number) -> new TeamId(Column.uuid(row, "team_id")))
                .list());
    }

    /** Those whose log has grown since it was planned, or who have asked for something again. */
    List<TeamId> teamsBehind() {
        return database.sql()
                .sql("""
                        select p.team_id from webhook_plan p join event_counter c on c.team_id = p.team_id
                        where c.last_seq > p.planned_seq
                           or exists (select from webhook_replay r where r.team_id = p.team_id)
                        """)
                .query((row, number) -> new TeamId(Column.uuid(row, "team_id")))
                .list();
    }

    /** Waits for whoever plans the team now. */
    Optional<Long> lock(TeamId team) {
        return database.sql()
                .sql("select planned_seq from webhook_plan where team_id = :team for update")
                .param("team", team.value())
                .query(Long.class)
                .optional();
    }

    void planned(TeamId team, long seq) {
        database.sql()
                .sql("update webhook_plan set planned_seq = :seq where team_id = :team")
                .param("team", team.value())
                .param("seq", seq)
                .update();
    }

    void insert(TeamId team, List<Planned> deliveries, Instant now) {
        write(team, deliveries, now, "on conflict (team_id, webhook_id, seq) do nothing");
    }

    /** Those that are there and finished begin anew. */
    void insertOrRestart(TeamId team, List<Planned> deliveries, Instant now) {
        write(team, deliveries, now, """
                on conflict (team_id, webhook_id, seq) do update
                set state = 'waiting', tries = 0, next_attempt_at = excluded.next_attempt_at, finished_at = null
                where d.state <> 'waiting'
                """);
    }

    private void write(TeamId team, List<Planned> deliveries, Instant now, String onConflict) {
        database.sql()
                .sql("""
                        insert into webhook_delivery as d (team_id, id, webhook_id, seq, event_id, type, body_form, state,
                                                           next_attempt_at, created_at)
                        select :team, id, webhook_id, seq, event_id, type, body_form, 'waiting', :now, :now
                        from unnest(:ids::uuid[], :webhooks::uuid[], :seqs::bigint[], :events::uuid[], :types::text[],
                                    :forms::text[])
                            as planned (id, webhook_id, seq, event_id, type, body_form)
                        """ + onConflict)
                .param("team", team.value())
                .param("now", Param.time(now))
                .param(
                        "ids",
                        column("uuid", deliveries, planned -> DeliveryId.next().value()))
                .param(
                        "webhooks",
                        column("uuid", deliveries, planned -> planned.webhook().value()))
                .param(
                        "seqs",
                        column("bigint", deliveries, planned -> planned.event().seq()))
                .param(
                        "events",
                        column(
                                "uuid",
                                deliveries,
                                planned -> planned.event().id().value()))
                .param("types", column("text", deliveries, Planned::type))
                .param("forms", column("text", deliveries, Planned::form))
                .update();
    }

    void insertReplay(TeamId team, Replay replay) {
        database.sql()
                .sql("""
                        insert into webhook_replay as r (team_id, webhook_id, failed_only, after_seq, until_seq)
                        values (:team, :webhook, :failedOnly, :after, :until)
                        on conflict (team_id, webhook_id, failed_only) do update
                        set after_seq = least(r.after_seq, excluded.after_seq),
                            until_seq = greatest(r.until_seq, excluded.until_seq)
                        """)
                .param("team", team.value())
                .param("webhook", replay.webhook().value())
                .param("failedOnly", replay.failedOnly())
                .param("after", replay.afterSeq())
                .param("until", replay.untilSeq())
                .update();
    }

    Optional<Replay> nextReplay(TeamId team) {
        return database.sql()
                .sql("""
                        select webhook_id, failed_only, after_seq, until_seq from webhook_replay
                        where team_id = :team order by webhook_id, failed_only limit 1
                        """)
                .param("team", team.value())
                .query((row, number) -> new Replay(
                        new WebhookId(Column.uuid(row, "webhook_id")),
                        row.getBoolean("failed_only"),
                        row.getLong("after_seq"),
                        row.getLong("until_seq")))
                .optional();
    }

    void moveReplay(TeamId team, Replay replay, long afterSeq) {
        database.sql()
                .sql("""
                        update webhook_replay set after_seq = :after
                        where team_id = :team and webhook_id = :webhook and failed_only = :failedOnly
                        """)
                .param("team", team.value())
                .param("webhook", replay.webhook().value())
                .param("failedOnly", replay.failedOnly())
                .param("after", afterSeq)
                .update();
    }

    void deleteReplay(TeamId team, Replay replay) {
        database.sql()
                .sql("""
                        delete from webhook_replay
                        where team_id = :team and webhook_id = :webhook and failed_only = :failedOnly
                        """)
                .param("team", team.value())
                .param("webhook", replay.webhook().value())
                .param("failedOnly", replay.failedOnly())
                .update();
    }

    /** @return how many failed deliveries began anew, no more than a slice */
    int restartFailed(TeamId team, Replay replay, Instant now, int slice) {
        return database.sql()
                .sql("""
                        update webhook_delivery d
                        set state = 'waiting', tries = 0, next_attempt_at = :now, finished_at = null
                        from (select id from webhook_delivery
                              where team_id = :team and webhook_id = :webhook and state = 'failed'
                                and seq > :after and seq <= :until
                              order by seq limit :slice) failed
                        where d.team_id = :team and d.id = failed.id
                        """)
                .param("team", team.value())
                .param("webhook", replay.webhook().value())
                .param("after", replay.afterSeq())
                .param("until", replay.untilSeq())
                .param("now", Param.time(now))
                .param("slice", slice)
                .update();
    }

    /** Whether an event happened before a time. */
    boolean isBefore(TeamId team, long seq, Instant time) {
        return database.sql()
                .sql("""
                        select coalesce((select created_at < :time from event where team_id = :team and seq >= :seq
                                         order by seq limit 1), false)
                        """)
                .param("team", team.value())
                .param("seq", seq)
                .param("time", Param.time(time))
                .query(Boolean.class)
                .single();
    }

    private static SqlArrayValue column(String type, List<Planned> rows, Function<Planned, Object> value) {
        return new SqlArrayValue(type, rows.stream().map(value).toArray());
    }

    record Planned(WebhookId webhook, Event event, String type, String form) {}

    /**
     * @param failedOnly of the deliveries there are only the failed ones; otherwise every event, delivered before or not
     * @param untilSeq the last event when it was asked for
     */
    record Replay(WebhookId webhook, boolean failedOnly, long afterSeq, long untilSeq) {}
}
