package io.openinbox.server.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openinbox.server.config.ConnectionPool;
import io.openinbox.server.support.TestDatabases;
import io.openinbox.server.support.TestDatabases.TestDatabase;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What every table must have so that no team sees another's rows, and so that tables can be distributed by team. */
final class CatalogueTest {

    /** Tables that do not belong to one team, and why. */
    private static final Map<String, String> OF_NO_TEAM = Map.of(
            "app_user", "a person may belong to several teams",
            "session", "belongs to a person",
            "one_time_secret", "belongs to a person",
            "api_token_lookup", "leads from a token into its team",
            "account_link_lookup", "leads from a platform's account into the teams that linked it",
            "node", "a server serves every team",
            "due", "leads workers into the teams that have work",
            "lease", "is of work that one node does for all teams",
            "reception", "is of the operator's app, through which all teams' messages come",
            "flyway_schema_history", "belongs to the migrations");

    private static JdbcClient database;

    @BeforeAll
    static void migrate() {
        TestDatabase test = TestDatabases.create();
        database = JdbcClient.create(ConnectionPool.unpooled(test.url(), test.username(), test.password()));
    }

    @Test
    @DisplayName("every table of a team has a primary key that starts with the team")
    void primaryKeys() {
        assertThat(firstColumns("""
                        select c.relname, coalesce(a.attname, 'no primary key')
                        from pg_class c
                        left join pg_constraint p on p.conrelid = c.oid and p.contype = 'p'
                        left join pg_attribute a on a.attrelid = c.oid and a.attnum = p.conkey[1]
                        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
                        """))
                .isNotEmpty()
                .allSatisfy((table, column) -> assertThat(column).as(table).isEqualTo("team_id"));
    }

    @Test
    @DisplayName("every index of a team's table, unique or not, starts with the team")
    void indexes() {
        assertThat(firstColumns("""
                        select c.relname || ' ' || i.indexrelid::regclass, coalesce(a.attname, 'an expression')
                        from pg_index i
                        join pg_class c on c.oid = i.indrelid
                        left join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
                        where c.relnamespace = 'public'::regnamespace
                        """))
                .isNotEmpty()
                .allSatisfy((index, column) -> assertThat(column).as(index).isEqualTo("team_id"));
    }

    @Test
    @DisplayName("every foreign key of a team's table starts with the team, on both sides")
    void foreignKeys() {
        assertThat(firstColumns("""
                        select c.relname || ' ' || f.conname, a.attname || ' to ' || b.attname
                        from pg_constraint f
                        join pg_class c on c.oid = f.conrelid
                        join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[1]
                        join pg_attribute b on b.attrelid = f.confrelid and b.attnum = f.confkey[1]
                        where f.contype = 'f' and c.relnamespace = 'public'::regnamespace
                        """))
                .isNotEmpty()
                .allSatisfy((key, columns) -> assertThat(columns).as(key).isEqualTo("team_id to team_id"));
    }

    @Test
    @DisplayName("the exceptions exist, and refer to no team's table")
    void exceptions() {
        assertThat(database.sql("select tablename from pg_tables where schemaname = 'public'")
                        .query(String.class)
                        .list())
                .containsAll(OF_NO_TEAM.keySet());
        assertThat(new TreeSet<>(database.sql("""
                        select conrelid::regclass || ' to ' || confrelid::regclass from pg_constraint
                        where contype = 'f' and conrelid::regclass::text = any(:tables)
                        """)
                        .param("tables", OF_NO_TEAM.keySet().toArray(String[]::new))
                        .query(String.class)
                        .list()))
                .containsExactly("one_time_secret to app_user", "session to app_user");
    }

    @Test
    @DisplayName("team_id is never null")
    void teams() {
        assertThat(database.sql("""
                        select c.relname from pg_attribute a join pg_class c on c.oid = a.attrelid
                        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
                          and a.attname = 'team_id' and not a.attnotnull
                        """).query(String.class).list()).isEmpty();
    }

    @Test
    @DisplayName("every time is of the domain that holds whole milliseconds")
    void times() {
        assertThat(database.sql("""
                        select c.relname || '.' || a.attname
                        from pg_attribute a
                        join pg_class c on c.oid = a.attrelid
                        join pg_type t on t.oid = a.atttypid
                        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0
                          and t.typname in ('timestamp', 'timestamptz', 'date', 'time', 'timetz', '_timestamptz')
                          and c.relname <> 'flyway_schema_history'
                        """).query(String.class).list()).isEmpty();
    }

    @Test
    @DisplayName("the domain refuses a microsecond, and keeps a millisecond")
    void microseconds() {
        assertThat(database.sql("select '2026-01-02 03:04:05.678Z'::timestamptz::millis is not null")
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThatThrownBy(() -> database.sql("select '2026-01-02 03:04:05.678001Z'::timestamptz::millis")
                        .query()
                        .singleRow())
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("millis_check");
    }

    /** The first column by what has it, without the tables that belong to no team. */
    private static Map<String, String> firstColumns(String query) {
        Map<String, String> found = new TreeMap<>();
        database.sql(query).query(row -> {
            if (!OF_NO_TEAM.containsKey(row.getString(1).split(" ", 2)[0])) {
                found.put(row.getString(1), row.getString(2));
            }
        });
        return found;
    }
}
