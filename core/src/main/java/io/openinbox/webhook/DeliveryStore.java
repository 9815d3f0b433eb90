package io.openinbox.webhook;

import io.openinbox.db.Column;
import io.openinbox.db.Database;
import io.openinbox.db.Param;
import io.openinbox.kernel.Cursor;
import io.openinbox.kernel.DeliveryId;
import io.openinbox.kernel.EventId;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.WebhookId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.SqlArrayValue;

final class DeliveryStore {

    private static final String SELECT = """
            select id, webhook_id, event_id, seq, type, state, attempts, next_attempt_at, created_at, finished_at
            from webhook_delivery where team_id = :team
            """;

    private final Database database;

    DeliveryStore(Database database) {
        this.database = database;
    }

    /** Newest first. */
    List<Delivery> list(
            TeamId team, WebhookId webhook, Delivery.@Nullable State state, @Nullable Cursor after, int limit) {
        return database.sql()
                .sql(SELECT + """
                         and webhook_id = :webhook
                         and (cast(:state as text) is null or state = :state)
                         and (cast(:at as timestamptz) is null or (created_at, id) < (:at, :id))
                        order by created_at desc, id desc
                        limit :limit
                        """)
                .param("team", team.value())
                .param("webhook", webhook.value())
                .param("state", state == null ? null : Param.word(state))
                .param("at", after == null ? null : Param.time(after.at()))
                .param("id", after == null ? null : after.id())
                .param("limit", limit)
                .query((row, number) -> read(row))
                .list();
    }

    Optional<Delivery> find(TeamId team, WebhookId webhook, DeliveryId delivery) {
        return database.sql()
                .sql(SELECT + " and webhook_id = :webhook and id = :id")
                .param("team", team.value())
                .param("webhook", webhook.value())
                .param("id", delivery.value())
                .query((row, number) -> read(row))
                .optional();
    }

    /** The newest first. */
    List<Attempt> attempts(TeamId team, DeliveryId delivery, int limit) {
        return database.sql()
                .sql("""
                        select number, at, duration_millis, status, error, response from webhook_attempt
                        where team_id = :team and delivery_id = :delivery order by number desc limit :limit
                        """)
                .param("team", team.value())
                .param("delivery", delivery.value())
                .param("limit", limit)
                .query((row, number) -> new Attempt(
                        row.getInt("number"),
                        Column.instant(row, "at"),
                        Duration.ofMillis(row.getLong("duration_millis")),
                        row.getObject("status", Integer.class),
                        row.getString("error"),
                        row.getString("response")))
                .list();
    }

    void restart(TeamId team, DeliveryId delivery, Instant now) {
        database.sql()
                .sql("""
                        update webhook_delivery
                        set state = 'waiting', tries = 0, next_attempt_at = :now, finished_at = null
                        where team_id = :team and id = :id
                        """)
                .param("team", team.value())
                .param("id", delivery.value())
                .param("now", Param.time(now))
                .update();
    }

    /** Somebody asks for it now: it is no longer left alone. */
    void awaken(TeamId team, WebhookId webhook) {
        database.sql()
                .sql("update webhook_lane set resting_until = null where team_id = :team and webhook_id = :webhook")
                .param("team", team.value())
                .param("webhook", webhook.value())
                .update();
    }

    /** Teams with something to deliver that nobody is delivering. */
    List<TeamId> teamsDue(Instant now) {
        return database.sql()
                .sql("""
                        select p.team_id from webhook_plan p
                        where exists (
                            select from webhook_lane l join webhook w on w.team_id = l.team_id and w.id = l.webhook_id
                            where l.team_id = p.team_id and w.enabled
                              and (l.leased_until is null or l.leased_until <= :now)
                              and (l.resting_until is null or l.resting_until <= :now)
                              and (exists (select from webhook_delivery d
                                           where d.team_id = l.team_id and d.webhook_id = l.webhook_id
                                             and d.state = 'waiting' and d.attempts = 0)
                                   or exists (select from webhook_delivery d
                                              where d.team_id = l.team_id and d.webhook_id = l.webhook_id
                                                and d.state = 'waiting' and d.attempts > 0
                                                and d.next_attempt_at <= :now)))
                        """)
                .param("now", Param.time(now))
                .query((row, number) -> new TeamId(Column.uuid(row, "team_id")))
                .list();
    }

