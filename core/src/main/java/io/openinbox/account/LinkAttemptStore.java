package io.openinbox.account;

import io.openinbox.db.Column;
import io.openinbox.db.Database;
import io.openinbox.db.Param;
import io.openinbox.kernel.LinkAttemptId;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.UserId;
import io.openinbox.platform.Platform;
import io.openinbox.secret.Secrets;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

final class LinkAttemptStore {

    private static final String TABLE = "link_attempt";
    private static final String COLUMN = "verifier";

    private final Database database;
    private final Secrets secrets;

    LinkAttemptStore(Database database, Secrets secrets) {
        this.database = database;
        this.secrets = secrets;
    }

    void insert(TeamId team, LinkAttempt attempt, byte[] stateHash, byte[] sessionHash) {
        database.sql()
                .sql("""
                        insert into link_attempt
                            (team_id, id, state_hash, session_hash, platform, user_id, return_to, verifier, expires_at)
                        values (:team, :id, :state, :session, :platform, :user, :returnTo, :verifier, :expires)
                        """)
                .param("team", team.value())
                .param("id", attempt.id().value())
                .param("state", stateHash)
                .param("session", sessionHash)
                .param("platform", attempt.platform().name())
                .param("user", attempt.userId().value())
                .param("returnTo", attempt.returnTo().toString())
                .param("verifier", secrets.encrypt(team, TABLE, COLUMN, attempt.id(), attempt.verifier()))
                .param("expires", Param.time(attempt.expiresAt()))
                .update();
    }

    /** Uses the attempt up, so that of two that come back with it one is served. */
    Optional<LinkAttempt> take(TeamId team, LinkAttemptId id, Platform platform, byte[] stateHash, byte[] sessionHash) {
        return database.sql()
                .sql("""
                        delete from link_attempt
                        where team_id = :team and id = :id and platform = :platform
                          and state_hash = :state and session_hash = :session
                        returning id, platform, user_id, return_to, verifier, expires_at
                        """)
                .param("team", team.value())
                .param("id", id.value())
                .param("platform", platform.name())
                .param("state", stateHash)
                .param("session", sessionHash)
                .query((row, number) -> read(team, row))
                .optional();
    }

    boolean exists(TeamId team, LinkAttemptId id, byte[] stateHash) {
        return database.sql()
                .sql("""
                        select exists (
                            select from link_attempt where team_id = :team and id = :id and state_hash = :state)
                        """)
                .param("team", team.value())
                .param("id", id.value())
                .param("state", stateHash)
                .query(Boolean.class)
                .single();
    }

    void removeExpired(TeamId team, Instant before) {
        database.sql()
                .sql("delete from link_attempt where team_id = :team and expires_at < :before")
                .param("team", team.value())
                .param("before", Param.time(before))
                .update();
    }

    private LinkAttempt read(TeamId team, ResultSet row) throws SQLException {
        var id = new LinkAttemptId(Column.uuid(row, "id"));
        return new LinkAttempt(
                id,
                new Platform(Column.text(row, "platform")),
                new UserId(Column.uuid(row, "user_id")),
                URI.create(Column.text(row, "return_to")),
                secrets.decrypt(team, TABLE, COLUMN, id, row.getBytes(COLUMN)),
                Column.instant(row, "expires_at"));
    }
}
