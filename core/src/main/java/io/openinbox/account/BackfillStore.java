package io.openinbox.account;

import io.openinbox.db.Column;
import io.openinbox.db.Database;
import io.openinbox.db.DueStore;
import io.openinbox.db.Param;
import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.TeamId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

final class BackfillStore {

    private static final String QUEUE = "backfill";

    private static final String COLUMNS = """
            account_link_id, kind, requested_at, since, page, reached_at, restarts, reads, messages, next_at, problem,
            finished_at
            """;

    private final Database database;
    private final DueStore due;

    BackfillStore(Database database) {
        this.database = database;
        this.due = new DueStore(database);
    }

    /** Begins an import, or wakes one that waits. */
    void requestImport(TeamId team, AccountLinkId link, Instant now) {
        database.sql()
                .sql("""
                        insert into backfill as b (team_id, account_link_id, kind, requested_at, next_at)
                        values (:team, :link, 'import', :now, :now)
                        on conflict (team_id, account_link_id, kind) do update set next_at = :now, problem = null
                        where b.finished_at is null
                        """)
                .param("team", team.value())
                .param("link", link.value())
                .param("now", Param.time(now))
                .update();
        due.add(QUEUE, now, team, link.value());
    }

    /** Begins at the newest again, whatever was being read: what this request is about may be younger. */
    void requestGap(TeamId team, AccountLinkId link, @Nullable Instant since, Instant now, Instant notBefore) {
        database.sql()
                .sql("""
                        insert into backfill as b (team_id, account_link_id, kind, requested_at, since, next_at)
                        values (:team, :link, 'gap', :now, :since::timestamptz, :now)
                        on conflict (team_id, account_link_id, kind) do update set
                            requested_at = case when b.finished_at is null then b.requested_at else :now end,
                            since = case
                                when b.finished_at is not null then excluded.since
                                when b.since is null or excluded.since is null then null
                                else least(b.since, excluded.since) end,
                            page = null, reached_at = null, restarts = 0,
                            reads = case when b.finished_at is null then b.reads else 0 end,
                            messages = case when b.finished_at is null then b.messages else 0 end,
                            next_at = case when b.finished_at is null then :now else greatest(:now, :notBefore) end,
                            lease = null, problem = null, finished_at = null
                        """)
                .param("team", team.value())
                .param("link", link.value())
                .param("since", Param.timeOrNull(since))
                .param("now", Param.time(now))
                .param("notBefore", Param.time(notBefore))
                .update();
        due.add(QUEUE, notBefore.isAfter(now) ? notBefore : now, team, link.value());
    }

    List<Backfill> list(TeamId team) {
        return database.sql()
                .sql("select " + COLUMNS + " from backfill where team_id = :team order by account_link_id, kind")
                .param("team", team.value())
                .query(BackfillStore::read)
                .list();
    }

    Optional<Backfill> find(TeamId team, AccountLinkId link, Backfill.Kind kind) {
        return database.sql()
                .sql("select " + COLUMNS
                        + " from backfill where team_id = :team and account_link_id = :link and kind = :kind")
                .param("team", team.value())
                .param("link", link.value())
                .param("kind", Param.word(kind))
                .query(BackfillStore::read)
                .optional();
    }

    /** The account links whose import is under way. */
    List<AccountLinkId> importing(TeamId team) {
        return database.sql()
                .sql("""
                        select account_link_id from backfill
                        where team_id = :team and kind = 'import' and finished_at is null
                        """)
                .param("team", team.value())
                .query((row, number) -> new AccountLinkId(Column.uuid(row, "account_link_id")))
                .list();
    }

    List<TeamId> teamsDue(Instant now) {
        return due.teams(QUEUE, now);
    }

    /** Every account link that deliveries lead to. */
    List<TeamLink> linked() {
        return database.sql()
                .sql("select team_id, account_link_id from account_link_lookup")
                .query((row, number) -> new TeamLink(
                        new TeamId(Column.uuid(row, "team_id")),
                        new AccountLinkId(Column.uuid(row, "account_link_id"))))
                .list();
    }

