package io.openinbox.message;

import io.openinbox.account.AccountLink;
import io.openinbox.account.AccountLinks;
import io.openinbox.account.Backfill;
import io.openinbox.account.Backfill.Kind;
import io.openinbox.account.Backfills;
import io.openinbox.account.Backfills.LeaseLostException;
import io.openinbox.account.ClaimedBackfill;
import io.openinbox.account.PlatformPauses;
import io.openinbox.account.ReadBudget;
import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.TeamId;
import io.openinbox.platform.Connector;
import io.openinbox.platform.Connectors;
import io.openinbox.platform.HistoryPage;
import io.openinbox.platform.Inbound;
import io.openinbox.platform.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads accounts' histories page by page, newest first: everything once after linking, and what deliveries may have missed.
 * Each page is committed together with the place to go on from, so a node may die at any time. Runs on every node.
 */
public final class FetchHistory {

    private static final Logger log = LoggerFactory.getLogger(FetchHistory.class);

    private static final int IMPORT_PAGE = 100;

    /** Most gaps are short or none, and platforms bill what they hand out: look a little, then more. */
    private static final int FIRST_GAP_PAGE = 10;

    /** As many as are told in one transaction, which holds the team's counter. */
    private static final int GAP_PAGE = 50;

    /** One account's turn; then others have theirs. */
    private static final int PAGES_PER_TURN = 5;

    private static final int AT_ONCE = 8;

    /** Deliveries arrive in no certain order: a little before the gap may be missing, too. */
    private static final Duration MARGIN = Duration.ofMinutes(10);

    /** A reading that gets no further between one forgotten page and the next never will. */
    private static final int MOST_RESTARTS = 3;

    private static final Duration LATER = Duration.ofHours(1);
    private static final Duration NO_CREDIT = Duration.ofMinutes(15);
    private static final Duration AFTER_A_FAILURE = Duration.ofMinutes(1);

    private final InboxClock clock;
    private final Connectors connectors;
    private final AccountLinks accountLinks;
    private final Backfills backfills;
    private final ReadBudget budget;
    private final PlatformPauses pauses;
    private final IngestMessages ingest;
    private final MessageStore messages;

    FetchHistory(
            InboxClock clock,
            Connectors connectors,
            AccountLinks accountLinks,
            Backfills backfills,
            ReadBudget budget,
            PlatformPauses pauses,
            IngestMessages ingest,
            MessageStore messages) {
        this.clock = clock;
        this.connectors = connectors;
        this.accountLinks = accountLinks;
        this.backfills = backfills;
        this.budget = budget;
        this.pauses = pauses;
        this.ingest = ingest;
        this.messages = messages;
    }

    /** Reads some of everything that is due. */
    public void run() {
        for (TeamId team : backfills.teamsDue()) {
            List<ClaimedBackfill> claimed = backfills.claim(team);
            if (!claimed.isEmpty()) {
                try (ExecutorService turns = Executors.newFixedThreadPool(
                        Math.min(AT_ONCE, claimed.size()),
                        Thread.ofVirtual().name("history").factory())) {
                    List<Future<?>> running = new ArrayList<>();
                    claimed.forEach(claim -> running.add(turns.submit(() -> turn(team, claim))));
                }
            }
        }
    }

    private void turn(TeamId team, ClaimedBackfill claimed) {
        try {
            new Turn(team, claimed).take();
        } catch (LeaseLostException e) {
            log.debug(
                    "The history of account link {} is read elsewhere.",
                    claimed.backfill().accountLinkId());
        } catch (RuntimeException e) {
            log.error(
                    "The history of account link {} could not be read; it will be tried again.",
                    claimed.backfill().accountLinkId(),
                    e);
            backfills.postpone(team, claimed, clock.now().plus(AFTER_A_FAILURE), "an error here; the log has it");
        }
    }

    /** What one account reads before the others' turn. */
    private final class Turn {

        private final TeamId team;
        private final ClaimedBackfill claimed;
        private final AccountLinkId linkId;
        private final AccountLink link;
        private Backfill at;

        Turn(TeamId team, ClaimedBackfill claimed) {
            this.team = team;
            this.claimed = claimed;
            this.at = claimed.backfill();
            this.linkId = at.accountLinkId();
            this.link = accountLinks.get(team, linkId);
        }

        void take() {
            Optional<Connector> connector = connectors.find(link.platform());
            if (connector.isEmpty() || link.status() != AccountLink.Status.ACTIVE) {
                postpone(LATER, "the account is not connected");
                return;
            }
            if (pauses.find(link.platform()).isPresent()) {
                postpone(NO_CREDIT, "the app has no credit on " + link.platform());
                return;
            }
            for (int pages = 0; pages < PAGES_PER_TURN; pages++) {
                if (!page(connector.get())) {
                    return;
                }
            }
            backfills.postpone(team, claimed, clock.now(), null);
        }

        /** Returns whether there is more to read now. */
        private boolean page(Connector connector) {
            int size = size();
            int granted = budget.take(team, link.platform(), size);
            if (granted == 0) {
                postponeUntil(budget.renewedAt(), "today's reads are used up");
                return false;
            }
            HistoryPage page;
            try {
                page = connector.history(accountLinks.access(team, link), at.page(), granted);
            } catch (InboxException e) {
                budget.giveBack(team, link.platform(), granted);
                postpone(LATER, "the account is not connected");
                return false;
            }
            return switch (page) {
                case HistoryPage.Read read -> {
                    budget.giveBack(team, link.platform(), granted - read.reads());
                    yield store(read);
                }
                case HistoryPage.PageForgotten _ -> {
                    budget.giveBack(team, link.platform(), granted);
                    yield restart();
                }
                case HistoryPage.Unavailable unavailable -> {
                    budget.giveBack(team, link.platform(), granted);
                    if (unavailable.refusal() == Refusal.OUT_OF_CREDITS) {
                        pauses.begin(link.platform(), unavailable.detail());
                    }
                    postpone(unavailable.retryAfter(), unavailable.detail());
                    yield false;
                }
            };
        }

