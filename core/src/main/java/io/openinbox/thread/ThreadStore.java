package io.openinbox.thread;

import io.openinbox.account.AccountLink;
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
import io.openinbox.kernel.UserId;
import io.openinbox.person.DefaultAssignee;
import io.openinbox.person.KnownPerson;
import io.openinbox.platform.Direction;
import io.openinbox.platform.Platform;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

final class ThreadStore {

    private static final String SELECT = """
            select t.id, t.account_link_id, t.profile_id, t.contact_id, t.platform, t.platform_id, t.done, t.unread, t.is_request,
                   t.idle, t.encrypted, t.assignee_id, t.typing_indicators_enabled, t.sort_at, t.created_at, t.updated_at,
                   t.last_message_id, t.last_direction, m.content as last_content, m.created_at as last_created_at,
                   m.user_id as last_user_id, t.reaction_at, t.reaction_message_id, t.reaction_emoji, t.reaction_direction
            """;

    private static final String JOIN_LAST_MESSAGE =
            " left join message m on m.team_id = t.team_id and m.id = t.last_message_id ";

    private final Database database;

    ThreadStore(Database database) {
        this.database = database;
    }

    List<Thread> list(TeamId team, ThreadQuery query, int rows) {
        var list = new ThreadListSql(team, query, rows);
        return database.sql()
                .sql(SELECT + "from (" + list.sql() + ") t" + JOIN_LAST_MESSAGE + list.order())
                .params(list.params())
                .query(ThreadStore::read)
                .list();
    }

    /** Where a filter's walk ended before the view did; empty at the view's end. */
    Optional<Cursor> endOfWalk(TeamId team, ThreadQuery query) {
        var list = new ThreadListSql(team, query, query.limit());
        if (!list.isWalk()) {
            return Optional.empty();
        }
        return database.sql()
                .sql(list.endOfWalk())
                .params(list.params())
                .query((row, number) -> new Cursor(Column.instant(row, "sort_at"), Column.uuid(row, "id")))
                .optional();
    }

    Optional<Thread> findLive(TeamId team, ThreadId id) {
        return database.sql()
                .sql(SELECT + "from thread t" + JOIN_LAST_MESSAGE
                        + "where t.team_id = :team and t.id = :id and t.deleted_at is null")
                .param("team", team.value())
                .param("id", id.value())
                .query(ThreadStore::read)
                .optional();
    }

    List<Thread> getAll(TeamId team, Collection<ThreadId> ids) {
        return database.sql()
                .sql(SELECT + "from thread t" + JOIN_LAST_MESSAGE + "where t.team_id = :team and t.id = any(:ids)")
                .param("team", team.value())
                .param("ids", Param.ids(ids))
                .query(ThreadStore::read)
                .list();
    }

    Optional<Thread> findByProfile(TeamId team, AccountLinkId link, ProfileId profile) {
        return database.sql()
                .sql(SELECT + "from thread t" + JOIN_LAST_MESSAGE + """
                        where t.team_id = :team and t.account_link_id = :link and t.profile_id = :profile
                          and t.deleted_at is null
                        """)
                .param("team", team.value())
                .param("link", link.value())
                .param("profile", profile.value())
                .query(ThreadStore::read)
                .optional();
    }

    Optional<Thread> findByPlatformId(TeamId team, AccountLinkId link, String personPlatformId) {
        return database.sql()
                .sql(SELECT + """
                        from account_link a
                        join profile p on p.team_id = a.team_id and p.platform = a.platform
                                      and p.platform_id = :platformId
                        join thread t on t.team_id = a.team_id and t.account_link_id = a.id and t.profile_id = p.id
                        """ + JOIN_LAST_MESSAGE
                        + "where a.team_id = :team and a.id = :link and t.deleted_at is null")
                .param("team", team.value())
                .param("link", link.value())
                .param("platformId", personPlatformId)
                .query(ThreadStore::read)
                .optional();
    }

