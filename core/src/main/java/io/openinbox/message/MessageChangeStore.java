package io.openinbox.message;

import io.openinbox.db.Column;
import io.openinbox.db.Database;
import io.openinbox.db.Param;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Versions, deletions and reactions of messages. */
final class MessageChangeStore {

    private final Database database;

    MessageChangeStore(Database database) {
        this.database = database;
    }

    /** The original first. A message that was never edited has one. */
    List<Version> versions(TeamId team, Message message) {
        List<Version> versions = new ArrayList<>();
        versions.add(database.sql()
                .sql("""
                        select coalesce(original_content, content) as content,
                               case when original_content is null then entities else original_entities end as entities
                        from message where team_id = :team and id = :id
                        """)
                .param("team", team.value())
                .param("id", message.id().value())
                .query((row, number) -> new Version(
                        Column.text(row, "content"), row.getString("entities"), message.createdAt(), null, true))
                .single());
        versions.addAll(database.sql()
                .sql("""
                        select edited_at, content, entities, origin, platform_time from message_version
                        where team_id = :team and message_id = :id
                        order by edited_at
                        """)
                .param("team", team.value())
                .param("id", message.id().value())
                .query((row, number) -> new Version(
                        Column.text(row, "content"),
                        row.getString("entities"),
                        Column.instant(row, "edited_at"),
                        Column.word(row, "origin", Message.Origin.class),
                        row.getBoolean("platform_time")))
                .list());
        return versions;
    }

    void insertVersion(TeamId team, MessageId id, Version version, @Nullable UserId user) {
        database.sql()
                .sql("""
                        insert into message_version (team_id, message_id, edited_at, content, entities, origin, user_id,
                                                     platform_time)
                        values (:team, :id, :at, :content, :entities, :origin, :user, :platformTime)
                        """)
                .param("team", team.value())
                .param("id", id.value())
                .param("at", Param.time(version.at()))
                .param("content", version.content())
                .param("entities", version.entities())
                .param("origin", version.origin() == null ? null : Param.word(version.origin()))
                .param("user", Param.idOrNull(user))
                .param("platformTime", version.isPlatformTime())
                .update();
    }

    void setText(TeamId team, MessageId id, Version version) {
        database.sql()
                .sql("""
                        update message set
                            original_entities = case when original_content is null then entities else original_entities end,
                            original_content = coalesce(original_content, content),
                            content = :content, entities = :entities, edited_at = :at
                        where team_id = :team and id = :id
                        """)
                .param("content", version.content())
                .param("entities", version.entities())
                .param("at", Param.time(version.at()))
                .param("team", team.value())
                .param("id", id.value())
                .update();
    }

    Optional<Deletion> deletion(TeamId team, MessageId id) {
        return database.sql()
                .sql("""
                        select for_all, deleted_at, origin, author_platform_id, platform_time from message_deletion
                        where team_id = :team and message_id = :id
                        """)
                .param("team", team.value())
                .param("id", id.value())
                .query((row, number) -> new Deletion(
                        row.getBoolean("for_all"),
                        Column.instant(row, "deleted_at"),
                        Column.word(row, "origin", Message.Origin.class),
                        row.getString("author_platform_id"),
                        row.getBoolean("platform_time")))
                .optional();
    }

    /** A deletion for all comes after one for ourselves; never the other way round. */
    void delete(TeamId team, MessageId id, Deletion deletion, @Nullable UserId user) {
        database.sql()
                .sql("""
                        insert into message_deletion (team_id, message_id, for_all, deleted_at, origin, user_id,
                                                      author_platform_id, platform_time)
                        values (:team, :id, :forAll, :at, :origin, :user, :author, :platformTime)
                        on conflict (team_id, message_id) do update set
                            for_all = excluded.for_all, deleted_at = excluded.deleted_at, origin = excluded.origin,
                            user_id = excluded.user_id, author_platform_id = excluded.author_platform_id,
                            platform_time = excluded.platform_time
                        """)
                .param("team", team.value())
                .param("id", id.value())
                .param("forAll", deletion.forAll())
                .param("at", Param.time(deletion.at()))
                .param("origin", Param.word(deletion.origin()))
                .param("user", Param.idOrNull(user))
                .param("author", deletion.authorPlatformId())
                .param("platformTime", deletion.isPlatformTime())
                .update();
        database.sql()
                .sql("""
                        update message set
                            deleted_at = coalesce(deleted_at, :at),
                            platform_deleted_at = case when :forAll then :at::timestamptz end
                        where team_id = :team and id = :id
                        """)
                .param("at", Param.time(deletion.at()))
                .param("forAll", deletion.forAll())
                .param("team", team.value())
                .param("id", id.value())
                .update();
    }

    Optional<LastReaction> lastReaction(TeamId team, MessageId id, String authorPlatformId) {
        return database.sql()
                .sql("""
                        select emoji, changed_at, platform_time from reaction
                        where team_id = :team and message_id = :id and author_platform_id = :author
                        """)
                .param("team", team.value())
                .param("id", id.value())
                .param("author", authorPlatformId)
                .query((row, number) -> new LastReaction(
                        row.getString("emoji"), Column.instant(row, "changed_at"), row.getBoolean("platform_time")))
                .optional();
    }

    /** @param countsAsChange whether the list of reactions is another one now */
    void react(
            TeamId team,
            Message message,
            String authorPlatformId,
            Reaction.Author author,
            LastReaction reaction,
            boolean countsAsChange) {
        database.sql()
                .sql("""
                        insert into reaction (team_id, message_id, author_platform_id, author, thread_id, emoji, changed_at,
                                              platform_time)
                        values (:team, :id, :authorId, :author, :thread, :emoji, :at, :platformTime)
                        on conflict (team_id, message_id, author_platform_id) do update set
                            emoji = excluded.emoji, changed_at = excluded.changed_at,
                            platform_time = excluded.platform_time
                        """)
                .param("team", team.value())
                .param("id", message.id().value())
                .param("authorId", authorPlatformId)
                .param("author", Param.word(author))
                .param("thread", message.threadId().value())
                .param("emoji", reaction.emoji())
                .param("at", Param.time(reaction.changedAt()))
                .param("platformTime", reaction.isPlatformTime())
                .update();
        if (countsAsChange) {
            database.sql()
                    .sql("""
                            update message set reactions_version = reactions_version + 1
                            where team_id = :team and id = :id
                            """)
                    .param("team", team.value())
                    .param("id", message.id().value())
                    .update();
        }
    }

    /** @param origin null for the original */
    record Version(
            String content,
            @Nullable String entities,
            Instant at,
            Message.@Nullable Origin origin,
            boolean isPlatformTime) {}

    record Deletion(
            boolean forAll,
            Instant at,
            Message.Origin origin,
            @Nullable String authorPlatformId,
            boolean isPlatformTime) {}

    /** @param emoji null when it was taken off */
    record LastReaction(@Nullable String emoji, Instant changedAt, boolean isPlatformTime) {}
}
