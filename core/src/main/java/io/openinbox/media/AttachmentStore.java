package io.openinbox.media;

import io.openinbox.db.ArrayParams;
import io.openinbox.db.Column;
import io.openinbox.db.Database;
import io.openinbox.db.DueStore;
import io.openinbox.db.Param;
import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.TeamId;
import io.openinbox.platform.Attached;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

final class AttachmentStore {

    private static final String QUEUE = "media";

    private final Database database;
    private final DueStore due;

    AttachmentStore(Database database) {
        this.database = database;
        this.due = new DueStore(database);
    }

    /** What hangs on messages of this transaction, as far as they were written by it. */
    void insert(TeamId team, List<NewAttachment> attachments, Instant now) {
        database.jdbc().update(connection -> {
            PreparedStatement statement = connection.prepareStatement("""
                            with added as (
                                insert into attachment (
                                    team_id, message_id, position, kind, status, source, poster_source, file_name, width,
                                    height, duration_millis, alt, card_url, card_title, card_description, card_domain,
                                    next_at, problem, created_at)
                                select ?, a.message_id, a.position, a.kind,
                                       case when a.kind = 'card' then 'ready' when a.source is null then 'failed'
                                            else 'pending' end,
                                       a.source, a.poster_source, a.file_name, a.width, a.height, a.duration_millis, a.alt,
                                       a.card_url, a.card_title, a.card_description, a.card_domain,
                                       case when a.source is not null then n.now end,
                                       case when a.source is null and a.kind <> 'card'
                                            then 'the platform does not say where it is' end,
                                       n.now
                                from unnest(?::uuid[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int[],
                                            ?::int[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                                    as a (message_id, position, kind, source, poster_source, file_name, width, height,
                                          duration_millis, alt, card_url, card_title, card_description, card_domain),
                                     (select ?::timestamptz as now) n
                                where exists (select from message m where m.team_id = ? and m.id = a.message_id)
                                on conflict do nothing
                                returning team_id, message_id, next_at)
                            insert into due (queue, due_at, team_id, ref)
                            select 'media', next_at, team_id, message_id from added where next_at is not null
                            on conflict do nothing
                            """);
            var params = new ArrayParams(statement).value(team.value());
            params.column("uuid", attachments, row -> row.messageId().value())
                    .column("int4", attachments, NewAttachment::index)
                    .column(
                            "text",
                            attachments,
                            row -> Param.word(row.attached().kind()))
                    .column("text", attachments, row -> row.attached().source())
                    .column("text", attachments, row -> row.attached().posterSource())
                    .column("text", attachments, row -> row.attached().fileName())
                    .column("int4", attachments, row -> size(row.attached().width()))
                    .column("int4", attachments, row -> size(row.attached().height()))
                    .column("int8", attachments, row -> row.attached().durationMillis())
                    .column("text", attachments, row -> row.attached().alt())
                    .column("text", attachments, row -> card(row, Attached.Card::url))
                    .column("text", attachments, row -> card(row, Attached.Card::title))
                    .column("text", attachments, row -> card(row, Attached.Card::description))
                    .column("text", attachments, row -> card(row, Attached.Card::domain));
            params.value(Param.time(now)).value(team.value());
            return statement;
        });
    }

    /** Of these messages, in their order within each. */
    List<Attachment> ofMessages(TeamId team, Collection<MessageId> messages) {
        return database.sql()
                .sql("""
                        select message_id, position, kind, status, file_name, width, height, duration_millis, alt,
                               content_type, bytes, sha256, poster_type, poster_bytes, poster_sha256, poster_width,
                               poster_height, card_url, card_title, card_description, card_domain
                        from attachment
                        where team_id = :team and message_id = any(:messages)
                        order by message_id, position
                        """)
                .param("team", team.value())
                .param("messages", Param.ids(messages))
                .query(AttachmentStore::read)
                .list();
    }

    List<TeamId> teamsDue(Instant now) {
        return due.teams(QUEUE, now);
    }

    /** Takes a team's due content for this node until the lease ends. */
    List<DueAttachment> claim(TeamId team, Instant now, Instant leaseUntil, int most) {
        UUID lease = UUID.randomUUID();
        due.removeAll(QUEUE, now, team);
        List<DueAttachment> claimed = database.sql()
                .sql("""
                        update attachment a set status = 'processing', lease = :lease, next_at = :leaseUntil
                        from (select message_id, position from attachment
                              where team_id = :team and next_at <= :now
                              order by next_at, message_id, position
                              limit :most
                              for update skip locked) c
                        join message m on m.team_id = :team and m.id = c.message_id
                        where a.team_id = :team and a.message_id = c.message_id and a.position = c.position
                        returning a.message_id, a.position, m.account_link_id, m.platform_id, a.source, a.poster_source,
                                  a.attempts, a.lease
                        """)
                .param("lease", lease)
                .param("leaseUntil", Param.time(leaseUntil))
                .param("team", team.value())
                .param("now", Param.time(now))
                .param("most", most)
                .query((row, number) -> new DueAttachment(
                        new MessageId(Column.uuid(row, "message_id")),
                        row.getInt("position"),
                        new AccountLinkId(Column.uuid(row, "account_link_id")),
                        Column.text(row, "platform_id"),
                        Column.text(row, "source"),
                        row.getString("poster_source"),
                        row.getInt("attempts"),
                        Column.uuid(row, "lease")))
                .list();
        claimed.forEach(
                content -> due.add(QUEUE, leaseUntil, team, content.messageId().value()));
        if (claimed.size() == most) {
            due.add(QUEUE, now, team, lease);
        }
        return claimed;
    }

