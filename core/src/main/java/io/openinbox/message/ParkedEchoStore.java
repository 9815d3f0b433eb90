package io.openinbox.message;

import io.openinbox.db.ArrayParams;
import io.openinbox.db.Column;
import io.openinbox.db.Database;
import io.openinbox.db.DueStore;
import io.openinbox.db.Param;
import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.TeamId;
import io.openinbox.platform.Direction;
import io.openinbox.platform.Forward;
import io.openinbox.platform.Inbound;
import io.openinbox.platform.Platform;
import io.openinbox.platform.Quote;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Outbound deliveries that wait for a send's fate, and the queue that makes sure none waits for ever. */
final class ParkedEchoStore {

    private static final String QUEUE = "echo";

    private final Database database;
    private final DueStore due;

    ParkedEchoStore(Database database) {
        this.database = database;
        this.due = new DueStore(database);
    }

    void insert(TeamId team, List<IncomingMessage> echoes, Instant now, Instant settleAt) {
        database.jdbc().update(connection -> {
            PreparedStatement statement = connection.prepareStatement("""
                    insert into parked_echo (
                        team_id, account_link_id, platform_id, person_platform_id, conversation_platform_id, content,
                        encrypted, entities, attachment, sent_at, reply_platform_id, reply_content, reply_author_name,
                        forwarded, forward_content, parked_at)
                    select ?, echo.*, ?
                    from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::boolean[], ?::text[], ?::text[],
                                ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::boolean[], ?::text[]) echo
                    on conflict do nothing
                    """);
            new ArrayParams(statement)
                    .value(team.value())
                    .value(Param.time(now))
                    .column("uuid", echoes, echo -> echo.accountLinkId().value())
                    .column("text", echoes, echo -> echo.message().platformId())
                    .column("text", echoes, echo -> echo.message().personPlatformId())
                    .column("text", echoes, echo -> echo.message().conversationPlatformId())
                    .column("text", echoes, echo -> echo.message().text())
                    .column("bool", echoes, echo -> echo.message().encrypted())
                    .column("text", echoes, echo -> echo.message().entities())
                    .column("text", echoes, echo -> echo.message().attachment())
                    .column(
                            "timestamptz",
                            echoes,
                            echo -> Param.time(echo.message().at()))
                    .column("text", echoes, echo -> quote(echo, Quote::platformId))
                    .column("text", echoes, echo -> quote(echo, Quote::text))
                    .column("text", echoes, echo -> quote(echo, Quote::authorName))
                    .column("bool", echoes, echo -> echo.message().forward() != null)
                    .column("text", echoes, echo -> {
                        Forward forward = echo.message().forward();
                        return forward == null ? null : forward.text();
                    });
            return statement;
        });
        echoes.stream()
                .map(IncomingMessage::accountLinkId)
                .distinct()
                .forEach(link -> due.add(QUEUE, settleAt, team, link.value()));
    }

    /** The oldest parked echo of a conversation. */
    Optional<IncomingMessage> oldest(TeamId team, Conversation conversation) {
        return database.sql()
                .sql("""
                        select e.*, a.platform, a.platform_id as account_platform_id
                        from parked_echo e join account_link a on a.team_id = e.team_id and a.id = e.account_link_id
                        where e.team_id = :team and e.account_link_id = :link and e.person_platform_id = :person
                        order by e.sent_at, e.platform_id
                        limit 1
                        """)
                .param("team", team.value())
                .param("link", conversation.accountLinkId().value())
                .param("person", conversation.personPlatformId())
                .query((row, number) -> new IncomingMessage(
                        conversation.accountLinkId(),
                        new Platform(Column.text(row, "platform")),
                        new Inbound.Message(
                                Column.text(row, "account_platform_id"),
                                Column.text(row, "person_platform_id"),
                                Column.text(row, "conversation_platform_id"),
                                Column.text(row, "platform_id"),
                                Direction.OUTBOUND,
                                Column.instant(row, "sent_at"),
                                Column.text(row, "content"),
                                row.getBoolean("encrypted"),
                                row.getString("entities"),
                                row.getString("attachment"),
                                readQuote(row),
                                row.getBoolean("forwarded") ? new Forward(row.getString("forward_content")) : null,
                                null)))
                .optional();
    }

    void delete(TeamId team, AccountLinkId link, String platformId) {
        database.sql()
                .sql("""
                        delete from parked_echo
                        where team_id = :team and account_link_id = :link and platform_id = :platformId
                        """)
                .param("team", team.value())
                .param("link", link.value())
                .param("platformId", platformId)
                .update();
    }

    List<TeamId> teamsDue(Instant now) {
        return due.teams(QUEUE, now);
    }

    /** The conversations that have parked echoes. */
    List<Conversation> conversations(TeamId team) {
        return database.sql()
                .sql("select distinct account_link_id, person_platform_id from parked_echo where team_id = :team")
                .param("team", team.value())
                .query((row, number) -> new Conversation(
                        new AccountLinkId(Column.uuid(row, "account_link_id")), Column.text(row, "person_platform_id")))
                .list();
    }

    /** Takes a team's due entries off the queue. */
    void removeDue(TeamId team, Instant now) {
        due.removeAll(QUEUE, now, team);
    }

    /** Puts a conversation back on the queue. */
    void settleLater(TeamId team, Conversation conversation, Instant at) {
        due.add(QUEUE, at, team, conversation.accountLinkId().value());
    }

    private static @Nullable String quote(IncomingMessage echo, Function<Quote, @Nullable String> part) {
        Quote quote = echo.message().quote();
        return quote == null ? null : part.apply(quote);
    }

    private static @Nullable Quote readQuote(ResultSet row) throws SQLException {
        String platformId = row.getString("reply_platform_id");
        String content = row.getString("reply_content");
        return platformId == null && content == null
                ? null
                : new Quote(platformId, content, row.getString("reply_author_name"));
    }
}
