package io.openinbox.message;

import io.openinbox.account.AccountLink;
import io.openinbox.account.AccountLinks;
import io.openinbox.db.Database;
import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.TeamId;
import io.openinbox.platform.Connector;
import io.openinbox.platform.Connectors;
import io.openinbox.platform.Direction;
import io.openinbox.platform.Inbound;
import io.openinbox.platform.LookUp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what became of sends nobody waits for any more: the platform timed out, or the node that made them is gone.
 * Runs on every node; only rows past their deadline are touched, so one node's start never disturbs another's sends.
 */
public final class ResolveSends {

    private static final Logger log = LoggerFactory.getLogger(ResolveSends.class);

    private static final int BATCH = 100;

    /** Longer than a look-up takes; a node that dies holding it costs no more than this delay. */
    private static final Duration LEASE = Duration.ofMinutes(1);

    private static final Duration RETRY_CONVERSATION_IN_USE = Duration.ofSeconds(5);

    private final Database database;
    private final InboxClock clock;
    private final Connectors connectors;
    private final AccountLinks accountLinks;
    private final SendTimes times;
    private final SendResults results;
    private final Echoes echoes;
    private final SendStore sends;
    private final MessageStore messages;

    ResolveSends(
            Database database,
            InboxClock clock,
            Connectors connectors,
            AccountLinks accountLinks,
            SendTimes times,
            SendResults results,
            Echoes echoes) {
        this.database = database;
        this.clock = clock;
        this.connectors = connectors;
        this.accountLinks = accountLinks;
        this.times = times;
        this.results = results;
        this.echoes = echoes;
        this.sends = new SendStore(database);
        this.messages = new MessageStore(database);
    }

    /** Does everything that is due. */
    public void run() {
        echoes.settleDue();
        for (TeamId team : sends.teamsDue(clock.now())) {
            Instant now = clock.now();
            List<OpenSend> claimed = database.transaction(() -> sends.claimDue(team, now, now.plus(LEASE), BATCH));
            // An echo that waits here already costs no look-up.
            claimed.stream().map(OpenSend::conversation).distinct().forEach(talk -> echoes.settle(team, talk));
            claimed.stream()
                    .collect(Collectors.groupingBy(send -> send.conversation().accountLinkId()))
                    .forEach((link, waiting) -> resolve(team, link, waiting));
        }
    }

    private void resolve(TeamId team, AccountLinkId linkId, List<OpenSend> waiting) {
        List<OpenSend> open = waiting.stream()
                .filter(send -> sends.open(team, send.conversation()).stream()
                        .anyMatch(other -> other.messageId().equals(send.messageId())))
                .sorted(Comparator.comparing(OpenSend::startedAt))
                .toList();
        if (open.isEmpty()) {
            return;
        }
        switch (lookUp(team, linkId, open)) {
            case LookUp.Found found -> assign(team, open, found.messages());
            case LookUp.Unavailable unavailable -> {
                log.info(
                        "Could not look for {} sends of account link {}: {}",
                        open.size(),
                        linkId,
                        unavailable.detail());
                Instant next = clock.now().plus(unavailable.retryAfter());
                for (OpenSend send : open) {
                    // In one transaction: an echo that settles the send in between would see it opened again.
                    database.transaction(() -> {
                        results.overdue(team, send);
                        sends.postpone(team, send, next);
                    });
                }
            }
        }
    }

    private LookUp lookUp(TeamId team, AccountLinkId linkId, List<OpenSend> open) {
        AccountLink link = accountLinks.get(team, linkId);
        Optional<Connector> connector = connectors.find(link.platform());
        if (connector.isEmpty() || link.status() != AccountLink.Status.ACTIVE) {
            return new LookUp.Unavailable("the account is not connected", times.then());
        }
        Set<String> people = open.stream()
                .map(send -> send.conversation().personPlatformId())
                .collect(Collectors.toSet());
        try {
            return connector
                    .get()
                    .latest(
                            accountLinks.access(team, link),
                            people,
                            open.getFirst().earliest());
        } catch (RuntimeException e) {
            // A connector never throws; one that does must not keep these sends from being shown, nor others' from
            // being found.
            log.error("The connector to {} failed to look for sends of account link {}.", link.platform(), linkId, e);
            return new LookUp.Unavailable(e.getClass().getSimpleName(), times.then());
        }
    }

    private void assign(TeamId team, List<OpenSend> open, List<Inbound.Message> seen) {
        Map<String, List<Inbound.Message>> ours = seen.stream()
                .filter(message -> message.direction() == Direction.OUTBOUND)
                .sorted(Comparator.comparing(Inbound.Message::at))
                .collect(Collectors.groupingBy(Inbound.Message::personPlatformId));
        for (OpenSend send : open) {
            List<Inbound.Message> candidates =
                    new ArrayList<>(ours.getOrDefault(send.conversation().personPlatformId(), List.of()));
            candidates.removeIf(message -> !send.matches(message.text(), message.at()));
            decide(team, send, candidates);
        }
    }

    /**
     * In one transaction with the account link locked: a send that began meanwhile may own what was seen, and would have
     * its row committed by now.
     */
    private void decide(TeamId team, OpenSend send, List<Inbound.Message> candidates) {
        database.transaction(() -> {
            AccountLinkId link = send.conversation().accountLinkId();
            accountLinks.lock(team, List.of(link));
            Instant now = clock.now();
            Set<String> taken = messages.knownPlatformIds(
                    team,
                    link,
                    candidates.stream().map(Inbound.Message::platformId).toList());
            Optional<Inbound.Message> match = candidates.stream()
                    .filter(message -> !taken.contains(message.platformId()))
                    .findFirst();
            boolean inUse = sends.open(team, send.conversation()).stream().anyMatch(other -> other.isInFlight(now));
            if (match.isPresent() && !inUse) {
                results.confirmed(
                        team, send, match.get().platformId(), match.get().at());
                return;
            }
            results.overdue(team, send);
            if (match.isPresent()) {
                sends.postpone(team, send, now.plus(RETRY_CONVERSATION_IN_USE));
            } else {
                sends.lookedUp(
                        team,
                        send,
                        times.next(send.startedAt(), send.lookUps() + 1, now).orElse(null));
            }
        });
    }
}
