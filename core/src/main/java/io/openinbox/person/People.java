package io.openinbox.person;

import io.openinbox.db.Database;
import io.openinbox.event.EventRefs;
import io.openinbox.event.Events;
import io.openinbox.event.NewEvent;
import io.openinbox.kernel.ContactId;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.ProfileId;
import io.openinbox.kernel.TeamId;
import io.openinbox.pipeline.Statuses;
import io.openinbox.pipeline.Tags;
import io.openinbox.platform.Platform;
import io.openinbox.platform.ProfileField;
import io.openinbox.team.Members;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The people a team talks to. */
public final class People {

    private static final BigDecimal HIGHEST_VALUATION = new BigDecimal("999999999999999");

    /** Beyond this a fraction is noise of somebody's arithmetic. */
    private static final int VALUATION_DECIMALS = 10;

    private final Database database;
    private final InboxClock clock;
    private final Events events;
    private final Tags tags;
    private final Statuses statuses;
    private final Members members;
    private final PersonStore store;
    private final ContactStore contacts;

    public People(Database database, InboxClock clock, Events events, Tags tags, Statuses statuses, Members members) {
        this.database = database;
        this.clock = clock;
        this.events = events;
        this.tags = tags;
        this.statuses = statuses;
        this.members = members;
        this.store = new PersonStore(database);
        this.contacts = new ContactStore(database);
    }

    /** @throws InboxException {@code PROFILE_NOT_FOUND} */
    public Person get(TeamId team, ProfileId id) {
        return store.getAll(team, List.of(id)).stream()
                .findFirst()
                .orElseThrow(() ->
                        new InboxException(ErrorCode.PROFILE_NOT_FOUND, "There is no such prospect in this team."));
    }

    /** Those of the given ids that exist. */
    public Map<ProfileId, Person> getAll(TeamId team, Collection<ProfileId> ids) {
        return store.getAll(team, ids).stream()
                .collect(Collectors.toMap(person -> person.profile().id(), Function.identity()));
    }

    /** The person with this id on whichever platform has one, the earliest met first. */
    public Optional<Person> findByPlatformId(TeamId team, String platformId) {
        return store.findByPlatformId(team, platformId);
    }

    /**
     * Takes note of what a person changed in their profile; a person unknown to the team stays so.
     *
     * @param value empty when the person took out what stood there
     */
    public void changed(TeamId team, Platform platform, String platformId, ProfileField field, String value) {
        database.transaction(() -> {
            Instant now = clock.now();
            List<NewEvent> enriched = store.change(team, platform, platformId, field, value, now).stream()
                    .map(person -> PersonEvents.enriched(person, now))
                    .toList();
            events.append(team, enriched);
        });
    }

    /** The person with this id on the platform, made known to the team if need be. */
    public KnownPerson meet(TeamId team, Platform platform, String platformId) {
        return store.meet(team, platform, platformId, clock.now());
    }

    /** @throws InboxException {@code PROFILE_NOT_FOUND} */
    public ContactId contactOf(TeamId team, ProfileId profile) {
        return get(team, profile).context().contactId();
    }

    /**
     * Refuses a change that names what the team does not have, and keeps its tags and status from being deleted until the
     * transaction ends. Comes before every other lock.
     *
     * @throws InboxException {@code TAG_NOT_FOUND}, {@code STATUS_NOT_FOUND}, {@code MEMBER_NOT_FOUND}, {@code
     *     UNACCEPTABLE_VALUE} for the valuation
     */
    public void require(TeamId team, ContextChange change) {
        if (change.valuation() != null && change.valuation().value() != null) {
            requireValuation(change.valuation().value());
        }
        tags.keep(team, change.tags());
        if (change.status() != null && change.status().value() != null) {
            statuses.keep(team, change.status().value());
        }
        if (change.assignee() != null && change.assignee().memberId() != null) {
            members.require(team, change.assignee().memberId());
        }
    }

    /**
     * Writes what the team says about a contact; what it means for the contact's threads is for {@code thread} to say. Runs in
     * the caller's transaction, after {@link #require} and with the account links locked that the change concerns.
     *
     * @param through the profile the change was asked for, or null
     * @return the events to append, one for each aspect that changed
     * @throws InboxException {@code CONTACT_NOT_FOUND}
     */
    public List<NewEvent> change(
            TeamId team, ContactId id, @Nullable ProfileId through, ContextChange change, Instant now) {
        Context before = store.lockContact(team, id)
                .orElseThrow(() ->
                        new InboxException(ErrorCode.CONTACT_NOT_FOUND, "There is no such contact in this team."));
        Context after = before.with(change);
        ProfileId profile = through == null ? contacts.firstProfile(team, id) : through;
        List<NewEvent> happened = ContactEvents.between(before, after, EventRefs.person(profile, id), now);
        if (!happened.isEmpty()) {
            contacts.write(team, after, now);
        }
        return happened;
    }

    private static void requireValuation(BigDecimal valuation) {
        if (valuation.abs().compareTo(HIGHEST_VALUATION) > 0
                || valuation.stripTrailingZeros().scale() > VALUATION_DECIMALS) {
            throw new InboxException(
                    ErrorCode.UNACCEPTABLE_VALUE,
                    "valuation: must lie between -" + HIGHEST_VALUATION + " and " + HIGHEST_VALUATION
                            + " and have no more than " + VALUATION_DECIMALS + " decimals.");
        }
    }
}
