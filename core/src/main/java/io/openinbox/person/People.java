package io.openinbox.person;

import io.openinbox.db.Database;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.ProfileId;
import io.openinbox.kernel.TeamId;
import io.openinbox.platform.Platform;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The people a team talks to. */
public final class People {

    private final InboxClock clock;
    private final PersonStore store;

    public People(Database database, InboxClock clock) {
        this.clock = clock;
        this.store = new PersonStore(database);
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

    /** The person with this id on the platform, made known to the team if need be. */
    public KnownPerson meet(TeamId team, Platform platform, String platformId) {
        return store.meet(team, platform, platformId, clock.now());
    }
}
