package io.openinbox.person;

import io.openinbox.db.Column;
import io.openinbox.db.Database;
import io.openinbox.db.Param;
import io.openinbox.kernel.ContactId;
import io.openinbox.kernel.Cursor;
import io.openinbox.kernel.TeamId;
import io.openinbox.platform.Platform;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

final class ContactListStore {

    private final Database database;

    ContactListStore(Database database) {
        this.database = database;
    }

    List<Found> byPlatformIds(
            TeamId team, Platform platform, Collection<String> platformIds, @Nullable Cursor after, int rows) {
        return list(team, platform, "platform_id", platformIds, after, rows);
    }

    List<Found> byUsernameKeys(
            TeamId team, Platform platform, Collection<String> keys, @Nullable Cursor after, int rows) {
        return list(team, platform, "username_key", keys, after, rows);
    }

    private List<Found> list(
            TeamId team,
            Platform platform,
            String column,
            Collection<String> values,
            @Nullable Cursor after,
            int rows) {
        return database.sql()
                .sql("""
                        select c.id, c.created_at from contact c
                        where c.team_id = :team and (c.created_at, c.id) > (:at::timestamptz, :id)
                          and c.id in (select p.contact_id from profile p
                                       where p.team_id = :team and p.platform = :platform and p.%s = any(:values))
                        order by c.created_at, c.id
                        limit :rows
                        """.formatted(column))
                .param("team", team.value())
                .param("platform", platform.name())
                .param("values", Param.texts(values))
                .param("at", after == null ? OffsetDateTime.MIN : Param.time(after.at()))
                .param("id", after == null ? new UUID(0, 0) : after.id())
                .param("rows", rows)
                .query((row, number) ->
                        new Found(new ContactId(Column.uuid(row, "id")), Column.instant(row, "created_at")))
                .list();
    }

    record Found(ContactId id, Instant createdAt) {}
}
