package io.openinbox.message;

import io.openinbox.db.Column;
import io.openinbox.db.Database;
import io.openinbox.db.DueStore;
import io.openinbox.db.Param;
import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.ThreadId;
import io.openinbox.platform.Quote;
import io.openinbox.platform.Refusal;
import io.openinbox.thread.Thread;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sends and the queue of those to look for. A row of the queue stands at its send's next look-up, or not at all. */
final class SendStore {

    private static final String QUEUE = "send";

    private static final String SELECT_OPEN = """
            select s.message_id, s.thread_id, s.account_link_id, s.recipient_platform_id, m.state, m.content, s.started_at,
                   s.deadline_at, s.next_look_up_at, s.look_ups
            from send s join message m on m.team_id = s.team_id and m.id = s.message_id
            where s.team_id = :team and s.next_look_up_at is not null
            """;

    private final Database database;
    private final DueStore due;

    SendStore(Database database) {
        this.database = database;
        this.due = new DueStore(database);
    }

    /**
     * @param entities of the draft's text, or null
     * @param quote what the draft replies to, as it is now, or null
     */
    void insert(
            TeamId team,
            MessageId id,
            Thread thread,
            String recipient,
            Draft draft,
            @Nullable String entities,
            @Nullable Quote quote,
            Instant now,
            Instant deadline) {
        database.sql()
                .sql("""
                        insert into message (team_id, id, thread_id, account_link_id, direction, origin, state, content,
                                             user_id, member_id, token_id, agent, entities, reply_platform_id,
                                             reply_content, reply_author_name, created_at)
                        values (:team, :id, :thread, :link, 'outbound', :origin, 'sending', :content,
                                :user, :member, :token, :agent, :entities, :quoted, :quotedText, :quotedAuthor, :now)
                        """)
                .param("team", team.value())
                .param("id", id.value())
                .param("thread", thread.id().value())
                .param("link", thread.accountLinkId().value())
                .param("origin", Param.word(draft.sentBy().origin()))
                .param("content", draft.content())
                .param("user", draft.sentBy().userId().value())
                .param("member", Param.idOrNull(draft.sentBy().memberId()))
                .param("token", Param.idOrNull(draft.sentBy().tokenId()))
                .param("agent", draft.sentBy().agent())
                .param("entities", entities)
                .param("quoted", quote == null ? null : quote.platformId())
                .param("quotedText", quote == null ? null : quote.text())
                .param("quotedAuthor", quote == null ? null : quote.authorName())
                .param("now", Param.time(now))
                .update();
        database.sql()
                .sql("""
                        insert into send (team_id, message_id, account_link_id, thread_id, recipient_platform_id, started_at,
                                          deadline_at, next_look_up_at)
                        values (:team, :id, :link, :thread, :recipient, :now, :deadline, :deadline)
                        """)
                .param("team", team.value())
                .param("id", id.value())
                .param("link", thread.accountLinkId().value())
                .param("thread", thread.id().value())
                .param("recipient", recipient)
                .param("now", Param.time(now))
                .param("deadline", Param.time(deadline))
                .update();
        due.add(QUEUE, deadline, team, id.value());
    }

    /** The open sends of a conversation, oldest first. */
    List<OpenSend> open(TeamId team, Conversation conversation) {
        return database.sql()
                .sql(SELECT_OPEN + """
                          and s.account_link_id = :link and s.recipient_platform_id = :person
                        order by s.started_at, s.message_id
                        """)
                .param("team", team.value())
                .param("link", conversation.accountLinkId().value())
                .param("person", conversation.personPlatformId())
                .query(SendStore::readOpen)
                .list();
    }

    /** Which of these conversations have an open send. */
    List<Conversation> withOpenSends(TeamId team, Collection<Conversation> conversations) {
        List<Conversation> asked = List.copyOf(conversations);
        return database.sql()
                .sql("""
                        select distinct s.account_link_id, s.recipient_platform_id
                        from unnest(:links::uuid[], :people::text[]) as c (account_link_id, person_platform_id)
                        join send s on s.team_id = :team and s.account_link_id = c.account_link_id
                                   and s.recipient_platform_id = c.person_platform_id and s.next_look_up_at is not null
                        """)
                .param("team", team.value())
                .param(
                        "links",
                        Param.ids(
                                asked.stream().map(Conversation::accountLinkId).toList()))
                .param(
                        "people",
                        Param.texts(asked.stream()
                                .map(Conversation::personPlatformId)
                                .toList()))
                .query((row, number) -> new Conversation(
                        new AccountLinkId(Column.uuid(row, "account_link_id")),
                        Column.text(row, "recipient_platform_id")))
                .list();
    }

    Optional<OpenSend> findOpenForUpdate(TeamId team, MessageId id) {
        return database.sql()
                .sql(SELECT_OPEN + " and s.message_id = :id for update of s")
                .param("team", team.value())
                .param("id", id.value())
                .query(SendStore::readOpen)
                .optional();
    }

    /** Teams with a look-up due. */
    List<TeamId> teamsDue(Instant now) {
        return due.teams(QUEUE, now);
    }

