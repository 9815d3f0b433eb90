package io.openinbox.pipeline;

import io.openinbox.db.Column;
import io.openinbox.db.Database;
import io.openinbox.db.Param;
import io.openinbox.kernel.StatusId;
import io.openinbox.kernel.TeamId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;

final class StatusStore {

    private static final String SELECT = "select id, name, color, created_at from status ";

    private final Database database;

    StatusStore(Database database) {
        this.database = database;
    }

    List<Status> list(TeamId team) {
        return database.sql()
                .sql(SELECT + "where team_id = :team order by position, id")
                .param("team", team.value())
                .query(StatusStore::read)
                .list();
    }

    Optional<Status> find(TeamId team, StatusId id) {
        return database.sql()
                .sql(SELECT + "where team_id = :team and id = :id")
                .param("team", team.value())
                .param("id", id.value())
                .query(StatusStore::read)
                .optional();
    }

    Optional<Status> findByKey(TeamId team, String nameKey) {
        return database.sql()
                .sql(SELECT + "where team_id = :team and name_key = :key")
                .param("team", team.value())
                .param("key", nameKey)
                .query(StatusStore::read)
                .optional();
    }

    Optional<Status> findForUpdate(TeamId team, StatusId id) {
        return database.sql()
                .sql(SELECT + "where team_id = :team and id = :id for update")
                .param("team", team.value())
                .param("id", id.value())
                .query(StatusStore::read)
                .optional();
    }

    /** Whether the status exists; if so it is kept from being deleted until the transaction ends. */
    boolean keep(TeamId team, StatusId id) {
        return database.sql()
                .sql("select id from status where team_id = :team and id = :id for key share")
                .param("team", team.value())
                .param("id", id.value())
                .query(UUID.class)
                .optional()
                .isPresent();
    }

    /**
     * Puts the status at the end.
     *
     * @throws DuplicateKeyException when another status has the name
     */
    void insert(TeamId team, Status status, String nameKey) {
        database.sql()
                .sql("""
                        insert into status (team_id, id, name, name_key, color, position, created_at)
                        select :team, :id, :name, :key, :color, coalesce(max(position), 0) + 1, :at
                        from status where team_id = :team
                        """)
                .param("team", team.value())
                .param("id", status.id().value())
                .param("name", status.name())
                .param("key", nameKey)
                .param("color", status.color())
                .param("at", Param.time(status.createdAt()))
                .update();
    }

    /** @throws DuplicateKeyException when another status has the name */
    void update(TeamId team, Status status, String nameKey) {
        database.sql()
                .sql("""
                        update status set name = :name, name_key = :key, color = :color
                        where team_id = :team and id = :id
                        """)
                .param("name", status.name())
                .param("key", nameKey)
                .param("color", status.color())
                .param("team", team.value())
                .param("id", status.id().value())
                .update();
    }

    void reorder(TeamId team, List<StatusId> order) {
        database.sql()
                .sql("""
                        update status s set position = o.position
                        from unnest(:ids::uuid[]) with ordinality as o (id, position)
                        where s.team_id = :team and s.id = o.id
                        """)
                .param("ids", Param.ids(order))
                .param("team", team.value())
                .update();
    }

    void delete(TeamId team, StatusId id) {
        database.sql()
                .sql("delete from status where team_id = :team and id = :id")
                .param("team", team.value())
                .param("id", id.value())
                .update();
    }

    private static Status read(ResultSet row, int number) throws SQLException {
        return new Status(
                new StatusId(Column.uuid(row, "id")),
                Column.text(row, "name"),
                row.getString("color"),
                Column.instant(row, "created_at"));
    }
}