    List<ClaimedBackfill> claim(TeamId team, Instant now, Instant leaseUntil, int most) {
        UUID lease = UUID.randomUUID();
        due.removeAll(QUEUE, now, team);
        List<ClaimedBackfill> claimed = database
                .sql()
                .sql("""
                        update backfill b set lease = :lease, next_at = :leaseUntil
                        from (select account_link_id, kind from backfill
                              where team_id = :team and next_at <= :now
                              order by next_at, account_link_id, kind
                              limit :most
                              for update skip locked) c
                        where b.team_id = :team and b.account_link_id = c.account_link_id and b.kind = c.kind
                        returning b.account_link_id, b.kind, b.requested_at, b.since, b.page, b.reached_at, b.restarts,
                                  b.reads, b.messages, b.next_at, b.problem, b.finished_at
                        """)
                .param("lease", lease)
                .param("leaseUntil", Param.time(leaseUntil))
                .param("team", team.value())
                .param("now", Param.time(now))
                .param("most", most)
                .query(BackfillStore::read)
                .list()
                .stream()
                .map(backfill -> new ClaimedBackfill(backfill, lease))
                .toList();
        claimed.forEach(claim -> due.add(
                QUEUE, leaseUntil, team, claim.backfill().accountLinkId().value()));
        if (claimed.size() == most) {
            due.add(QUEUE, now, team, lease);
        }
        return claimed;
    }

    /** Returns false when the lease is another's by now. */
    boolean advance(TeamId team, ClaimedBackfill claimed, Backfill to, Instant leaseUntil) {
        return database.sql()
                        .sql("""
                                update backfill set since = :since::timestamptz, page = :page,
                                       reached_at = :reached::timestamptz, restarts = :restarts, reads = :reads,
                                       messages = :messages, next_at = :leaseUntil, problem = null
                                where team_id = :team and account_link_id = :link and kind = :kind and lease = :lease
                                """)
                        .param("since", Param.timeOrNull(to.since()))
                        .param("page", to.page())
                        .param("reached", Param.timeOrNull(to.reachedAt()))
                        .param("restarts", to.restarts())
                        .param("reads", to.reads())
                        .param("messages", to.messages())
                        .param("leaseUntil", Param.time(leaseUntil))
                        .param("team", team.value())
                        .param("link", to.accountLinkId().value())
                        .param("kind", Param.word(to.kind()))
                        .param("lease", claimed.lease())
                        .update()
                == 1;
    }

    void postpone(TeamId team, ClaimedBackfill claimed, Instant until, @Nullable String problem) {
        Backfill backfill = claimed.backfill();
        int changed = database.sql()
                .sql("""
                        update backfill set next_at = :until, lease = null, problem = :problem
                        where team_id = :team and account_link_id = :link and kind = :kind and lease = :lease
                        """)
                .param("until", Param.time(until))
                .param("problem", problem)
                .param("team", team.value())
                .param("link", backfill.accountLinkId().value())
                .param("kind", Param.word(backfill.kind()))
                .param("lease", claimed.lease())
                .update();
        if (changed == 1) {
            due.add(QUEUE, until, team, backfill.accountLinkId().value());
        }
    }

    boolean finish(TeamId team, ClaimedBackfill claimed, Instant now, @Nullable String problem) {
        Backfill backfill = claimed.backfill();
        return database.sql()
                        .sql("""
                                update backfill set next_at = null, lease = null, page = null, problem = :problem,
                                       finished_at = :now
                                where team_id = :team and account_link_id = :link and kind = :kind and lease = :lease
                                """)
                        .param("problem", problem)
                        .param("now", Param.time(now))
                        .param("team", team.value())
                        .param("link", backfill.accountLinkId().value())
                        .param("kind", Param.word(backfill.kind()))
                        .param("lease", claimed.lease())
                        .update()
                == 1;
    }

    void setSynced(TeamId team, AccountLinkId link, Instant now) {
        database.sql()
                .sql("""
                        update account_link set synced_at = :now
                        where team_id = :team and id = :link and synced_at is null
                        """)
                .param("now", Param.time(now))
                .param("team", team.value())
                .param("link", link.value())
                .update();
    }

    private static Backfill read(ResultSet row, int number) throws SQLException {
        return new Backfill(
                new AccountLinkId(Column.uuid(row, "account_link_id")),
                Column.word(row, "kind", Backfill.Kind.class),
                Column.instant(row, "requested_at"),
                Column.instantOrNull(row, "since"),
                row.getString("page"),
                Column.instantOrNull(row, "reached_at"),
                row.getInt("restarts"),
                row.getLong("reads"),
                row.getLong("messages"),
                Column.instantOrNull(row, "next_at"),
                row.getString("problem"),
                Column.instantOrNull(row, "finished_at"));
    }
}
