package io.openinbox.webhook;

import io.openinbox.db.Column;
import io.openinbox.db.Database;
import io.openinbox.db.Param;
import io.openinbox.kernel.Cursor;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.WebhookId;
import io.openinbox.webhook.Webhook.DisabledReason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class WebhookStore {

    private static final String SELECT = """
            select w.id, w.url, w.api_version, w.event_types, w.v1_x_name, w.enabled, w.disabled_reason, w.disabled_at,
                   l.failing_since, w.created_at, w.updated_at, w.from_seq, w.secret, w.previous_secret,
                   w.previous_secret_until
            from webhook w join webhook_lane l on l.team_id = w.team_id and l.webhook_id = w.id
            where w.team_id = :team and w.deleted_at is null
            """;

    private final Database database;

    WebhookStore(Database database) {
        this.database = database;
    }

    List<Webhook> list(TeamId team, @Nullable Cursor after, int limit) {
        return database.sql()
                .sql(SELECT + """
                         and (cast(:at as timestamptz) is null or (w.created_at, w.id) > (:at, :id))
                        order by w.created_at, w.id
                        limit :limit
                        """)
                .param("team", team.value())
                .param("at", after == null ? null : Param.time(after.at()))
                .param("id", after == null ? null : after.id())
                .param("limit", limit)
                .query((row, number) -> read(row))
                .list();
    }

    Optional<Stored> find(TeamId team, WebhookId webhook) {
        return database.sql()
                .sql(SELECT + " and w.id = :id")
                .param("team", team.value())
                .param("id", webhook.value())
                .query((row, number) -> readStored(row))
                .optional();
    }

    List<Stored> enabled(TeamId team) {
        return database.sql()
                .sql(SELECT + " and w.enabled order by w.id")
                .param("team", team.value())
                .query((row, number) -> readStored(row))
                .list();
    }

    int count(TeamId team) {
        return database.sql()
                .sql("select count(*) from webhook where team_id = :team and deleted_at is null")
                .param("team", team.value())
                .query(Integer.class)
                .single();
    }

    /** Whoever creates a webhook first makes its team one that is planned. */
    void insert(TeamId team, Webhook webhook, byte[] secret) {
        database.sql().sql("""
                        insert into webhook_plan (team_id, planned_seq)
                        select team_id, last_seq from event_counter where team_id = :team
                        on conflict do nothing
                        """).param("team", team.value()).update();
        database.sql()
                .sql("""
                        insert into webhook (team_id, id, url, api_version, event_types, v1_x_name, enabled, from_seq, secret,
                                             created_at, updated_at)
                        select team_id, :id, :url, :version, :types, :xName, :enabled, last_seq, :secret, :now, :now
                        from event_counter where team_id = :team
                        """)
                .param("team", team.value())
                .param("id", webhook.id().value())
                .param("url", webhook.url())
                .param("version", webhook.apiVersion().text())
                .param("types", Param.texts(webhook.eventTypes()))
                .param("xName", webhook.v1XName())
                .param("enabled", webhook.enabled())
                .param("secret", secret)
                .param("now", Param.time(webhook.createdAt()))
                .update();
        database.sql()
                .sql("insert into webhook_lane (team_id, webhook_id) values (:team, :id)")
                .param("team", team.value())
                .param("id", webhook.id().value())
                .update();
    }

    void update(TeamId team, Webhook webhook, Instant now) {
        database.sql()
                .sql("""
                        update webhook
                        set url = :url, api_version = :version, event_types = :types, v1_x_name = :xName, updated_at = :now
                        where team_id = :team and id = :id
                        """)
                .param("team", team.value())
                .param("id", webhook.id().value())
                .param("url", webhook.url())
                .param("version", webhook.apiVersion().text())
                .param("types", Param.texts(webhook.eventTypes()))
                .param("xName", webhook.v1XName())
                .param("now", Param.time(now))
                .update();
    }

    /** What happened while it was disabled is not sent, unless it is asked for. */
    void enable(TeamId team, WebhookId webhook, Instant now) {
        database.sql()
                .sql("""
                        update webhook w
                        set enabled = true, disabled_reason = null, disabled_at = null, from_seq = c.last_seq,
                            updated_at = :now
                        from event_counter c
                        where w.team_id = :team and w.id = :id and not w.enabled and c.team_id = :team
                        """)
                .param("team", team.value())
                .param("id", webhook.value())
                .param("now", Param.time(now))
                .update();
        database.sql()
                .sql("""
                        update webhook_lane set failures = 0, failing_since = null, resting_until = null
                        where team_id = :team and webhook_id = :id
                        """)
                .param("team", team.value())
                .param("id", webhook.value())
                .update();
    }

    /** @return whether it was enabled until now */
    boolean disable(TeamId team, WebhookId webhook, @Nullable DisabledReason reason, Instant now) {
        return database.sql()
                        .sql("""
                                update webhook
                                set enabled = false, disabled_reason = :reason, disabled_at = :now, updated_at = :now
                                where team_id = :team and id = :id and enabled and deleted_at is null
                                """)
                        .param("team", team.value())
                        .param("id", webhook.value())
                        .param("reason", reason == null ? null : Param.word(reason))
                        .param("now", Param.time(now))
                        .update()
                > 0;
    }

    void delete(TeamId team, WebhookId webhook, Instant now) {
        database.sql()
                .sql("""
                        update webhook set enabled = false, deleted_at = :now
                        where team_id = :team and id = :id and deleted_at is null
                        """)
                .param("team", team.value())
                .param("id", webhook.value())
                .param("now", Param.time(now))
                .update();
    }

    void rotate(TeamId team, WebhookId webhook, byte[] secret, Instant previousUntil, Instant now) {
        database.sql()
                .sql("""
                        update webhook
                        set previous_secret = secret, previous_secret_until = :until, secret = :secret, updated_at = :now
                        where team_id = :team and id = :id
                        """)
                .param("team", team.value())
                .param("id", webhook.value())
                .param("secret", secret)
                .param("until", Param.time(previousUntil))
                .param("now", Param.time(now))
                .update();
    }

    private static Stored readStored(ResultSet row) throws SQLException {
        return new Stored(
                read(row),
                row.getLong("from_seq"),
                row.getBytes("secret"),
                row.getBytes("previous_secret"),
                Column.instantOrNull(row, "previous_secret_until"));
    }

    private static Webhook read(ResultSet row) throws SQLException {
        String reason = row.getString("disabled_reason");
        return new Webhook(
                new WebhookId(Column.uuid(row, "id")),
                Column.text(row, "url"),
                ApiVersion.of(Column.text(row, "api_version")).orElseThrow(),
                List.of((String[]) row.getArray("event_types").getArray()),
                row.getString("v1_x_name"),
                row.getBoolean("enabled"),
                reason == null ? null : DisabledReason.valueOf(reason.toUpperCase(Locale.ROOT)),
                Column.instantOrNull(row, "disabled_at"),
                Column.instantOrNull(row, "failing_since"),
                Column.instant(row, "created_at"),
                Column.instant(row, "updated_at"));
    }

    /**
     * A webhook with what nobody is shown.
     *
     * @param fromSeq events up to this one are not its
     */
    @SuppressWarnings("ArrayRecordComponent") // nothing compares them
    record Stored(
            Webhook webhook,
            long fromSeq,
            byte[] secret,
            byte @Nullable [] previousSecret,
            @Nullable Instant previousSecretUntil) {

        /** The same, with another start. */
        Stored from(long seq) {
            return new Stored(webhook, seq, secret, previousSecret, previousSecretUntil);
        }
    }
}
