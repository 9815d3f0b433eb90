package io.openinbox.team;

import io.openinbox.db.Column;
import io.openinbox.db.Database;
import io.openinbox.db.Param;
import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class TeamStore {

    private static final String COLUMNS =
            "team_id, name, slug, image, currency, allow_support_access, created_at, updated_at";
    private static final String COLUMNS_OF_TEAM = "t." + COLUMNS.replace(", ", ", t.");

    private final Database database;

    TeamStore(Database database) {
        this.database = database;
    }

    Optional<Team> find(TeamId team) {
        return database.sql()
                .sql("select " + COLUMNS + " from team where team_id = :team")
                .param("team", team.value())
                .query(TeamStore::read)
                .optional();
    }

    Optional<Team> findBySlug(String slug) {
        return database.sql()
                .sql("select " + COLUMNS + " from team where slug = :slug")
                .param("slug", slug)
                .query(TeamStore::read)
                .optional();
    }

    List<Team> all() {
        return database.sql()
                .sql("select " + COLUMNS + " from team order by created_at, team_id")
                .query(TeamStore::read)
                .list();
    }

    List<Membership> memberships(UserId user) {
        return database.sql()
                .sql("select m.id as member_id, m.role, " + COLUMNS_OF_TEAM + """
                         from member m join team t on t.team_id = m.team_id
                        where m.user_id = :user
                        order by t.name, t.team_id
                        """)
                .param("user", user.value())
                .query((row, number) -> new Membership(
                        read(row, number),
                        new MemberId(Column.uuid(row, "member_id")),
                        Column.word(row, "role", Role.class)))
                .list();
    }

    boolean isEmpty() {
        return database.sql()
                .sql("select not exists (select from team)")
                .query(Boolean.class)
                .single();
    }

    /**
     * Keeps everyone else from creating a team until the commit. Slugs are unique in the installation, and a unique index
     * on them would not lead with team_id.
     */
    void lockCreation() {
        database.sql()
                .sql("select pg_advisory_xact_lock(hashtext('io.openinbox.team'))::text")
                .query(String.class)
                .optional();
    }

    void insert(TeamId team, String slug, String name, Instant now) {
        database.sql()
                .sql("""
                        insert into team (team_id, name, slug, created_at) values (:team, :name, :slug, :now)
                        """)
                .param("team", team.value())
                .param("name", name)
                .param("slug", slug)
                .param("now", Param.time(now))
                .update();
        database.sql()
                .sql("insert into event_counter (team_id) values (:team)")
                .param("team", team.value())
                .update();
    }

    private static Team read(ResultSet row, int number) throws SQLException {
        return new Team(
                new TeamId(Column.uuid(row, "team_id")),
                Column.text(row, "name"),
                Column.text(row, "slug"),
                row.getString("image"),
                Column.text(row, "currency"),
                row.getBoolean("allow_support_access"),
                Column.instant(row, "created_at"),
                Column.instantOrNull(row, "updated_at"));
    }
}
