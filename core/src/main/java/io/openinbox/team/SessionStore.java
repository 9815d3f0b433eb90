package io.openinbox.team;

import io.openinbox.db.Column;
import io.openinbox.db.Database;
import io.openinbox.db.Param;
import io.openinbox.kernel.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

final class SessionStore {

    private final Database database;

    SessionStore(Database database) {
        this.database = database;
    }

    Optional<UserId> findUser(String emailKey) {
        return database.sql()
                .sql("select id from app_user where email_key = :key")
                .param("key", emailKey)
                .query(UUID.class)
                .optional()
                .map(UserId::new);
    }

    void insertSignIn(byte[] hash, UserId user, Instant now, Instant expiresAt) {
        database.sql()
                .sql("""
                        insert into one_time_secret (secret_hash, purpose, user_id, created_at, expires_at)
                        values (:hash, 'sign-in', :user, :now, :expires)
                        """)
                .param("hash", hash)
                .param("user", user.value())
                .param("now", Param.time(now))
                .param("expires", Param.time(expiresAt))
                .update();
    }

    Optional<UserId> takeSignIn(byte[] hash, Instant now) {
        return database.sql()
                .sql("""
                        delete from one_time_secret
                        where secret_hash = :hash and purpose = 'sign-in' and expires_at > :now
                        returning user_id
                        """)
                .param("hash", hash)
                .param("now", Param.time(now))
                .query(UUID.class)
                .optional()
                .map(UserId::new);
    }

    void insertSession(byte[] hash, UserId user, Instant now, Instant expiresAt) {
        database.sql()
                .sql("""
                        insert into session (token_hash, user_id, created_at, expires_at)
                        values (:hash, :user, :now, :expires)
                        """)
                .param("hash", hash)
                .param("user", user.value())
                .param("now", Param.time(now))
                .param("expires", Param.time(expiresAt))
                .update();
    }

    Optional<SignedIn> findSession(byte[] hash, Instant now) {
        return database.sql()
                .sql("""
                        select u.id, u.email, u.name from session s join app_user u on u.id = s.user_id
                        where s.token_hash = :hash and s.expires_at > :now
                        """)
                .param("hash", hash)
                .param("now", Param.time(now))
                .query((row, number) -> new SignedIn(
                        new UserId(Column.uuid(row, "id")),
                        Column.text(row, "email"),
                        row.getString("name"),
                        List.of()))
                .optional();
    }

    void deleteSession(byte[] hash) {
        database.sql()
                .sql("delete from session where token_hash = :hash")
                .param("hash", hash)
                .update();
    }
}
