package io.openinbox.account;

import io.openinbox.db.Column;
import io.openinbox.db.Database;
import io.openinbox.db.Param;
import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.TeamId;
import io.openinbox.platform.Capability;
import io.openinbox.platform.LinkedAccount;
import io.openinbox.platform.Platform;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class AccountLinkStore {

    private static final String COLUMNS =
            "id, platform, platform_id, name, username, image, status, capabilities, synced_at, created_at";

    /** As above, of a table called {@code a}. */
    private static final String COLUMNS_OF_LINK = "a." + COLUMNS.replace(", ", ", a.");

    private final Database database;

    AccountLinkStore(Database database) {
        this.database = database;
    }

    List<AccountLink> list(TeamId team) {
        return database.sql()
                .sql("select " + COLUMNS + " from account_link where team_id = :team order by created_at, id")
                .param("team", team.value())
                .query(AccountLinkStore::read)
                .list();
    }

    Optional<AccountLink> find(TeamId team, AccountLinkId id) {
        return database.sql()
                .sql("select " + COLUMNS + " from account_link where team_id = :team and id = :id")
                .param("team", team.value())
                .param("id", id.value())
                .query(AccountLinkStore::read)
                .optional();
    }

    List<TeamLink> findByPlatformId(Platform platform, String platformId) {
        return database.sql()
                .sql("""
                        select team_id, account_link_id from account_link_lookup
                        where platform = :platform and platform_id = :platformId
                        """)
                .param("platform", platform.name())
                .param("platformId", platformId)
                .query((row, number) -> new TeamLink(
                        new TeamId(Column.uuid(row, "team_id")),
                        new AccountLinkId(Column.uuid(row, "account_link_id"))))
                .list();
    }

    /** Returns the id of the account's link: the given one only where the team had not linked the account before. */
    AccountLinkId upsert(TeamId team, AccountLinkId fresh, Platform platform, LinkedAccount account, Instant now) {
        UUID id = database.sql()
                .sql("""
                        insert into account_link
                            (team_id, id, platform, platform_id, name, username, image, status, capabilities, created_at)
                        values (:team, :id, :platform, :platformId, :name, :username, :image, 'active',
                                :capabilities::text[], :now)
                        on conflict (team_id, platform, platform_id) do update
                        set name = excluded.name, username = excluded.username, image = excluded.image,
                            capabilities = excluded.capabilities, status = 'active', status_reason = null, unlinked_at = null,
                            subscribed_at = null, subscription_problem = null
                        returning id
                        """)
                .param("team", team.value())
                .param("id", fresh.value())
                .param("platform", platform.name())
                .param("platformId", account.platformId())
                .param("name", account.name())
                .param("username", account.username())
                .param("image", account.image())
                .param(
                        "capabilities",
                        account.capabilities() == null
                                ? null
                                : Param.texts(account.capabilities().stream()
                                        .map(Capability::wireName)
                                        .toList()))
                .param("now", Param.time(now))
                .query(UUID.class)
                .single();
        database.sql()
                .sql("""
                        insert into account_link_lookup (platform, platform_id, team_id, account_link_id)
                        values (:platform, :platformId, :team, :id)
                        on conflict do nothing
                        """)
                .param("platform", platform.name())
                .param("platformId", account.platformId())
                .param("team", team.value())
                .param("id", id)
                .update();
        return new AccountLinkId(id);
    }

    List<HealthRow> health(TeamId team) {
        return database.sql()
                .sql("select status_reason, unlinked_at, subscribed_at, subscription_problem, group_message_count, "
                        + COLUMNS + " from account_link where team_id = :team order by created_at, id")
                .param("team", team.value())
                .query((row, number) -> new HealthRow(
                        read(row, number),
                        row.getString("status_reason"),
                        Column.instantOrNull(row, "unlinked_at"),
                        Column.instantOrNull(row, "subscribed_at"),
                        row.getString("subscription_problem"),
                        row.getLong("group_message_count")))
                .list();
    }

    record HealthRow(
            AccountLink link,
            @Nullable String statusReason,
            @Nullable Instant unlinkedAt,
            @Nullable Instant subscribedAt,
            @Nullable String subscriptionProblem,
            long groupMessages) {}

    List<TeamId> teams(Platform platform) {
        return database.sql()
                .sql("select distinct team_id from account_link_lookup where platform = :platform")
                .param("platform", platform.name())
                .query((row, number) -> new TeamId(Column.uuid(row, "team_id")))
                .list();
    }

    void setUsername(TeamId team, AccountLinkId id, String username) {
        set(team, id, "username", username);
    }

    void setName(TeamId team, AccountLinkId id, String name) {
        set(team, id, "name", name);
    }

    void setImage(TeamId team, AccountLinkId id, String image) {
        set(team, id, "image", image);
    }

    private void set(TeamId team, AccountLinkId id, String column, String value) {
        database.sql()
                .sql("update account_link set " + column + " = :value where team_id = :team and id = :id")
                .param("value", value)
                .param("team", team.value())
                .param("id", id.value())
                .update();
    }

    void setOffline(TeamId team, AccountLinkId id, String reason) {
        database.sql()
                .sql("""
                        update account_link set status = 'offline', status_reason = :reason
                        where team_id = :team and id = :id and status <> 'offline'
                        """)
                .param("reason", reason)
                .param("team", team.value())
                .param("id", id.value())
                .update();
    }

    void setUnlinked(TeamId team, AccountLinkId id, Instant now) {
        database.sql()
                .sql("""
                        with gone as (
                            delete from account_link_lookup l using account_link a
                            where a.team_id = :team and a.id = :id
                              and l.platform = a.platform and l.platform_id = a.platform_id and l.team_id = a.team_id)
                        update account_link set status = 'offline', status_reason = :reason, unlinked_at = :now
                        where team_id = :team and id = :id and unlinked_at is null
                        """)
                .param("reason", "It was taken off the team.")
                .param("now", Param.time(now))
                .param("team", team.value())
                .param("id", id.value())
                .update();
    }

    void lock(TeamId team, List<AccountLinkId> ids) {
        database.sql()
                .sql("""
                        select id from account_link
                        where team_id = :team and id = any(:ids)
                        order by id
                        for no key update
                        """)
                .param("team", team.value())
                .param("ids", Param.ids(ids))
                .query(UUID.class)
                .list();
    }

    void countGroupMessage(TeamId team, AccountLinkId id) {
        database.sql()
                .sql("""
                        update account_link set group_message_count = group_message_count + 1
                        where team_id = :team and id = :id
                        """)
                .param("team", team.value())
                .param("id", id.value())
                .update();
    }

    List<ActiveLink> activeLinks(Platform platform) {
        return database.sql()
                .sql("""
                        select a.team_id, a.subscribed_at, %s
                        from account_link_lookup l
                        join account_link a on a.team_id = l.team_id and a.id = l.account_link_id
                        where l.platform = :platform and a.status = 'active'
                        order by a.created_at, a.id
                        """.formatted(COLUMNS_OF_LINK))
                .param("platform", platform.name())
                .query((row, number) -> new ActiveLink(
                        new TeamId(Column.uuid(row, "team_id")),
                        read(row, number),
                        Column.instantOrNull(row, "subscribed_at")))
                .list();
    }

    void setSubscribed(TeamId team, AccountLinkId link, Instant now) {
        database.sql()
                .sql("""
                        update account_link set subscribed_at = :now, subscription_problem = null
                        where team_id = :team and id = :link
                        """)
                .param("now", Param.time(now))
                .param("team", team.value())
                .param("link", link.value())
                .update();
    }

    void setUnsubscribed(TeamId team, AccountLinkId link, String problem) {
        database.sql()
                .sql("""
                        update account_link set subscribed_at = null, subscription_problem = :problem
                        where team_id = :team and id = :link
                        """)
                .param("problem", problem)
                .param("team", team.value())
                .param("link", link.value())
                .update();
    }

    private static AccountLink read(ResultSet row, int number) throws SQLException {
        return new AccountLink(
                new AccountLinkId(Column.uuid(row, "id")),
                new Platform(Column.text(row, "platform")),
                Column.text(row, "platform_id"),
                Column.text(row, "name"),
                Column.text(row, "username"),
                Column.text(row, "image"),
                Column.word(row, "status", AccountLink.Status.class),
                readCapabilities(row),
                Column.instantOrNull(row, "synced_at"),
                Column.instant(row, "created_at"));
    }

    /** A name that this version does not know is nothing it could do. */
    private static @Nullable Set<Capability> readCapabilities(ResultSet row) throws SQLException {
        Array names = row.getArray("capabilities");
        return names == null
                ? null
                : Stream.of((String[]) names.getArray())
                        .flatMap(name -> Capability.ofWireName(name).stream())
                        .collect(Collectors.toUnmodifiableSet());
    }
}
