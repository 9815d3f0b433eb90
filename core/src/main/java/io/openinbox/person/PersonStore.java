package io.openinbox.person;

import io.openinbox.db.Column;
import io.openinbox.db.Database;
import io.openinbox.db.Param;
import io.openinbox.kernel.ContactId;
import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.NameKey;
import io.openinbox.kernel.ProfileId;
import io.openinbox.kernel.StatusId;
import io.openinbox.kernel.TagId;
import io.openinbox.kernel.TeamId;
import io.openinbox.platform.Platform;
import io.openinbox.platform.ProfileFacts;
import io.openinbox.platform.ProfileField;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

final class PersonStore {

    private static final String SELECT = """
            select p.id, p.platform, p.platform_id, p.username, p.display_name, p.image, p.bio, p.location,
                   p.website_url, p.profile_url, p.verification, p.kind, p.is_protected, p.follower_count,
                   p.following_count, p.post_count, p.engagement_count, p.listed_count, p.platform_created_at,
                   p.platform_data, p.first_seen_at, p.last_updated_at, p.last_enriched_at, p.last_active_at, p.account_status,
                   c.id as contact_id, c.status_id, c.tag_ids, c.valuation, c.notes, c.assignee_id,
                   c.created_at as contact_created_at, c.updated_at as contact_updated_at
            from profile p join contact c on c.team_id = p.team_id and c.id = p.contact_id
            """;

    private final Database database;

    PersonStore(Database database) {
        this.database = database;
    }

    List<Person> getAll(TeamId team, Collection<ProfileId> ids) {
        return database.sql()
                .sql(SELECT + "where p.team_id = :team and p.id = any(:ids)")
                .param("team", team.value())
                .param("ids", Param.ids(ids))
                .query(PersonStore::read)
                .list();
    }

    /** A row for each profile, each with its contact. */
    List<Contact> ofContacts(TeamId team, Collection<ContactId> ids) {
        return database.sql()
                .sql(SELECT + """
                        where c.team_id = :team and c.id = any(:ids)
                        order by p.first_seen_at, p.id
                        """)
                .param("team", team.value())
                .param("ids", Param.ids(ids))
                .query((row, number) -> {
                    Person person = read(row, number);
                    return new Contact(
                            person.context().contactId(),
                            person.context(),
                            List.of(person.profile()),
                            Column.instant(row, "contact_created_at"),
                            Column.instant(row, "contact_updated_at"));
                })
                .list();
    }

    Optional<Person> findByPlatformId(TeamId team, String platformId) {
        // The index leads with the platform, of which there are few: named here, the search stays a handful of
        // look-ups.
        return database.sql()
                .sql(SELECT + """
                        where p.team_id = :team and p.platform_id = :platformId
                          and p.platform = any(array(select distinct a.platform from account_link a where a.team_id = :team))
                        order by p.first_seen_at, p.id
                        limit 1
                        """)
                .param("team", team.value())
                .param("platformId", platformId)
                .query(PersonStore::read)
                .optional();
    }

    Optional<Context> lockContact(TeamId team, ContactId id) {
        return database.sql()
                .sql("""
                        select id as contact_id, status_id, tag_ids, valuation, notes, assignee_id from contact
                        where team_id = :team and id = :id
                        for no key update
                        """)
                .param("team", team.value())
                .param("id", id.value())
                .query((row, number) -> readContext(row))
                .optional();
    }

    /** Returns the person whose profile is another now; empty when it was so before, or nobody knows them. */
    Optional<KnownPerson> change(
            TeamId team, Platform platform, String platformId, ProfileField field, String value, Instant now) {
        String column = switch (field) {
            case USERNAME -> "username";
            case DISPLAY_NAME -> "display_name";
            case IMAGE -> "image";
            case BIO -> "bio";
            case LOCATION -> "location";
            case WEBSITE_URL -> "website_url";
        };
        return database.sql()
                .sql("""
                        update profile set %1$s = nullif(:value, ''), last_updated_at = :now,
                            username_key = case when :isUsername then :key else username_key end
                        where team_id = :team and platform = :platform and platform_id = :platformId
                          and %1$s is distinct from nullif(:value, '') and contact_id is not null
                        returning id, contact_id
                        """.formatted(column))
                .param("value", value)
                .param("now", Param.time(now))
                .param("isUsername", field == ProfileField.USERNAME)
                .param("key", NameKey.of(value))
                .param("team", team.value())
                .param("platform", platform.name())
                .param("platformId", platformId)
                .query((row, number) -> new KnownPerson(
                        new ProfileId(Column.uuid(row, "id")),
                        new ContactId(Column.uuid(row, "contact_id")),
                        null,
                        false))
                .optional();
    }