    /** Takes lanes with something due, a batch of them, for as long as the lease. */
    List<LaneState> claimLanes(TeamId team, UUID node, Instant now, Instant until, int most) {
        return database.sql()
                .sql("""
                        with due as (
                            select l.webhook_id
                            from webhook_lane l join webhook w on w.team_id = l.team_id and w.id = l.webhook_id
                            where l.team_id = :team and w.enabled
                              and (l.leased_until is null or l.leased_until <= :now)
                              and (l.resting_until is null or l.resting_until <= :now)
                              and (exists (select from webhook_delivery d
                                           where d.team_id = l.team_id and d.webhook_id = l.webhook_id
                                             and d.state = 'waiting' and d.attempts = 0)
                                   or exists (select from webhook_delivery d
                                              where d.team_id = l.team_id and d.webhook_id = l.webhook_id
                                                and d.state = 'waiting' and d.attempts > 0
                                                and d.next_attempt_at <= :now))
                            order by l.webhook_id
                            limit :most
                            for update of l skip locked
                        )
                        update webhook_lane l set leased_by = :node, leased_until = :until
                        from due
                        where l.team_id = :team and l.webhook_id = due.webhook_id
                        returning l.webhook_id, l.failures, l.failing_since
                        """)
                .param("team", team.value())
                .param("node", node)
                .param("now", Param.time(now))
                .param("until", Param.time(until))
                .param("most", most)
                .query((row, number) -> new LaneState(
                        new WebhookId(Column.uuid(row, "webhook_id")),
                        row.getInt("failures"),
                        Column.instantOrNull(row, "failing_since"),
                        null))
                .list();
    }

    /** What is due for these lanes: of each some that were never tried, in order, and some that are to be tried again. */
    List<Due> due(TeamId team, Collection<WebhookId> lanes, Instant now, int firsts, int agains) {
        return database.sql()
                .sql("""
                        select d.id, d.webhook_id, d.event_id, d.seq, d.attempts, d.tries, d.created_at, p.payload
                        from unnest(:lanes::uuid[]) as lane (webhook_id)
                        cross join lateral (
                            (select * from webhook_delivery w
                             where w.team_id = :team and w.webhook_id = lane.webhook_id
                               and w.state = 'waiting' and w.attempts = 0
                             order by w.seq limit :firsts)
                            union all
                            (select * from webhook_delivery w
                             where w.team_id = :team and w.webhook_id = lane.webhook_id
                               and w.state = 'waiting' and w.attempts > 0 and w.next_attempt_at <= :now
                             order by w.next_attempt_at limit :agains)
                        ) d
                        left join event_payload p
                            on p.team_id = :team and p.seq = d.seq and p.api_version = d.body_form
                        """)
                .param("team", team.value())
                .param("lanes", Param.ids(lanes))
                .param("now", Param.time(now))
                .param("firsts", firsts)
                .param("agains", agains)
                .query((row, number) -> new Due(
                        new DeliveryId(Column.uuid(row, "id")),
                        new WebhookId(Column.uuid(row, "webhook_id")),
                        new EventId(Column.uuid(row, "event_id")),
                        row.getLong("seq"),
                        row.getInt("attempts"),
                        row.getInt("tries"),
                        Column.instant(row, "created_at"),
                        row.getString("payload")))
                .list();
    }

    void renew(TeamId team, UUID node, Instant until) {
        database.sql()
                .sql("update webhook_lane set leased_until = :until where team_id = :team and leased_by = :node")
                .param("team", team.value())
                .param("node", node)
                .param("until", Param.time(until))
                .update();
    }

    /** A lane that was lost to another node meanwhile stays that node's. */
    void release(TeamId team, UUID node, List<LaneState> lanes) {
        database.sql()
                .sql("""
                        update webhook_lane l
                        set leased_by = null, leased_until = null, failures = r.failures, failing_since = r.failing_since,
                            resting_until = r.resting_until
                        from unnest(:ids::uuid[], :failures::int[], :since::timestamptz[], :resting::timestamptz[])
                            as r (webhook_id, failures, failing_since, resting_until)
                        where l.team_id = :team and l.webhook_id = r.webhook_id and l.leased_by = :node
                        """)
                .param("team", team.value())
                .param("node", node)
                .param("ids", column("uuid", lanes, lane -> lane.webhook().value()))
                .param("failures", column("int", lanes, LaneState::failures))
                .param("since", column("timestamptz", lanes, lane -> Param.timeOrNull(lane.failingSince())))
                .param("resting", column("timestamptz", lanes, lane -> Param.timeOrNull(lane.restingUntil())))
                .update();
    }