    void ready(
            TeamId team,
            DueAttachment claimed,
            Attachment.Content content,
            @Nullable ImageSize size,
            Attachment.@Nullable Poster poster) {
        database.sql()
                .sql("""
                        update attachment set status = 'ready', lease = null, next_at = null, problem = null,
                               content_type = :type, bytes = :bytes, sha256 = :sha256,
                               width = coalesce(:width::int, width), height = coalesce(:height::int, height),
                               poster_type = :posterType, poster_bytes = :posterBytes::bigint,
                               poster_sha256 = :posterSha256::bytea,
                               poster_width = :posterWidth::int, poster_height = :posterHeight::int
                        where team_id = :team and message_id = :message and position = :position and lease = :lease
                        """)
                .param("type", content.type())
                .param("bytes", content.bytes())
                .param("sha256", HexFormat.of().parseHex(content.sha256()))
                .param("width", size == null ? null : size.width())
                .param("height", size == null ? null : size.height())
                .param("posterType", poster == null ? null : poster.content().type())
                .param("posterBytes", poster == null ? null : poster.content().bytes())
                .param(
                        "posterSha256",
                        poster == null
                                ? null
                                : HexFormat.of().parseHex(poster.content().sha256()))
                .param("posterWidth", poster == null ? null : poster.width())
                .param("posterHeight", poster == null ? null : poster.height())
                .param("team", team.value())
                .param("message", claimed.messageId().value())
                .param("position", claimed.index())
                .param("lease", claimed.lease())
                .update();
    }

    void failed(TeamId team, DueAttachment claimed, String problem) {
        database.sql()
                .sql("""
                        update attachment set status = 'failed', lease = null, next_at = null, problem = :problem,
                               attempts = attempts + 1
                        where team_id = :team and message_id = :message and position = :position and lease = :lease
                        """)
                .param("problem", problem)
                .param("team", team.value())
                .param("message", claimed.messageId().value())
                .param("position", claimed.index())
                .param("lease", claimed.lease())
                .update();
    }

    /** @param attempts how many have failed now */
    void postpone(TeamId team, DueAttachment claimed, Instant until, int attempts, String problem) {
        int changed = database.sql()
                .sql("""
                        update attachment set status = 'pending', lease = null, next_at = :until, problem = :problem,
                               attempts = :attempts
                        where team_id = :team and message_id = :message and position = :position and lease = :lease
                        """)
                .param("until", Param.time(until))
                .param("problem", problem)
                .param("attempts", attempts)
                .param("team", team.value())
                .param("message", claimed.messageId().value())
                .param("position", claimed.index())
                .param("lease", claimed.lease())
                .update();
        if (changed == 1) {
            due.add(QUEUE, until, team, claimed.messageId().value());
        }
    }

    private static @Nullable Object card(NewAttachment row, Function<Attached.Card, @Nullable String> field) {
        Attached.Card card = row.attached().card();
        return card == null ? null : field.apply(card);
    }

    /** A size no picture has is not said. */
    private static @Nullable Integer size(@Nullable Long said) {
        return said == null || said <= 0 || said > Integer.MAX_VALUE ? null : said.intValue();
    }

    private static Attachment read(ResultSet row, int number) throws SQLException {
        byte[] posterHash = row.getBytes("poster_sha256");
        String cardUrl = row.getString("card_url");
        return new Attachment(
                new MessageId(Column.uuid(row, "message_id")),
                row.getInt("position"),
                Column.word(row, "kind", Attached.Kind.class),
                Column.word(row, "status", Attachment.Status.class),
                content(row.getBytes("sha256"), row.getString("content_type"), row.getLong("bytes")),
                row.getString("file_name"),
                integerOrNull(row, "width"),
                integerOrNull(row, "height"),
                Column.longOrNull(row, "duration_millis"),
                row.getString("alt"),
                poster(row, posterHash),
                cardUrl == null
                        ? null
                        : new Attached.Card(
                                cardUrl,
                                row.getString("card_title"),
                                row.getString("card_description"),
                                row.getString("card_domain")));
    }

    private static Attachment.@Nullable Poster poster(ResultSet row, byte @Nullable [] hash) throws SQLException {
        Attachment.Content content = content(hash, row.getString("poster_type"), row.getLong("poster_bytes"));
        return content == null
                ? null
                : new Attachment.Poster(
                        content, integerOrNull(row, "poster_width"), integerOrNull(row, "poster_height"));
    }

    private static Attachment.@Nullable Content content(byte @Nullable [] hash, @Nullable String type, long bytes) {
        return hash == null || type == null
                ? null
                : new Attachment.Content(HexFormat.of().formatHex(hash), type, bytes);
    }

    private static @Nullable Integer integerOrNull(ResultSet row, String name) throws SQLException {
        Long value = Column.longOrNull(row, name);
        return value == null ? null : value.intValue();
    }
}
