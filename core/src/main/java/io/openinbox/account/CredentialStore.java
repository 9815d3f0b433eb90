package io.openinbox.account;

import io.openinbox.db.Database;
import io.openinbox.db.Param;
import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.TeamId;
import io.openinbox.secret.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

final class CredentialStore {

    private static final String TABLE = "account_credentials";
    private static final String COLUMN = "encrypted";

    private final Database database;
    private final Secrets secrets;

    CredentialStore(Database database, Secrets secrets) {
        this.database = database;
        this.secrets = secrets;
    }

    /** Empty once the account was taken off the team. */
    Optional<String> find(TeamId team, AccountLinkId link) {
        return read(team, link, "");
    }

    /** As above, for the last time. */
    Optional<String> take(TeamId team, AccountLinkId link) {
        return database.sql()
                .sql("""
                        delete from account_credentials where team_id = :team and account_link_id = :link
                        returning encrypted
                        """)
                .param("team", team.value())
                .param("link", link.value())
                .query(byte[].class)
                .optional()
                .map(encrypted -> secrets.decrypt(team, TABLE, COLUMN, link, encrypted));
    }

    /** Waits for others to let the row go, but not for ever. */
    Optional<String> findForUpdate(TeamId team, AccountLinkId link, Duration longest) {
        database.sql()
                .sql("select set_config('lock_timeout', :longest, true)")
                .param("longest", longest.toMillis() + "ms")
                .query(String.class)
                .single();
        return read(team, link, " for update");
    }

    void put(TeamId team, AccountLinkId link, String credentials, Instant now) {
        database.sql()
                .sql("""
                        insert into account_credentials (team_id, account_link_id, encrypted, updated_at)
                        values (:team, :link, :encrypted, :now)
                        on conflict (team_id, account_link_id)
                        do update set encrypted = excluded.encrypted, updated_at = excluded.updated_at
                        """)
                .param("team", team.value())
                .param("link", link.value())
                .param("encrypted", secrets.encrypt(team, TABLE, COLUMN, link, credentials))
                .param("now", Param.time(now))
                .update();
    }

    private Optional<String> read(TeamId team, AccountLinkId link, String lock) {
        return database.sql()
                .sql("select encrypted from account_credentials where team_id = :team and account_link_id = :link"
                        + lock)
                .param("team", team.value())
                .param("link", link.value())
                .query(byte[].class)
                .optional()
                .map(encrypted -> secrets.decrypt(team, TABLE, COLUMN, link, encrypted));
    }
}
