package io.openinbox.team;

import io.openinbox.db.Column;
import io.openinbox.db.Database;
import io.openinbox.db.Param;
import io.openinbox.kernel.Cursor;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

final class MemberStore {

    private static final String SELECT = """
            select m.id, m.user_id, u.name, u.email, u.image, m.role, m.created_at, m.updated_at
            from member m join app_user u on u.id = m.user_id
            where m.team_id = :team
            """;

    private final Database database;

    MemberStore(Database database) {
        this.database = database;
    }

    List<Member> list(TeamId team) {
        return database.sql()
                .sql(SELECT + "order by m.created_at, m.id")
                .param("team", team.value())
                .query(MemberStore::read)
                .list();
    }

    List<Member> page(TeamId team, @Nullable Cursor after, int rows) {
        return database.sql()
                .sql(SELECT
                        + "and (m.created_at, m.id) > (:at::timestamptz, :id) order by m.created_at, m.id limit :rows")
                .param("team", team.value())
                .param("at", after == null ? OffsetDateTime.MIN : Param.time(after.at()))
                .param("id", after == null ? new UUID(0, 0) : after.id())
                .param("rows", rows)
                .query(MemberStore::read)
                .list();
    }

    Optional<Member> find(TeamId team, MemberId member) {
        return database.sql()
                .sql(SELECT + "and m.id = :id")
                .param("team", team.value())
                .param("id", member.value())
                .query(MemberStore::read)
                .optional();
    }

    Optional<Member> findByUser(TeamId team, UserId user) {
        return database.sql()
                .sql(SELECT + "and m.user_id = :user")
                .param("team", team.value())
                .param("user", user.value())
                .query(MemberStore::read)
                .optional();
    }

    boolean exists(TeamId team, MemberId member) {
        return database.sql()
                .sql("select exists (select from member where team_id = :team and id = :id)")
                .param("team", team.value())
                .param("id", member.value())
                .query(Boolean.class)
                .single();
    }

    Optional<String> firstOwnerEmail() {
        return database.sql().sql("""
                        select u.email from member m join app_user u on u.id = m.user_id
                        where m.role = 'owner'
                        order by m.created_at, m.id
                        limit 1
                        """).query(String.class).optional();
    }

    /** Adds the person to the team, known to the installation or not. */
    Member add(TeamId team, String emailText, Role role, Instant now) {
        Email email = Email.of(emailText);
        UUID user = user(email, now);
        MemberId id = MemberId.next();
        int added = database.sql()
                .sql("""
                        insert into member (team_id, id, user_id, role, created_at)
                        values (:team, :id, :user, :role, :now)
                        on conflict (team_id, user_id) do nothing
                        """)
                .param("team", team.value())
                .param("id", id.value())
                .param("user", user)
                .param("role", Param.word(role))
                .param("now", Param.time(now))
                .update();
        if (added == 0) {
            throw new InboxException(
                    ErrorCode.NAME_TAKEN,
                    "email: " + email.address() + " is a member of this team already.",
                    Map.of("name", email.address()));
        }
        return new Member(id, new UserId(user), null, email.address(), null, role, now, null);
    }

    private UUID user(Email email, Instant now) {
        database.sql()
                .sql("""
                        insert into app_user (id, email, email_key, created_at) values (:id, :email, :key, :now)
                        on conflict (email_key) do nothing
                        """)
                .param("id", UserId.next().value())
                .param("email", email.address())
                .param("key", email.key())
                .param("now", Param.time(now))
                .update();
        return database.sql()
                .sql("select id from app_user where email_key = :key")
                .param("key", email.key())
                .query(UUID.class)
                .single();
    }

    private static Member read(ResultSet row, int number) throws SQLException {
        return new Member(
                new MemberId(Column.uuid(row, "id")),
                new UserId(Column.uuid(row, "user_id")),
                row.getString("name"),
                Column.text(row, "email"),
                row.getString("image"),
                Column.word(row, "role", Role.class),
                Column.instant(row, "created_at"),
                Column.instantOrNull(row, "updated_at"));
    }
}
