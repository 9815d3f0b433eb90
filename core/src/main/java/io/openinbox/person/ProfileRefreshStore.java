package io.openinbox.person;

import io.openinbox.db.Column;
import io.openinbox.db.Database;
import io.openinbox.db.Param;
import io.openinbox.kernel.NameKey;
import io.openinbox.kernel.ProfileId;
import io.openinbox.kernel.TeamId;
import io.openinbox.platform.Platform;
import io.openinbox.platform.ProfileFacts;
import java.time.Instant;
import java.util.List;

final class ProfileRefreshStore {

    private final Database database;

    ProfileRefreshStore(Database database) {
        this.database = database;
    }

    /** Every platform of every team that has an account linked. */
    List<Turn> turns() {
        return database.sql()
                .sql("select distinct team_id, platform from account_link_lookup")
                .query((row, number) ->
                        new Turn(new TeamId(Column.uuid(row, "team_id")), new Platform(Column.text(row, "platform"))))
                .list();
    }

    record Turn(TeamId teamId, Platform platform) {}

    /** Takes the team's turn until a time; returns false when it is not due, or another node's. */
    boolean claim(TeamId team, Platform platform, Instant now, Instant until) {
        return database.sql()
                        .sql("""
                                insert into profile_refresh as r (team_id, platform, next_at)
                                values (:team, :platform, :until)
                                on conflict (team_id, platform) do update set next_at = excluded.next_at
                                where r.next_at <= :now
                                """)
                        .param("team", team.value())
                        .param("platform", platform.name())
                        .param("until", Param.time(until))
                        .param("now", Param.time(now))
                        .update()
                == 1;
    }

    void setNext(TeamId team, Platform platform, Instant next) {
        database.sql()
                .sql("update profile_refresh set next_at = :next where team_id = :team and platform = :platform")
                .param("next", Param.time(next))
                .param("team", team.value())
                .param("platform", platform.name())
                .update();
    }

    /** Platform ids of people with a sign of life since a time of whom nothing was asked since another, the longest first. */
    List<String> outdated(TeamId team, Platform platform, Instant activeSince, Instant askedBefore, int most) {
        return database.sql()
                .sql("""
                        select platform_id from profile
                        where team_id = :team and platform = :platform and last_active_at >= :activeSince
                          and contact_id is not null
                          and coalesce(greatest(last_enriched_at, checked_at), '-infinity') < :askedBefore
                        order by greatest(last_enriched_at, checked_at) nulls first, id
                        limit :most
                        """)
                .param("team", team.value())
                .param("platform", platform.name())
                .param("activeSince", Param.time(activeSince))
                .param("askedBefore", Param.time(askedBefore))
                .param("most", most)
                .query((row, number) -> Column.text(row, "platform_id"))
                .list();
    }

    /** @param isChange whether people see another person now */
    void update(TeamId team, ProfileId id, ProfileFacts facts, boolean isChange, Instant now) {
        String username = facts.username();
        database.sql()
                .sql("""
                        update profile set username = :username, username_key = :usernameKey, display_name = :displayName,
                               image = :image, bio = :bio, location = :location, website_url = :websiteUrl,
                               profile_url = coalesce(:profileUrl, profile_url), verification = :verification, kind = :kind,
                               is_protected = :isProtected,
                               follower_count = coalesce(:followers::bigint, follower_count),
                               following_count = coalesce(:following::bigint, following_count),
                               post_count = coalesce(:posts::bigint, post_count),
                               engagement_count = coalesce(:engagement::bigint, engagement_count),
                               listed_count = coalesce(:listed::bigint, listed_count),
                               platform_created_at = coalesce(:createdAt::timestamptz, platform_created_at),
                               platform_data = coalesce(:platformData, platform_data),
                               last_updated_at = case when :isChange then :now else last_updated_at end,
                               last_enriched_at = :now, checked_at = :now, account_status = 'active'
                        where team_id = :team and id = :id
                        """)
                .param("username", username)
                .param("usernameKey", username == null ? null : NameKey.of(username))
                .param("displayName", facts.displayName())
                .param("image", facts.image())
                .param("bio", facts.bio())
                .param("location", facts.location())
                .param("websiteUrl", facts.websiteUrl())
                .param("profileUrl", facts.profileUrl())
                .param("verification", Param.word(facts.verification()))
                .param("kind", Param.word(facts.kind()))
                .param("isProtected", facts.isProtected())
                .param("followers", facts.followerCount())
                .param("following", facts.followingCount())
                .param("posts", facts.postCount())
                .param("engagement", facts.engagementCount())
                .param("listed", facts.listedCount())
                .param("createdAt", Param.timeOrNull(facts.platformCreatedAt()))
                .param("platformData", facts.platformData())
                .param("isChange", isChange)
                .param("now", Param.time(now))
                .param("team", team.value())
                .param("id", id.value())
                .update();
    }

    /** What was known of the person stays. */
    void setStatus(TeamId team, ProfileId id, AccountStatus status, boolean isChange, Instant now) {
        database.sql()
                .sql("""
                        update profile set account_status = :status, checked_at = :now,
                               last_updated_at = case when :isChange then :now else last_updated_at end
                        where team_id = :team and id = :id
                        """)
                .param("status", status.storedName())
                .param("isChange", isChange)
                .param("now", Param.time(now))
                .param("team", team.value())
                .param("id", id.value())
                .update();
    }
}
