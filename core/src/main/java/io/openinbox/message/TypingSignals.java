package io.openinbox.message;

import io.openinbox.account.AccountLink;
import io.openinbox.account.AccountLinks;
import io.openinbox.account.TeamLink;
import io.openinbox.db.Database;
import io.openinbox.event.Events;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.ThreadId;
import io.openinbox.person.People;
import io.openinbox.platform.AccountAccess;
import io.openinbox.platform.Action;
import io.openinbox.platform.ActionOutcome;
import io.openinbox.platform.Capability;
import io.openinbox.platform.Connector;
import io.openinbox.platform.Connectors;
import io.openinbox.platform.Inbound;
import io.openinbox.platform.Refusal;
import io.openinbox.thread.Thread;
import io.openinbox.thread.ThreadEvents;
import io.openinbox.thread.Threads;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the other side that a member types, and tells the team that the other side does. */
public final class TypingSignals {

    private static final Logger log = LoggerFactory.getLogger(TypingSignals.class);

    private static final Duration BETWEEN_SHOWN = Duration.ofMillis(2_500);
    private static final Duration BETWEEN_TOLD = Duration.ofSeconds(5);

    /** Who began to type longer ago has sent it or thought better of it. */
    private static final Duration OLDEST = Duration.ofMinutes(1);

    private final Database database;
    private final InboxClock clock;
    private final Connectors connectors;
    private final AccountLinks accountLinks;
    private final People people;
    private final Threads threads;
    private final Events events;
    private final TypingStore store;

    TypingSignals(
            Database database,
            InboxClock clock,
            Connectors connectors,
            AccountLinks accountLinks,
            People people,
            Threads threads,
            Events events) {
        this.database = database;
        this.clock = clock;
        this.connectors = connectors;
        this.accountLinks = accountLinks;
        this.people = people;
        this.threads = threads;
        this.events = events;
        this.store = new TypingStore(database);
    }

    /** What became of a signal. Only {@code SHOWN} has reached the platform. */
    public enum Outcome {
        SHOWN,
        /** One was shown in the thread a moment ago, or the platform takes no more of them for now. */
        TOO_OFTEN,
        /** The thread's setting, or the team's, is off. */
        SWITCHED_OFF,
        /** The account cannot show it: {@link Capability#SEND_TYPING} is not among its capabilities. */
        UNSUPPORTED,
        /** The account is signed out or paused, or the platform refused. */
        UNAVAILABLE
    }

    /** @throws InboxException {@code THREAD_NOT_FOUND} */
    public Outcome show(TeamId team, ThreadId id) {
        Thread thread = threads.get(team, id);
        AccountLink link = accountLinks.get(team, thread.accountLinkId());
        if (!accountLinks.capabilities(link).contains(Capability.SEND_TYPING)) {
            return Outcome.UNSUPPORTED;
        }
        if (!store.isEnabled(team, id)) {
            return Outcome.SWITCHED_OFF;
        }
        if (link.status() != AccountLink.Status.ACTIVE) {
            return Outcome.UNAVAILABLE;
        }
        if (!store.show(team, id, clock.now(), BETWEEN_SHOWN)) {
            return Outcome.TOO_OFTEN;
        }
        String person = people.get(team, thread.profileId()).profile().facts().platformId();
        return call(connectors.require(link.platform()), accountLinks.access(team, link), person);
    }

    private static Outcome call(Connector connector, AccountAccess access, String person) {
        ActionOutcome outcome = connector.act(access, new Action.ShowTyping(person));
        return switch (outcome) {
            // Whether an unanswered one was shown nobody knows, and in a moment it is over.
            case ActionOutcome.Done _, ActionOutcome.Unanswered _ -> Outcome.SHOWN;
            case ActionOutcome.Refused refused -> {
                log.debug("{} did not show that we type: {}", connector.platform(), refused.detail());
                yield refused.refusal() == Refusal.THROTTLED ? Outcome.TOO_OFTEN : Outcome.UNAVAILABLE;
            }
        };
    }

    void receive(TeamLink owner, Inbound.Typing typing) {
        TeamId team = owner.teamId();
        Instant now = clock.now();
        Instant at = typing.at();
        if (at != null && at.isBefore(now.minus(OLDEST))) {
            return;
        }
        threads.findByPlatformId(team, owner.accountLinkId(), typing.personPlatformId())
                .filter(thread -> !thread.isIdle())
                .ifPresent(thread -> database.transaction(() -> {
                    if (store.tell(team, thread.id(), now, BETWEEN_TOLD)) {
                        events.append(team, List.of(ThreadEvents.typing(thread, typing.personPlatformId(), now)));
                    }
                }));
    }
}