    List<Thread> findByUsername(TeamId team, String usernameKey, @Nullable Set<AccountLinkId> links) {
        return database.sql()
                .sql(SELECT + """
                        from profile p
                        join thread t on t.team_id = p.team_id and t.profile_id = p.id and t.deleted_at is null
                        """ + JOIN_LAST_MESSAGE + """
                        where p.team_id = :team and p.username_key = :username
                          and (:all or t.account_link_id = any(:links))
                        order by t.sort_at desc, t.id desc
                        """)
                .param("team", team.value())
                .param("username", usernameKey)
                .param("all", links == null)
                .param("links", Param.ids(links == null ? Set.of() : links))
                .query(ThreadStore::read)
                .list();
    }

    List<ThreadSummary> ofProfile(TeamId team, ProfileId profile) {
        return database.sql()
                .sql("""
                        select id, account_link_id, last_message_at, created_at from thread
                        where team_id = :team and profile_id = :profile and deleted_at is null and not idle
                        order by created_at, id
                        """)
                .param("team", team.value())
                .param("profile", profile.value())
                .query((row, number) -> new ThreadSummary(
                        new ThreadId(Column.uuid(row, "id")),
                        new AccountLinkId(Column.uuid(row, "account_link_id")),
                        Column.instantOrNull(row, "last_message_at"),
                        Column.instant(row, "created_at")))
                .list();
    }

    void lock(TeamId team, ThreadId id) {
        database.sql()
                .sql("select id from thread where team_id = :team and id = :id for no key update")
                .param("team", team.value())
                .param("id", id.value())
                .query(UUID.class)
                .optional();
    }

    void insertIdle(
            TeamId team, ThreadId id, AccountLink link, KnownPerson person, String conversationId, Instant now) {
        database.sql()
                .sql("""
                        insert into thread (team_id, id, account_link_id, profile_id, contact_id, platform, platform_id,
                                            idle, assignee_id, sort_at, created_at, updated_at)
                        values (:team, :id, :link, :profile, :contact, :platform, :platformId,
                                true, :assignee, :now, :now, :now)
                        on conflict (team_id, account_link_id, profile_id) where deleted_at is null do nothing
                        """)
                .param("team", team.value())
                .param("id", id.value())
                .param("link", link.id().value())
                .param("profile", person.profileId().value())
                .param("contact", person.contactId().value())
                .param("platform", link.platform().name())
                .param("platformId", conversationId)
                .param("assignee", Param.idOrNull(person.assigneeId()))
                .param("now", Param.time(now))
                .update();
    }

    void activate(TeamId team, ThreadId id, Instant now) {
        database.sql()
                .sql("""
                        update thread set idle = false, updated_at = :now, sort_at = greatest(sort_at, :now)
                        where team_id = :team and id = :id
                        """)
                .param("now", Param.time(now))
                .param("team", team.value())
                .param("id", id.value())
                .update();
    }

    void accept(TeamId team, ThreadId id, Instant now) {
        database.sql()
                .sql("""
                        update thread set is_request = false, updated_at = :now, sort_at = greatest(sort_at, :now)
                        where team_id = :team and id = :id
                        """)
                .param("now", Param.time(now))
                .param("team", team.value())
                .param("id", id.value())
                .update();
    }

    void setDone(TeamId team, ThreadId id, boolean done, Instant now) {
        database.sql()
                .sql("update thread set done = :done, updated_at = :now where team_id = :team and id = :id")
                .param("done", done)
                .param("now", Param.time(now))
                .param("team", team.value())
                .param("id", id.value())
                .update();
    }

    /** Nobody is written as the thread's own value only where the contact's default would show through. */
    void assign(TeamId team, ThreadId id, Assignment assignment, Instant now) {
        MemberId own = assignment instanceof Assignment.To to ? to.memberId() : null;
        boolean isDefault = assignment instanceof Assignment.ContactsDefault;
        database.sql()
                .sql("""
                        update thread t
                        set own_assignee_set = not :default and (:own::uuid is not null or c.assignee_id is not null),
                            own_assignee_id = :own,
                            assignee_id = case when :default then c.assignee_id else :own end,
                            updated_at = :now
                        from contact c
                        where t.team_id = :team and t.id = :id and c.team_id = t.team_id and c.id = t.contact_id
                        """)
                .param("default", isDefault)
                .param("own", Param.idOrNull(own))
                .param("now", Param.time(now))
                .param("team", team.value())
                .param("id", id.value())
                .update();
    }