        private int size() {
            return switch (at.kind()) {
                case IMPORT -> IMPORT_PAGE;
                case GAP -> at.page() == null ? FIRST_GAP_PAGE : GAP_PAGE;
            };
        }

        private boolean store(HistoryPage.Read read) {
            String asked = at.page();
            List<Inbound.Message> found = read.found().stream()
                    .filter(Inbound.Message.class::isInstance)
                    .map(Inbound.Message.class::cast)
                    .toList();
            Set<String> known = messages.knownPlatformIds(
                    team,
                    linkId,
                    found.stream().map(Inbound.Message::platformId).toList());
            ingest.receive(
                    team,
                    linkId,
                    link.platform(),
                    read.found().stream()
                            .filter(inbound -> !(inbound instanceof Inbound.Message))
                            .toList());
            boolean isLast = switch (at.kind()) {
                case IMPORT -> storeImported(read, found, known);
                case GAP -> storeMissed(read, found, known);
            };
            boolean isEnd = isLast || read.next() == null || read.next().equals(asked);
            if (isEnd) {
                finish(null);
            }
            return !isEnd;
        }

        private boolean storeImported(HistoryPage.Read read, List<Inbound.Message> found, Set<String> known) {
            List<Inbound> news = new ArrayList<>();
            List<Inbound.Message> history = new ArrayList<>();
            for (Inbound.Message message : found) {
                if (message.at().isAfter(at.requestedAt())) {
                    news.add(message);
                } else {
                    history.add(message);
                }
            }
            ingest.receive(team, linkId, link.platform(), news);
            storeAndAdvance(history, true, after(read, at.since(), found.size() - known.size()));
            return false;
        }

        /** Up to the first that is stored and older than the gap: what came before was delivered. */
        private boolean storeMissed(HistoryPage.Read read, List<Inbound.Message> found, Set<String> known) {
            Instant since = at.since() == null
                    ? messages.lastDelivered(team, linkId, at.requestedAt()).orElse(Instant.EPOCH)
                    : at.since();
            Instant beginning = beginning(since);
            List<Inbound.Message> missed = found.stream()
                    .filter(message -> message.at().isAfter(beginning))
                    .toList();
            int fresh = (int) missed.stream()
                    .filter(message -> !known.contains(message.platformId()))
                    .count();
            storeAndAdvance(missed, false, after(read, since, fresh));
            return found.stream()
                            .anyMatch(message -> !message.at().isAfter(since) && known.contains(message.platformId()))
                    || (read.oldestAt() != null && read.oldestAt().isBefore(beginning));
        }

        /** What is older than the account's link is the import's. */
        private Instant beginning(Instant since) {
            Instant linkedAt = backfills
                    .find(team, linkId, Kind.IMPORT)
                    .map(Backfill::requestedAt)
                    .orElse(link.createdAt());
            Instant beginning = since.minus(MARGIN);
            return beginning.isAfter(linkedAt) ? beginning : linkedAt;
        }

        private void storeAndAdvance(List<Inbound.Message> stored, boolean isHistory, Backfill to) {
            ingest.page(team, linkId, link.platform(), stored, isHistory, () -> {
                if (!backfills.advance(team, claimed, to)) {
                    throw new LeaseLostException();
                }
            });
            at = to;
        }

        private Backfill after(HistoryPage.Read read, @Nullable Instant since, int fresh) {
            Instant oldest = read.oldestAt();
            Instant reached = at.reachedAt();
            boolean isFurther = oldest != null && (reached == null || oldest.isBefore(reached));
            return new Backfill(
                    linkId,
                    at.kind(),
                    at.requestedAt(),
                    since,
                    read.next(),
                    isFurther ? oldest : reached,
                    isFurther ? 0 : at.restarts(),
                    at.reads() + read.reads(),
                    at.messages() + fresh,
                    null,
                    null,
                    null);
        }

        private boolean restart() {
            if (at.restarts() >= MOST_RESTARTS) {
                finish("the platform forgets its pages faster than they may be read: what is older is missing");
                return false;
            }
            Backfill to = new Backfill(
                    linkId,
                    at.kind(),
                    at.requestedAt(),
                    at.since(),
                    null,
                    at.reachedAt(),
                    at.restarts() + 1,
                    at.reads(),
                    at.messages(),
                    null,
                    null,
                    null);
            if (!backfills.advance(team, claimed, to)) {
                throw new LeaseLostException();
            }
            at = to;
            return true;
        }

        private void finish(@Nullable String problem) {
            backfills.finish(team, claimed, problem);
            log.info(
                    "Read {} messages of account link {}'s history ({}), {} of them new{}.",
                    at.reads(),
                    linkId,
                    at.kind() == Kind.IMPORT ? "import" : "gap",
                    at.messages(),
                    problem == null ? "" : "; " + problem);
        }

        private void postpone(Duration wait, String problem) {
            postponeUntil(clock.now().plus(wait), problem);
        }

        /** A little later than asked, each its own: what ends for all at the same time must not begin so. */
        private void postponeUntil(Instant until, String problem) {
            long spread = Math.max(
                    1, Math.min(60_000, Duration.between(clock.now(), until).toMillis() / 10));
            backfills.postpone(
                    team,
                    claimed,
                    until.truncatedTo(ChronoUnit.MILLIS)
                            .plusMillis(ThreadLocalRandom.current().nextLong(spread)),
                    problem);
        }
    }
}
