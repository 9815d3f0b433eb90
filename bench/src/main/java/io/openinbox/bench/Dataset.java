package io.openinbox.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Teams with ids that scripts can compute: team n is {@code …-000000000000n}, its account on X has the id 1000 + n. */
final class Dataset {

    static final int TEAMS = 20;
    static final int PEOPLE = 20_000;
    static final int FIRST_ACCOUNT = 1000;
    static final String TEAM_ID = "00000000-0000-0000-0000-";
    static final String LINK_ID = "00000000-0000-0000-0001-";

    private Dataset() {}

    static void create(String url, String username, String password) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, username, password);
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into team (team_id, name, slug, created_at)
                    select ('%1$s' || lpad(n::text, 12, '0'))::uuid, 'Bench ' || n, 'bench-' || n, '2026-01-01'
                    from generate_series(1, %3$d) n;
                    insert into event_counter (team_id)
                    select ('%1$s' || lpad(n::text, 12, '0'))::uuid from generate_series(1, %3$d) n;
                    insert into account_link (team_id, id, platform, platform_id, name, username, image, status, created_at)
                    select ('%1$s' || lpad(n::text, 12, '0'))::uuid, ('%2$s' || lpad(n::text, 12, '0'))::uuid, 'x',
                           (%4$d + n)::text, 'Bench', 'bench' || n, '', 'active', '2026-01-01'
                    from generate_series(1, %3$d) n;
                    insert into account_link_lookup (platform, platform_id, team_id, account_link_id)
                    select platform, platform_id, team_id, id from account_link;
                    """.formatted(TEAM_ID, LINK_ID, TEAMS, FIRST_ACCOUNT));
        }
    }
}