    void setUnread(TeamId team, ThreadId id, boolean unread, Instant now) {
        database.sql()
                .sql("update thread set unread = :unread, updated_at = :now where team_id = :team and id = :id")
                .param("unread", unread)
                .param("now", Param.time(now))
                .param("team", team.value())
                .param("id", id.value())
                .update();
    }

    void setTypingIndicators(TeamId team, ThreadId id, @Nullable Boolean enabled, Instant now) {
        database.sql()
                .sql("""
                        update thread set typing_indicators_enabled = :enabled, updated_at = :now
                        where team_id = :team and id = :id
                        """)
                .param("enabled", enabled)
                .param("now", Param.time(now))
                .param("team", team.value())
                .param("id", id.value())
                .update();
    }

    /**
     * Lets a contact's threads follow its default assignee.
     *
     * @return those whose effective assignee changed
     */
    List<ThreadId> assignContact(TeamId team, ContactId contact, DefaultAssignee assignee, Instant now) {
        return database.sql()
                .sql("""
                        with before as (
                            select t.id, t.account_link_id, t.profile_id, t.assignee_id
                            from profile p
                            join thread t on t.team_id = p.team_id and t.profile_id = p.id and t.deleted_at is null
                            where p.team_id = :team and p.contact_id = :contact
                              and (:replacesOwn or not t.own_assignee_set)
                            order by t.account_link_id, t.profile_id
                            for no key update of t),
                        assigned as (
                            update thread t
                            set own_assignee_set = false, own_assignee_id = null, assignee_id = :assignee, updated_at = :now
                            from before b
                            where t.team_id = :team and t.id = b.id
                              and (t.own_assignee_set or b.assignee_id is distinct from :assignee::uuid))
                        select id from before
                        where assignee_id is distinct from :assignee::uuid
                        order by account_link_id, profile_id
                        """)
                .param("team", team.value())
                .param("contact", contact.value())
                .param("replacesOwn", assignee.replacesThreadsOwn())
                .param("assignee", Param.idOrNull(assignee.memberId()))
                .param("now", Param.time(now))
                .query((row, number) -> new ThreadId(Column.uuid(row, "id")))
                .list();
    }

    /** Archives the profile's threads or brings them back; gives those that were not so before. */
    List<ThreadId> setDoneOfProfile(TeamId team, ProfileId profile, boolean done, Instant now) {
        return database.sql()
                .sql("""
                        with before as (
                            select id from thread
                            where team_id = :team and profile_id = :profile and deleted_at is null and done <> :done
                            order by account_link_id, profile_id
                            for no key update),
                        changed as (
                            update thread t set done = :done, updated_at = :now
                            from before b
                            where t.team_id = :team and t.id = b.id
                            returning t.id, t.account_link_id)
                        select id from changed order by account_link_id
                        """)
                .param("team", team.value())
                .param("profile", profile.value())
                .param("done", done)
                .param("now", Param.time(now))
                .query((row, number) -> new ThreadId(Column.uuid(row, "id")))
                .list();
    }

    void messageSent(TeamId team, ThreadId id, MessageId message, Instant at, Instant now) {
        database.sql()
                .sql("""
                        update thread set
                            idle = false,
                            is_request = false,
                            sort_at = greatest(sort_at, :at),
                            last_message_id = case when is_last then :message else last_message_id end,
                            last_direction = case when is_last then 'outbound' else last_direction end,
                            last_message_at = greatest(last_message_at, :at),
                            updated_at = :now
                        from (select last_message_at is null or (last_message_at, last_message_id) < (:at, :message) as is_last
                              from thread where team_id = :team and id = :id) before
                        where team_id = :team and id = :id
                        """)
                .param("at", Param.time(at))
                .param("message", message.value())
                .param("now", Param.time(now))
                .param("team", team.value())
                .param("id", id.value())
                .update();
    }

