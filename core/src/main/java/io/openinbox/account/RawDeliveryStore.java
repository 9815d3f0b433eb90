package io.openinbox.account;

import io.openinbox.db.Column;
import io.openinbox.db.Database;
import io.openinbox.db.Param;
import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.EventId;
import io.openinbox.kernel.TeamId;
import io.openinbox.platform.Platform;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

final class RawDeliveryStore {

    private final Database database;

    RawDeliveryStore(Database database) {
        this.database = database;
    }

    /** @param link null for what names no account of ours */
    Map<String, Long> countByReason(TeamId team, @Nullable AccountLinkId link) {
        return database
                .sql()
                .sql("""
                        select reason, count(*) as kept from raw_delivery
                        where team_id = :team and account_link_id is not distinct from cast(:link as uuid)
                          and reason <> :group
                        group by reason
                        order by reason
                        """)
                .param("team", team.value())
                .param("link", Param.idOrNull(link))
                .param("group", RawDeliveries.OF_A_GROUP)
                .query((row, number) -> Map.entry(Column.text(row, "reason"), row.getLong("kept")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one, LinkedHashMap::new));
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
