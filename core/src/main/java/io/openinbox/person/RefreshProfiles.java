package io.openinbox.person;

import io.openinbox.account.AccountLink;
import io.openinbox.account.AccountLinks;
import io.openinbox.account.PlatformPauses;
import io.openinbox.account.ReadBudget;
import io.openinbox.db.Database;
import io.openinbox.event.Events;
import io.openinbox.event.NewEvent;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.TeamId;
import io.openinbox.platform.Connector;
import io.openinbox.platform.Connectors;
import io.openinbox.platform.Platform;
import io.openinbox.platform.ProfileFacts;
import io.openinbox.platform.ProfileLookUp;
import io.openinbox.platform.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks platforms once a day who the people are that a team talks to, a batch at a time and within the day's reads. Runs on every
 * node; a team's turn is one node's.
 */
public final class RefreshProfiles {

    private static final Logger log = LoggerFactory.getLogger(RefreshProfiles.class);

    private static final int BATCH = 100;
    private static final Duration ACTIVE = Duration.ofDays(30);
    private static final Duration DAY = Duration.ofDays(1);

    /** Longer than a look-up takes. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    /** Between two batches of a team, so that a large team's are spread over the day. */
    private static final Duration BETWEEN_BATCHES = Duration.ofMinutes(5);

    private static final Duration WHEN_ALL_IS_FRESH = Duration.ofHours(1);

    private final Database database;
    private final InboxClock clock;
    private final Connectors connectors;
    private final AccountLinks accountLinks;
    private final ReadBudget budget;
    private final PlatformPauses pauses;
    private final Events events;
    private final ProfileRefreshStore store;
    private final PersonStore people;

    public RefreshProfiles(
            Database database,
            InboxClock clock,
            Connectors connectors,
            AccountLinks accountLinks,
            ReadBudget budget,
            PlatformPauses pauses,
            Events events) {
        this.database = database;
        this.clock = clock;
        this.connectors = connectors;
        this.accountLinks = accountLinks;
        this.budget = budget;
        this.pauses = pauses;
        this.events = events;
        this.store = new ProfileRefreshStore(database);
        this.people = new PersonStore(database);
    }

    /** Takes every turn that is due. */
    public void run() {
        if (budget.isOff()) {
            return;
        }
        for (ProfileRefreshStore.Turn turn : store.turns()) {
            Instant now = clock.now();
            if (store.claim(turn.teamId(), turn.platform(), now, now.plus(LEASE))) {
                Duration wait = turn(turn.teamId(), turn.platform());
                long spread = Math.max(1, wait.toMillis() / 10);
                store.setNext(
                        turn.teamId(),
                        turn.platform(),
                        clock.now()
                                .plus(wait)
                                .truncatedTo(ChronoUnit.MILLIS)
                                .plusMillis(ThreadLocalRandom.current().nextLong(spread)));
            }
        }
    }

    /** Returns how long until the team's next turn. */
    private Duration turn(TeamId team, Platform platform) {
        Instant now = clock.now();
        Optional<Connector> connector = connectors.find(platform);
        Optional<AccountLink> link = accountLinks.list(team).stream()
                .filter(candidate ->
                        candidate.platform().equals(platform) && candidate.status() == AccountLink.Status.ACTIVE)
                .findFirst();
        if (connector.isEmpty() || link.isEmpty() || pauses.find(platform).isPresent()) {
            return WHEN_ALL_IS_FRESH;
        }
        List<String> outdated = store.outdated(team, platform, now.minus(ACTIVE), now.minus(DAY), BATCH);
        int granted = outdated.isEmpty() ? 0 : budget.take(team, platform, outdated.size());
        if (granted == 0) {
            return WHEN_ALL_IS_FRESH;
        }
        Set<String> asked = Set.copyOf(outdated.subList(0, granted));
        ProfileLookUp answer;
        try {
            answer = connector.get().profiles(accountLinks.access(team, link.get()), asked);
        } catch (InboxException e) {
            budget.giveBack(team, platform, granted);
            return WHEN_ALL_IS_FRESH;
        }
        return switch (answer) {
            case ProfileLookUp.Found found -> {
                budget.giveBack(team, platform, granted - found.found().size());
                store(team, platform, found);
                yield granted == BATCH ? BETWEEN_BATCHES : WHEN_ALL_IS_FRESH;
            }
            case ProfileLookUp.Unavailable unavailable -> {
                budget.giveBack(team, platform, granted);
                if (unavailable.refusal() == Refusal.OUT_OF_CREDITS) {
                    pauses.begin(platform, unavailable.detail());
                }
                log.info("{} profiles could not be refreshed: {}", granted, unavailable.detail());
                yield unavailable.retryAfter();
            }
        };
    }

    private void store(TeamId team, Platform platform, ProfileLookUp.Found answer) {
        Map<String, ProfileFacts> found = new HashMap<>();
        answer.found().forEach(facts -> found.put(facts.platformId(), facts));
        List<String> ids = Stream.concat(found.keySet().stream(), answer.gone().keySet().stream())
                .toList();
        database.transaction(() -> {
            Instant now = clock.now();
            List<NewEvent> changes = new ArrayList<>();
            for (StoredProfile profile : people.lock(team, platform, ids)) {
                ProfileFacts facts = found.get(profile.facts().platformId());
                boolean isChange;
                if (facts != null) {
                    isChange = isChange(profile, facts);
                    store.update(team, profile.id(), facts, isChange, now);
                } else {
                    AccountStatus status = status(Objects.requireNonNull(
                            answer.gone().get(profile.facts().platformId())));
                    isChange = status != profile.status();
                    store.setStatus(team, profile.id(), status, isChange, now);
                }
                if (isChange) {
                    changes.add(PersonEvents.enriched(profile.id(), profile.contactId(), now));
                }
            }
            events.append(team, changes);
        });
    }

    private static AccountStatus status(ProfileLookUp.Gone gone) {
        return switch (gone) {
            case SUSPENDED -> AccountStatus.SUSPENDED;
            case NOT_FOUND -> AccountStatus.NOT_FOUND;
        };
    }

    /** Counts change all the time and are nobody's news. */
    private static boolean isChange(StoredProfile before, ProfileFacts after) {
        return before.status() != AccountStatus.ACTIVE || !seen(before.facts()).equals(seen(after));
    }

    private static List<Optional<Object>> seen(ProfileFacts facts) {
        return List.of(
                Optional.ofNullable(facts.username()),
                Optional.ofNullable(facts.displayName()),
                Optional.ofNullable(facts.image()),
                Optional.ofNullable(facts.bio()),
                Optional.ofNullable(facts.location()),
                Optional.ofNullable(facts.websiteUrl()),
                Optional.of(facts.verification()),
                Optional.of(facts.kind()),
                Optional.of(facts.isProtected()));
    }
}
