package io.openinbox.message;

import io.openinbox.db.Column;
import io.openinbox.db.Database;
import io.openinbox.db.DueStore;
import io.openinbox.db.Param;
import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.TeamId;
import io.openinbox.platform.Inbound;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What platforms said about messages that have not come yet, and the queue of when to look for those. */
final class EarlyChangeStore {

    private static final String QUEUE = "early-change";

    private final Database database;
    private final DueStore due;

    EarlyChangeStore(Database database) {
        this.database = database;
        this.due = new DueStore(database);
    }

    void insert(TeamId team, UUID id, AccountLinkId link, Inbound.OnMessage told, Instant now, Instant nextTry) {
        database.sql()
                .sql("""
                        insert into early_change (team_id, id, account_link_id, message_platform_id, person_platform_id, kind,
                                                  content, entities, for_all, author_platform_id, changed_at, received_at,
                                                  next_try_at)
                        values (:team, :id, :link, :message, :person, :kind, :content, :entities, :forAll, :author, :at,
                                :now, :nextTry)
                        """)
                .param("team", team.value())
                .param("id", id)
                .param("link", link.value())
                .param("message", told.messagePlatformId())
                .param("person", told.personPlatformId())
                .param("kind", Param.word(Kind.of(told)))
                .param("content", content(told))
                .param("entities", told instanceof Inbound.MessageEdited edited ? edited.entities() : null)
                .param("forAll", told instanceof Inbound.MessageDeleted deleted ? deleted.forAll() : null)
                .param("author", author(told))
                .param("at", Param.timeOrNull(told.at()))
                .param("now", Param.time(now))
                .param("nextTry", Param.time(nextTry))
                .update();
        due.add(QUEUE, nextTry, team, id);
    }

    List<TeamId> teamsDue(Instant now) {
        return due.teams(QUEUE, now);
    }

    /** Takes a team's due changes for this node, in the order in which they were made, and puts each off. */
    List<EarlyChange> claimDue(TeamId team, Instant now, Function<EarlyChange, Instant> next, int most) {
        List<EarlyChange> claimed = database.sql()
                .sql("""
                        select e.*, a.platform_id as account_platform_id
                        from early_change e join account_link a on a.team_id = e.team_id and a.id = e.account_link_id
                        where e.team_id = :team and e.next_try_at <= :now
                        order by e.changed_at, e.received_at, e.id
                        limit :most
                        for update of e skip locked
                        """)
                .param("team", team.value())
                .param("now", Param.time(now))
                .param("most", most)
                .query(EarlyChangeStore::read)
                .list();
        claimed.forEach(change -> putOff(team, change, next.apply(change)));
        return claimed;
    }

    void delete(TeamId team, EarlyChange change, Instant nextTry) {
        database.sql()
                .sql("delete from early_change where team_id = :team and id = :id")
                .param("team", team.value())
                .param("id", change.id())
                .update();
        due.remove(QUEUE, nextTry, team, change.id());
    }

    private void putOff(TeamId team, EarlyChange change, Instant next) {
        database.sql()
                .sql("""
                        update early_change set next_try_at = :next, tries = tries + 1
                        where team_id = :team and id = :id
                        """)
                .param("next", Param.time(next))
                .param("team", team.value())
                .param("id", change.id())
                .update();
        due.remove(QUEUE, change.nextTryAt(), team, change.id());
        due.add(QUEUE, next, team, change.id());
    }

    private static EarlyChange read(ResultSet row, int number) throws SQLException {
        return new EarlyChange(
                Column.uuid(row, "id"),
                new AccountLinkId(Column.uuid(row, "account_link_id")),
                readTold(row),
                Column.instant(row, "received_at"),
                Column.instant(row, "next_try_at"),
                row.getInt("tries"));
    }

    private static Inbound.OnMessage readTold(ResultSet row) throws SQLException {
        String account = Column.text(row, "account_platform_id");
        String person = Column.text(row, "person_platform_id");
        String message = Column.text(row, "message_platform_id");
        Instant at = Column.instantOrNull(row, "changed_at");
        return switch (Column.word(row, "kind", Kind.class)) {
            case EDIT ->
                new Inbound.MessageEdited(
                        account, person, message, at, Column.text(row, "content"), row.getString("entities"));
            case DELETE ->
                new Inbound.MessageDeleted(
                        account, person, message, at, row.getBoolean("for_all"), row.getString("author_platform_id"));
            case REACT ->
                new Inbound.ReactionAdded(
                        account,
                        person,
                        message,
                        at,
                        Column.text(row, "author_platform_id"),
                        Column.text(row, "content"));
            case UNREACT ->
                new Inbound.ReactionRemoved(
                        account,
                        person,
                        message,
                        at,
                        Column.text(row, "author_platform_id"),
                        Column.text(row, "content"));
        };
    }

    private static @Nullable String content(Inbound.OnMessage told) {
        return switch (told) {
            case Inbound.MessageEdited edited -> edited.text();
            case Inbound.MessageDeleted _ -> null;
            case Inbound.ReactionAdded added -> added.emoji();
            case Inbound.ReactionRemoved removed -> removed.emoji();
        };
    }

    private static @Nullable String author(Inbound.OnMessage told) {
        return switch (told) {
            case Inbound.MessageEdited _ -> null;
            case Inbound.MessageDeleted deleted -> deleted.authorPlatformId();
            case Inbound.ReactionAdded added -> added.authorPlatformId();
            case Inbound.ReactionRemoved removed -> removed.authorPlatformId();
        };
    }

    /** @param tries how often its message was looked for in vain */
    record EarlyChange(
            UUID id,
            AccountLinkId accountLinkId,
            Inbound.OnMessage told,
            Instant receivedAt,
            Instant nextTryAt,
            int tries) {}

    private enum Kind {
        EDIT,
        DELETE,
        REACT,
        UNREACT;

        static Kind of(Inbound.OnMessage told) {
            return switch (told) {
                case Inbound.MessageEdited _ -> EDIT;
                case Inbound.MessageDeleted _ -> DELETE;
                case Inbound.ReactionAdded _ -> REACT;
                case Inbound.ReactionRemoved _ -> UNREACT;
            };
        }
    }
}