    KnownPerson meet(TeamId team, Platform platform, String platformId, Instant now) {
        ContactId freshContact = ContactId.next();
        ProfileId freshProfile = ProfileId.next();
        Optional<KnownPerson> known = find(team, platform, platformId);
        if (known.isPresent()) {
            return known.get();
        }
        database.sql()
                .sql("""
                        with contact_made as (
                            insert into contact (team_id, id, created_at, updated_at) values (:team, :contact, :now, :now))
                        insert into profile (team_id, id, contact_id, platform, platform_id, first_seen_at, last_updated_at)
                        values (:team, :profile, :contact, :platform, :platformId, :now, :now)
                        on conflict (team_id, platform, platform_id) do nothing
                        """)
                .param("team", team.value())
                .param("contact", freshContact.value())
                .param("profile", freshProfile.value())
                .param("platform", platform.name())
                .param("platformId", platformId)
                .param("now", Param.time(now))
                .update();
        KnownPerson met = find(team, platform, platformId).orElseThrow();
        boolean isNew = met.profileId().equals(freshProfile);
        if (!isNew) {
            deleteContact(team, freshContact);
        }
        return new KnownPerson(met.profileId(), met.contactId(), met.assigneeId(), isNew);
    }

    private Optional<KnownPerson> find(TeamId team, Platform platform, String platformId) {
        return database.sql()
                .sql("""
                        select p.id, p.contact_id, c.assignee_id
                        from profile p join contact c on c.team_id = p.team_id and c.id = p.contact_id
                        where p.team_id = :team and p.platform = :platform and p.platform_id = :platformId
                        """)
                .param("team", team.value())
                .param("platform", platform.name())
                .param("platformId", platformId)
                .query((row, number) -> {
                    UUID assignee = Column.uuidOrNull(row, "assignee_id");
                    return new KnownPerson(
                            new ProfileId(Column.uuid(row, "id")),
                            new ContactId(Column.uuid(row, "contact_id")),
                            assignee == null ? null : new MemberId(assignee),
                            false);
                })
                .optional();
    }

    private void deleteContact(TeamId team, ContactId contact) {
        database.sql()
                .sql("delete from contact where team_id = :team and id = :id")
                .param("team", team.value())
                .param("id", contact.value())
                .update();
    }

    private static Person read(ResultSet row, int number) throws SQLException {
        var profile = new Profile(
                new ProfileId(Column.uuid(row, "id")),
                new Platform(Column.text(row, "platform")),
                readFacts(row),
                Column.instant(row, "first_seen_at"),
                Column.instant(row, "last_updated_at"),
                Column.instantOrNull(row, "last_enriched_at"),
                Column.instantOrNull(row, "last_active_at"),
                AccountStatus.ofStoredName(Column.text(row, "account_status")));
        return new Person(profile, readContext(row));
    }

    private static Context readContext(ResultSet row) throws SQLException {
        UUID status = Column.uuidOrNull(row, "status_id");
        UUID assignee = Column.uuidOrNull(row, "assignee_id");
        return new Context(
                new ContactId(Column.uuid(row, "contact_id")),
                Column.uuids(row, "tag_ids").stream().map(TagId::new).toList(),
                status == null ? null : new StatusId(status),
                row.getBigDecimal("valuation"),
                row.getString("notes"),
                assignee == null ? null : new MemberId(assignee));
    }

    /** Those of the platform's people who are known, locked in the order every change of profiles takes. */
    List<StoredProfile> lock(TeamId team, Platform platform, Collection<String> platformIds) {
        return database.sql()
                .sql("""
                        select id, contact_id, platform_id, username, display_name, image, bio, location, website_url,
                               profile_url, verification, kind, is_protected, follower_count, following_count, post_count,
                               engagement_count, listed_count, platform_created_at, platform_data, account_status
                        from profile
                        where team_id = :team and platform = :platform and platform_id = any(:ids)
                          and contact_id is not null
                        order by platform_id
                        for no key update
                        """)
                .param("team", team.value())
                .param("platform", platform.name())
                .param("ids", Param.texts(platformIds))
                .query((row, number) -> new StoredProfile(
                        new ProfileId(Column.uuid(row, "id")),
                        new ContactId(Column.uuid(row, "contact_id")),
                        readFacts(row),
                        AccountStatus.ofStoredName(Column.text(row, "account_status"))))
                .list();
    }

    private static ProfileFacts readFacts(ResultSet row) throws SQLException {
        return new ProfileFacts(
                Column.text(row, "platform_id"),
                row.getString("username"),
                row.getString("display_name"),
                row.getString("image"),
                row.getString("bio"),
                row.getString("location"),
                row.getString("website_url"),
                row.getString("profile_url"),
                Column.word(row, "verification", ProfileFacts.Verification.class),
                Column.word(row, "kind", ProfileFacts.Kind.class),
                row.getBoolean("is_protected"),
                Column.longOrNull(row, "follower_count"),
                Column.longOrNull(row, "following_count"),
                Column.longOrNull(row, "post_count"),
                Column.longOrNull(row, "engagement_count"),
                Column.longOrNull(row, "listed_count"),
                Column.instantOrNull(row, "platform_created_at"),
                row.getString("platform_data"));
    }
}