    /** Takes a team's due look-ups for this node until the lease ends; other nodes pass over them. */
    List<OpenSend> claimDue(TeamId team, Instant now, Instant leaseUntil, int most) {
        List<OpenSend> claimed = database.sql()
                .sql(SELECT_OPEN + """
                          and s.next_look_up_at <= :now
                        order by s.next_look_up_at, s.message_id
                        limit :most
                        for update of s skip locked
                        """)
                .param("team", team.value())
                .param("now", Param.time(now))
                .param("most", most)
                .query(SendStore::readOpen)
                .list();
        claimed.forEach(send -> reschedule(team, send, leaseUntil, 0));
        return claimed;
    }

    void lookedUp(TeamId team, OpenSend send, @Nullable Instant next) {
        reschedule(team, send, next, 1);
    }

    void postpone(TeamId team, OpenSend send, Instant next) {
        reschedule(team, send, next, 0);
    }

    void sent(TeamId team, OpenSend send, String platformId, @Nullable Instant at) {
        database.sql()
                .sql("""
                        update message
                        set state = 'sent', platform_id = :platformId, created_at = coalesce(:at::timestamptz, created_at)
                        where team_id = :team and id = :id
                        """)
                .param("platformId", platformId)
                .param("at", Param.timeOrNull(at))
                .param("team", team.value())
                .param("id", send.messageId().value())
                .update();
        reschedule(team, send, null, 0);
    }

    void unconfirmed(TeamId team, MessageId id) {
        setState(team, id, Message.State.UNCONFIRMED);
    }

    /** Takes back what was found out about a send: it is unconfirmed again, and looked for from now on. */
    void reopen(TeamId team, MessageId id, Instant now) {
        database.sql()
                .sql("""
                        update message m set state = 'unconfirmed', platform_id = null, created_at = s.started_at
                        from send s
                        where m.team_id = :team and m.id = :id and s.team_id = m.team_id and s.message_id = m.id
                        """)
                .param("team", team.value())
                .param("id", id.value())
                .update();
        database.sql()
                .sql("update send set next_look_up_at = :now where team_id = :team and message_id = :id")
                .param("now", Param.time(now))
                .param("team", team.value())
                .param("id", id.value())
                .update();
        due.add(QUEUE, now, team, id.value());
    }

    void failed(TeamId team, OpenSend send, Refusal refusal, String detail) {
        setState(team, send.messageId(), Message.State.FAILED);
        database.sql()
                .sql(
                        "update send set refusal = :refusal, refusal_detail = :detail where team_id = :team and message_id = :id")
                .param("refusal", Param.word(refusal))
                .param("detail", detail)
                .param("team", team.value())
                .param("id", send.messageId().value())
                .update();
        reschedule(team, send, null, 0);
    }

    /** Why a failed send was refused. */
    Refused refused(TeamId team, MessageId id) {
        return database.sql()
                .sql("select refusal, refusal_detail from send where team_id = :team and message_id = :id")
                .param("team", team.value())
                .param("id", id.value())
                .query((row, number) ->
                        new Refused(Column.word(row, "refusal", Refusal.class), Column.text(row, "refusal_detail")))
                .single();
    }

    private void setState(TeamId team, MessageId id, Message.State state) {
        database.sql()
                .sql("update message set state = :state where team_id = :team and id = :id")
                .param("state", Param.word(state))
                .param("team", team.value())
                .param("id", id.value())
                .update();
    }

    private void reschedule(TeamId team, OpenSend send, @Nullable Instant next, int lookUps) {
        Instant before = database.sql()
                .sql("select next_look_up_at from send where team_id = :team and message_id = :id for update")
                .param("team", team.value())
                .param("id", send.messageId().value())
                .query((row, number) -> Optional.ofNullable(Column.instantOrNull(row, "next_look_up_at")))
                .single()
                .orElse(null);
        if (before == null) {
            return;
        }
        database.sql()
                .sql("""
                        update send set next_look_up_at = :next, look_ups = look_ups + :more
                        where team_id = :team and message_id = :id
                        """)
                .param("next", Param.timeOrNull(next))
                .param("more", lookUps)
                .param("team", team.value())
                .param("id", send.messageId().value())
                .update();
        due.remove(QUEUE, before, team, send.messageId().value());
        if (next != null) {
            due.add(QUEUE, next, team, send.messageId().value());
        }
    }

    private static OpenSend readOpen(ResultSet row, int number) throws SQLException {
        return new OpenSend(
                new MessageId(Column.uuid(row, "message_id")),
                new ThreadId(Column.uuid(row, "thread_id")),
                new Conversation(
                        new AccountLinkId(row.getObject("account_link_id", UUID.class)),
                        Column.text(row, "recipient_platform_id")),
                Column.word(row, "state", Message.State.class),
                Column.text(row, "content"),
                Column.instant(row, "started_at"),
                Column.instant(row, "deadline_at"),
                Column.instant(row, "next_look_up_at"),
                row.getInt("look_ups"));
    }

    record Refused(Refusal refusal, String detail) {}
}
