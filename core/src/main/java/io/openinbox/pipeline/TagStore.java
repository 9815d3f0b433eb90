package io.openinbox.pipeline;

import io.openinbox.db.Column;
import io.openinbox.db.Database;
import io.openinbox.db.Param;
import io.openinbox.kernel.TagId;
import io.openinbox.kernel.TeamId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;

final class TagStore {

    private static final String SELECT = "select id, name, color, created_at from tag ";

    private final Database database;

    TagStore(Database database) {
        this.database = database;
    }

    List<Tag> list(TeamId team) {
        return database.sql()
                .sql(SELECT + "where team_id = :team order by name_key collate \"C\", id")
                .param("team", team.value())
                .query(TagStore::read)
                .list();
    }

    int count(TeamId team) {
        return database.sql()
                .sql("select count(*) from tag where team_id = :team")
                .param("team", team.value())
                .query(Integer.class)
                .single();
    }

    Optional<Tag> find(TeamId team, TagId id) {
        return database.sql()
                .sql(SELECT + "where team_id = :team and id = :id")
                .param("team", team.value())
                .param("id", id.value())
                .query(TagStore::read)
                .optional();
    }

    Optional<Tag> findByKey(TeamId team, String nameKey) {
        return database.sql()
                .sql(SELECT + "where team_id = :team and name_key = :key")
                .param("team", team.value())
                .param("key", nameKey)
                .query(TagStore::read)
                .optional();
    }

    Optional<Tag> findForUpdate(TeamId team, TagId id) {
        return database.sql()
                .sql(SELECT + "where team_id = :team and id = :id for update")
                .param("team", team.value())
                .param("id", id.value())
                .query(TagStore::read)
                .optional();
    }

    /** Those of the tags that exist, kept from being deleted until the transaction ends. */
    List<TagId> keep(TeamId team, Collection<TagId> ids) {
        return database.sql()
                .sql("select id from tag where team_id = :team and id = any(:ids) order by id for key share")
                .param("team", team.value())
                .param("ids", Param.ids(ids))
                .query((row, number) -> new TagId(Column.uuid(row, "id")))
                .list();
    }

    /** @throws DuplicateKeyException when another tag has the name */
    void insert(TeamId team, Tag tag, String nameKey) {
        database.sql()
                .sql("""
                        insert into tag (team_id, id, name, name_key, color, created_at)
                        values (:team, :id, :name, :key, :color, :at)
                        """)
                .param("team", team.value())
                .param("id", tag.id().value())
                .param("name", tag.name())
                .param("key", nameKey)
                .param("color", tag.color())
                .param("at", Param.time(tag.createdAt()))
                .update();
    }

    /** @throws DuplicateKeyException when another tag has the name */
    void update(TeamId team, Tag tag, String nameKey) {
        database.sql()
                .sql("""
                        update tag set name = :name, name_key = :key, color = :color
                        where team_id = :team and id = :id
                        """)
                .param("name", tag.name())
                .param("key", nameKey)
                .param("color", tag.color())
                .param("team", team.value())
                .param("id", tag.id().value())
                .update();
    }

    void delete(TeamId team, TagId id) {
        database.sql()
                .sql("delete from tag where team_id = :team and id = :id")
                .param("team", team.value())
                .param("id", id.value())
                .update();
    }

    private static Tag read(ResultSet row, int number) throws SQLException {
        return new Tag(
                new TagId(Column.uuid(row, "id")),
                Column.text(row, "name"),
                Column.text(row, "color"),
                Column.instant(row, "created_at"));
    }
}