    /** Writes attempts, and what became of their deliveries. */
    void record(TeamId team, List<Outcome> outcomes) {
        database.sql()
                .sql("""
                        with outcome as (
                            select * from unnest(:ids::uuid[], :numbers::int[], :tries::int[], :states::text[],
                                                 :nexts::timestamptz[], :finished::timestamptz[], :ats::timestamptz[],
                                                 :durations::int[], :statuses::int[], :errors::text[], :responses::text[])
                                as o (id, number, tries, state, next_attempt_at, finished_at, at, duration_millis, status,
                                      error, response)
                        ), moved as (
                            update webhook_delivery d
                            set attempts = o.number, tries = o.tries, state = o.state,
                                next_attempt_at = o.next_attempt_at, finished_at = o.finished_at
                            from outcome o
                            where d.team_id = :team and d.id = o.id
                            returning d.id
                        )
                        insert into webhook_attempt (team_id, delivery_id, number, at, duration_millis, status, error,
                                                     response)
                        select :team, o.id, o.number, o.at, o.duration_millis, o.status, o.error, o.response
                        from outcome o join moved on moved.id = o.id
                        where o.at is not null
                        on conflict do nothing
                        """)
                .param("team", team.value())
                .param(
                        "ids",
                        column("uuid", outcomes, outcome -> outcome.delivery().value()))
                .param("numbers", column("int", outcomes, Outcome::attempts))
                .param("tries", column("int", outcomes, Outcome::tries))
                .param("states", column("text", outcomes, outcome -> Param.word(outcome.state())))
                .param("nexts", column("timestamptz", outcomes, outcome -> Param.timeOrNull(outcome.nextAttemptAt())))
                .param("finished", column("timestamptz", outcomes, outcome -> Param.timeOrNull(outcome.finishedAt())))
                .param("ats", ofAttempts("timestamptz", outcomes, attempt -> Param.time(attempt.at())))
                .param("durations", ofAttempts("int", outcomes, attempt ->
                        (int) attempt.duration().toMillis()))
                .param("statuses", ofAttempts("int", outcomes, Attempt::status))
                .param("errors", ofAttempts("text", outcomes, Attempt::error))
                .param("responses", ofAttempts("text", outcomes, Attempt::response))
                .update();
    }

    private static SqlArrayValue ofAttempts(
            String type, List<Outcome> outcomes, Function<Attempt, @Nullable Object> value) {
        return column(type, outcomes, outcome -> {
            Attempt attempt = outcome.attempt();
            return attempt == null ? null : value.apply(attempt);
        });
    }

    private static <T> SqlArrayValue column(String type, List<T> rows, Function<T, @Nullable Object> value) {
        return new SqlArrayValue(type, rows.stream().map(value).toArray());
    }

    private static Delivery read(ResultSet row) throws SQLException {
        return new Delivery(
                new DeliveryId(Column.uuid(row, "id")),
                new WebhookId(Column.uuid(row, "webhook_id")),
                new EventId(Column.uuid(row, "event_id")),
                row.getLong("seq"),
                Column.text(row, "type"),
                Column.word(row, "state", Delivery.State.class),
                row.getInt("attempts"),
                Column.instantOrNull(row, "next_attempt_at"),
                Column.instant(row, "created_at"),
                Column.instantOrNull(row, "finished_at"));
    }

    /**
     * How an endpoint has been doing.
     *
     * @param failures one after the other
     * @param restingUntil until when it is left alone
     */
    record LaneState(
            WebhookId webhook,
            int failures,
            @Nullable Instant failingSince,
            @Nullable Instant restingUntil) {}

    /** @param body null when nothing is left of the event */
    record Due(
            DeliveryId id,
            WebhookId webhook,
            EventId event,
            long seq,
            int attempts,
            int tries,
            Instant createdAt,
            @Nullable String body) {

        boolean isFirst() {
            return attempts == 0;
        }
    }

    /** @param attempt null when none could be made */
    record Outcome(
            DeliveryId delivery,
            @Nullable Attempt attempt,
            int attempts,
            int tries,
            Delivery.State state,
            @Nullable Instant nextAttemptAt,
            @Nullable Instant finishedAt) {}
}
