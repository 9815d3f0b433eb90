package io.openinbox.team;

import io.openinbox.db.Column;
import io.openinbox.db.Database;
import io.openinbox.db.Param;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.TokenId;
import io.openinbox.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.support.SqlArrayValue;

final class ApiTokenStore {

    private final Database database;

    ApiTokenStore(Database database) {
        this.database = database;
    }

    void insert(ApiToken token, String name, byte[] hash, Instant now) {
        database.sql()
                .sql("""
                        insert into api_token (team_id, id, token_hash, name, user_id, scopes, v1_x_name, created_at)
                        values (:team, :id, :hash, :name, :user, :scopes, :xName, :now)
                        """)
                .param("team", token.teamId().value())
                .param("id", token.id().value())
                .param("hash", hash)
                .param("name", name)
                .param("user", token.userId().value())
                .param(
                        "scopes",
                        new SqlArrayValue(
                                "text", token.scopes().stream().map(Param::word).toArray()))
                .param("xName", token.v1XName())
                .param("now", Param.time(now))
                .update();
        database.sql()
                .sql("insert into api_token_lookup (token_hash, team_id, token_id) values (:hash, :team, :id)")
                .param("hash", hash)
                .param("team", token.teamId().value())
                .param("id", token.id().value())
                .update();
    }

    Optional<ApiToken> findLive(byte[] hash) {
        return database.sql()
                .sql("""
                        select t.id, t.team_id, t.user_id, t.scopes, t.v1_x_name
                        from api_token_lookup l join api_token t on t.team_id = l.team_id and t.id = l.token_id
                        where l.token_hash = :hash and t.revoked_at is null
                        """)
                .param("hash", hash)
                .query(ApiTokenStore::read)
                .optional();
    }

    Map<TokenId, String> names(TeamId team, Collection<TokenId> tokens) {
        return database
                .sql()
                .sql("select id, name from api_token where team_id = :team and id = any(:ids) and revoked_at is null")
                .param("team", team.value())
                .param("ids", Param.ids(tokens))
                .query((row, number) -> Map.entry(new TokenId(Column.uuid(row, "id")), Column.text(row, "name")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    void revoke(TeamId team, TokenId token, Instant now) {
        database.sql()
                .sql("update api_token set revoked_at = :now where team_id = :team and id = :id and revoked_at is null")
                .param("now", Param.time(now))
                .param("team", team.value())
                .param("id", token.value())
                .update();
    }

    void used(TeamId team, TokenId token, Instant now) {
        database.sql()
                .sql("update api_token set last_used_at = :now where team_id = :team and id = :id")
                .param("now", Param.time(now))
                .param("team", team.value())
                .param("id", token.value())
                .update();
    }

    private static ApiToken read(ResultSet row, int number) throws SQLException {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        Arrays.stream((String[]) row.getArray("scopes").getArray())
                .map(scope -> Scope.valueOf(scope.toUpperCase(Locale.ROOT)))
                .forEach(scopes::add);
        return new ApiToken(
                new TokenId(Column.uuid(row, "id")),
                new TeamId(Column.uuid(row, "team_id")),
                new UserId(row.getObject("user_id", UUID.class)),
                Set.copyOf(scopes),
                row.getString("v1_x_name"));
    }
}
