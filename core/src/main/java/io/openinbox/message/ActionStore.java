package io.openinbox.message;

import io.openinbox.db.Column;
import io.openinbox.db.Database;
import io.openinbox.db.Param;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.UserId;
import io.openinbox.platform.Action;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changes of messages the platform was asked for and has not been heard of. */
final class ActionStore {

    private final Database database;

    ActionStore(Database database) {
        this.database = database;
    }

    /**
     * Takes the turn at a message, from a request that has lost its own by now or when it is free.
     *
     * @return false while another request has it
     */
    boolean begin(
            TeamId team,
            MessageId message,
            UUID id,
            Action.OnMessage action,
            Actor actor,
            Instant now,
            Instant deadline) {
        return database.sql()
                        .sql("""
                                insert into message_action as a (team_id, message_id, id, kind, content, origin, user_id,
                                                                 started_at, deadline_at)
                                values (:team, :message, :id, :kind, :content, :origin, :user, :now, :deadline)
                                on conflict (team_id, message_id) do update set
                                    id = excluded.id, kind = excluded.kind, content = excluded.content,
                                    origin = excluded.origin, user_id = excluded.user_id,
                                    started_at = excluded.started_at, deadline_at = excluded.deadline_at
                                where a.deadline_at <= excluded.started_at
                                """)
                        .param("team", team.value())
                        .param("message", message.value())
                        .param("id", id)
                        .param("kind", Param.word(OpenAction.Kind.of(action)))
                        .param("content", content(action))
                        .param("origin", Param.word(actor.origin()))
                        .param("user", actor.userId().value())
                        .param("now", Param.time(now))
                        .param("deadline", Param.time(deadline))
                        .update()
                > 0;
    }

    Optional<OpenAction> find(TeamId team, MessageId message) {
        return database.sql()
                .sql("""
                        select id, kind, content, origin, user_id from message_action
                        where team_id = :team and message_id = :message
                        """)
                .param("team", team.value())
                .param("message", message.value())
                .query((row, number) -> new OpenAction(
                        Column.uuid(row, "id"),
                        Column.word(row, "kind", OpenAction.Kind.class),
                        row.getString("content"),
                        Column.word(row, "origin", Message.Origin.class),
                        new UserId(Column.uuid(row, "user_id"))))
                .optional();
    }

    void end(TeamId team, MessageId message, UUID id) {
        database.sql()
                .sql("delete from message_action where team_id = :team and message_id = :message and id = :id")
                .param("team", team.value())
                .param("message", message.value())
                .param("id", id)
                .update();
    }

    /** Gives the turn back and keeps the row: should the platform tell of the change after all, it was this one. */
    void leaveOpen(TeamId team, MessageId message, UUID id, Instant now) {
        database.sql()
                .sql("""
                        update message_action set deadline_at = :now
                        where team_id = :team and message_id = :message and id = :id
                        """)
                .param("now", Param.time(now))
                .param("team", team.value())
                .param("message", message.value())
                .param("id", id)
                .update();
    }

    private static @Nullable String content(Action.OnMessage action) {
        return switch (action) {
            case Action.Edit edit -> edit.text();
            case Action.React react -> react.emoji();
            case Action.Unreact unreact -> unreact.emoji();
            case Action.Unsend _, Action.DeleteForSelf _ -> null;
        };
    }
}
