package io.openinbox.account;

import io.openinbox.db.Database;
import io.openinbox.db.Param;
import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.EventId;
import io.openinbox.kernel.TeamId;
import io.openinbox.platform.Platform;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

final class RawDeliveryStore {

    private final Database database;

    RawDeliveryStore(Database database) {
        this.database = database;
    }

    /** Returns false when the message was kept before. */
    boolean insert(
            TeamId team,
            @Nullable AccountLinkId link,
            Platform platform,
            @Nullable String messagePlatformId,
            String reason,
            String body,
            Instant now) {
        int inserted = database.sql()
                .sql("""
                        insert into raw_delivery
                            (team_id, id, platform, account_link_id, message_platform_id, reason, body, received_at)
                        values (:team, :id, :platform, :link, :message, :reason, :body, :now)
                        on conflict do nothing
                        """)
                .param("team", team.value())
                .param("id", EventId.next().value())
                .param("platform", platform.name())
                .param("link", Param.idOrNull(link))
                .param("message", messagePlatformId)
                .param("reason", reason)
                // PostgreSQL has no NUL in text; a raw body may.
                .param("body", body.replace('\0', '\uFFFD'))
                .param("now", Param.time(now))
                .update();
        return inserted > 0;
    }
}