    /** The sort key only moves forward, whatever became of the message that moved it. */
    void recomputeLastMessage(TeamId team, ThreadId id, Instant now) {
        database.sql()
                .sql("""
                        update thread t set
                            last_message_id = m.id,
                            last_message_at = m.created_at,
                            last_direction = coalesce(m.direction, 'none'),
                            sort_at = greatest(t.sort_at, m.created_at),
                            updated_at = :now
                        from (select 1) one
                        left join lateral (
                            select id, created_at, direction from message
                            where team_id = :team and thread_id = :id and state in ('sent', 'unconfirmed')
                            order by created_at desc, id desc
                            limit 1) m on true
                        where t.team_id = :team and t.id = :id
                        """)
                .param("now", Param.time(now))
                .param("team", team.value())
                .param("id", id.value())
                .update();
    }

    /** The sort key only moves forward here, too. */
    void recomputeLastReaction(TeamId team, ThreadId id, Instant now) {
        database.sql()
                .sql("""
                        update thread t set
                            reaction_at = r.changed_at,
                            reaction_message_id = r.message_id,
                            reaction_emoji = r.emoji,
                            reaction_direction = case r.author when 'account' then 'outbound'
                                                 else case when r.author is not null then 'inbound' end end,
                            sort_at = greatest(t.sort_at, r.changed_at),
                            updated_at = :now
                        from (select 1) one
                        left join lateral (
                            select message_id, emoji, changed_at, author from reaction
                            where team_id = :team and thread_id = :id and emoji is not null
                            order by changed_at desc
                            limit 1) r on true
                        where t.team_id = :team and t.id = :id
                        """)
                .param("now", Param.time(now))
                .param("team", team.value())
                .param("id", id.value())
                .update();
    }

    void touch(TeamId team, ThreadId id, Instant now) {
        database.sql()
                .sql("update thread set updated_at = :now where team_id = :team and id = :id")
                .param("now", Param.time(now))
                .param("team", team.value())
                .param("id", id.value())
                .update();
    }

    void delete(TeamId team, ThreadId id, Instant now) {
        database.sql()
                .sql("update thread set deleted_at = :now, updated_at = :now where team_id = :team and id = :id")
                .param("now", Param.time(now))
                .param("team", team.value())
                .param("id", id.value())
                .update();
    }

    private static Thread read(ResultSet row, int number) throws SQLException {
        UUID assignee = Column.uuidOrNull(row, "assignee_id");
        return new Thread(
                new ThreadId(Column.uuid(row, "id")),
                new AccountLinkId(Column.uuid(row, "account_link_id")),
                new ProfileId(Column.uuid(row, "profile_id")),
                new ContactId(Column.uuid(row, "contact_id")),
                new Platform(Column.text(row, "platform")),
                Column.text(row, "platform_id"),
                row.getBoolean("done"),
                row.getBoolean("unread"),
                row.getBoolean("is_request"),
                row.getBoolean("idle"),
                row.getBoolean("encrypted"),
                assignee == null ? null : new MemberId(assignee),
                Column.booleanOrNull(row, "typing_indicators_enabled"),
                Column.instant(row, "sort_at"),
                readLastMessage(row),
                readLastReaction(row),
                Column.instant(row, "created_at"),
                Column.instant(row, "updated_at"));
    }

    private static @Nullable LastMessage readLastMessage(ResultSet row) throws SQLException {
        UUID id = Column.uuidOrNull(row, "last_message_id");
        if (id == null) {
            return null;
        }
        UUID user = Column.uuidOrNull(row, "last_user_id");
        return new LastMessage(
                new MessageId(id),
                Column.text(row, "last_content"),
                Column.word(row, "last_direction", Direction.class),
                Column.instant(row, "last_created_at"),
                user == null ? null : new UserId(user));
    }

    private static @Nullable LastReaction readLastReaction(ResultSet row) throws SQLException {
        UUID message = Column.uuidOrNull(row, "reaction_message_id");
        return message == null
                ? null
                : new LastReaction(
                        new MessageId(message),
                        Column.text(row, "reaction_emoji"),
                        Column.word(row, "reaction_direction", Direction.class),
                        Column.instant(row, "reaction_at"));
    }
}
