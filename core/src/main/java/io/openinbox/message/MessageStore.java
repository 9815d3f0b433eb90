package io.openinbox.message;

import io.openinbox.db.Column;
import io.openinbox.db.Database;
import io.openinbox.db.Param;
import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.ContactId;
import io.openinbox.kernel.Cursor;
import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.ProfileId;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.ThreadId;
import io.openinbox.kernel.TokenId;
import io.openinbox.kernel.UserId;
import io.openinbox.platform.Direction;
import io.openinbox.platform.Forward;
import io.openinbox.platform.Platform;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class MessageStore {

    private static final String SELECT = """
            select m.id, m.thread_id, m.account_link_id, t.profile_id, t.contact_id, t.platform, m.platform_id, m.direction,
                   m.origin, m.state, m.content, m.user_id, m.member_id, m.token_id, m.agent, m.entities, m.attachment,
                   m.encrypted, m.created_at, m.edited_at, m.deleted_at, m.platform_deleted_at, m.reply_platform_id,
                   m.reply_content, m.reply_author_name, m.forwarded, m.forward_content, m.reactions_version,
                   case when m.reply_platform_id is not null then (
                       select q.id from message q
                       where q.team_id = m.team_id and q.account_link_id = m.account_link_id
                         and q.platform_id = m.reply_platform_id and q.thread_id = m.thread_id) end as reply_to_id,
                   case when m.reactions_version > 0 then (
                       select array_agg(array[r.emoji, r.author, r.author_platform_id, r.platform_time::text,
                                              (extract(epoch from r.changed_at) * 1000)::bigint::text]
                                        order by r.changed_at, r.author_platform_id)
                       from reaction r
                       where r.team_id = m.team_id and r.message_id = m.id and r.emoji is not null) end as reactions
            """;

    private final Database database;

    MessageStore(Database database) {
        this.database = database;
    }

    LinkActivity lastActivity(TeamId team, AccountLinkId link) {
        return database.sql()
                .sql("""
                        select (select max(last_message_at) from thread
                                where team_id = :team and account_link_id = :link) as message_at,
                               (select max(started_at) from send
                                where team_id = :team and account_link_id = :link) as send_at
                        """)
                .param("team", team.value())
                .param("link", link.value())
                .query((row, number) ->
                        new LinkActivity(Column.instantOrNull(row, "message_at"), Column.instantOrNull(row, "send_at")))
                .single();
    }

    List<Message> list(TeamId team, ThreadId thread, boolean ascending, @Nullable Cursor after, int rows) {
        String order = ascending ? "asc" : "desc";
        // The limit stands in the text: the planner expects far too many rows of a parameter.
        return database.sql()
                .sql(SELECT + """
                        from (select * from message
                              where team_id = :team and thread_id = :thread and state in ('sent', 'unconfirmed')
                                and (created_at, id) %1$s (:at::timestamptz, :id)
                              order by created_at %2$s, id %2$s
                              limit %3$d) m
                        join thread t on t.team_id = m.team_id and t.id = m.thread_id
                        order by m.created_at %2$s, m.id %2$s
                        """.formatted(ascending ? ">" : "<", order, rows))
                .param("team", team.value())
                .param("thread", thread.value())
                .param(
                        "at",
                        after == null ? (ascending ? OffsetDateTime.MIN : OffsetDateTime.MAX) : Param.time(after.at()))
                .param("id", after == null ? (ascending ? new UUID(0, 0) : new UUID(-1, -1)) : after.id())
                .query(MessageStore::read)
                .list();
    }

    List<Message> getAll(TeamId team, Collection<MessageId> ids) {
        return database.sql()
                .sql(SELECT + """
                        from message m join thread t on t.team_id = m.team_id and t.id = m.thread_id
                        where m.team_id = :team and m.id = any(:ids)
                        """)
                .param("team", team.value())
                .param("ids", Param.ids(ids))
                .query(MessageStore::read)
                .list();
    }

    Message get(TeamId team, MessageId id) {
        return getAll(team, List.of(id)).getFirst();
    }

    /** A message that stands in the thread's list. */
    boolean isListed(TeamId team, ThreadId thread, MessageId id) {
        return database.sql()
                .sql("""
                        select exists (select from message
                                       where team_id = :team and id = :id and thread_id = :thread
                                         and state in ('sent', 'unconfirmed'))
                        """)
                .param("team", team.value())
                .param("id", id.value())
                .param("thread", thread.value())
                .query(Boolean.class)
                .single();
    }

    Optional<Message> findByPlatformId(TeamId team, AccountLinkId link, String platformId) {
        return database.sql()
                .sql(SELECT + """
                        from message m join thread t on t.team_id = m.team_id and t.id = m.thread_id
                        where m.team_id = :team and m.account_link_id = :link and m.platform_id = :platformId
                        """)
                .param("team", team.value())
                .param("link", link.value())
                .param("platformId", platformId)
                .query(MessageStore::read)
                .optional();
    }

    /** Which of these the account link has a message for. */
    Set<String> knownPlatformIds(TeamId team, AccountLinkId link, Collection<String> platformIds) {
        return Set.copyOf(database.sql()
                .sql("""
                        select platform_id from message
                        where team_id = :team and account_link_id = :link and platform_id = any(:ids)
                        """)
                .param("team", team.value())
                .param("link", link.value())
                .param("ids", Param.texts(platformIds))
                .query(String.class)
                .list());
    }

    /** The time of the latest message, up to a moment, that came from the platform to an account. */
    Optional<Instant> lastDelivered(TeamId team, AccountLinkId link, Instant until) {
        return database.sql()
                .sql("""
                        select max(m.created_at) as last
                        from thread t
                        cross join lateral (
                            select created_at from message
                            where team_id = t.team_id and thread_id = t.id and state in ('sent', 'unconfirmed')
                              and origin = 'external' and created_at <= :until
                            order by created_at desc
                            limit 1) m
                        where t.team_id = :team and t.account_link_id = :link
                        """)
                .param("until", Param.time(until))
                .param("team", team.value())
                .param("link", link.value())
                .query((row, number) -> Optional.ofNullable(Column.instantOrNull(row, "last")))
                .single();
    }

    void delete(TeamId team, MessageId id) {
        database.sql()
                .sql("delete from message where team_id = :team and id = :id")
                .param("team", team.value())
                .param("id", id.value())
                .update();
    }

    private static Message read(ResultSet row, int number) throws SQLException {
        return new Message(
                new MessageId(Column.uuid(row, "id")),
                new ThreadId(Column.uuid(row, "thread_id")),
                new AccountLinkId(Column.uuid(row, "account_link_id")),
                new ProfileId(Column.uuid(row, "profile_id")),
                new ContactId(Column.uuid(row, "contact_id")),
                new Platform(Column.text(row, "platform")),
                row.getString("platform_id"),
                Column.word(row, "direction", Direction.class),
                Column.word(row, "origin", Message.Origin.class),
                Column.word(row, "state", Message.State.class),
                Column.text(row, "content"),
                readSentBy(row),
                row.getString("entities"),
                row.getString("attachment"),
                readReply(row),
                row.getBoolean("forwarded") ? new Forward(row.getString("forward_content")) : null,
                readReactions(row),
                row.getInt("reactions_version"),
                row.getBoolean("encrypted"),
                Column.instant(row, "created_at"),
                Column.instantOrNull(row, "edited_at"),
                Column.instantOrNull(row, "deleted_at"),
                Column.instantOrNull(row, "platform_deleted_at"));
    }

    private static @Nullable Actor readSentBy(ResultSet row) throws SQLException {
        UUID user = Column.uuidOrNull(row, "user_id");
        if (user == null) {
            return null;
        }
        UUID member = Column.uuidOrNull(row, "member_id");
        UUID token = Column.uuidOrNull(row, "token_id");
        return new Actor(
                new UserId(user),
                Column.word(row, "origin", Message.Origin.class),
                member == null ? null : new MemberId(member),
                token == null ? null : new TokenId(token),
                row.getString("agent"));
    }

    private static @Nullable Reply readReply(ResultSet row) throws SQLException {
        String content = row.getString("reply_content");
        if (content == null) {
            return null;
        }
        UUID quoted = Column.uuidOrNull(row, "reply_to_id");
        return new Reply(
                quoted == null ? null : new MessageId(quoted),
                row.getString("reply_platform_id"),
                content,
                row.getString("reply_author_name"));
    }

    private static List<Reaction> readReactions(ResultSet row) throws SQLException {
        Array array = row.getArray("reactions");
        return array == null
                ? List.of()
                : Stream.of((String[][]) array.getArray())
                        .map(MessageStore::readReaction)
                        .toList();
    }

    private static Reaction readReaction(String[] values) {
        Instant changedAt = Instant.ofEpochMilli(Long.parseLong(values[4]));
        return new Reaction(
                values[0],
                Reaction.Author.valueOf(values[1].toUpperCase(Locale.ROOT)),
                values[2],
                Boolean.parseBoolean(values[3]) ? changedAt : null,
                changedAt);
    }
}
