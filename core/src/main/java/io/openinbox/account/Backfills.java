package io.openinbox.account;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.openinbox.db.Database;
import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.TeamId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be read of accounts' histories, and how far that has come. Requests are cheap and may come at any time and from
 * any node; a worker does the reading.
 */
public final class Backfills {

    /** Longer than a page takes; a node that dies costs no more than this delay. */
    private static final Duration LEASE = Duration.ofMinutes(1);

    /** What reconnects every second is not read every second: platforms bill each look. */
    private static final Duration BETWEEN_GAPS = Duration.ofSeconds(10);

    private static final Duration SYNCING_IS_KNOWN = Duration.ofSeconds(1);
    private static final int BATCH = 20;

    private final Database database;
    private final InboxClock clock;
    private final ReadBudget budget;
    private final BackfillStore store;
    private final LoadingCache<TeamId, Set<AccountLinkId>> importing;

    public Backfills(Database database, InboxClock clock, ReadBudget budget) {
        this.database = database;
        this.clock = clock;
        this.budget = budget;
        this.store = new BackfillStore(database);
        this.importing = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(SYNCING_IS_KNOWN)
                .build(team -> Set.copyOf(store.importing(team)));
    }

    /** To be called in the transaction that links an account: its history is imported, or what it missed is read. */
    void linked(TeamId team, AccountLinkId link, boolean isSynced) {
        if (isSynced) {
            requestGap(team, link, null);
        } else {
            store.requestImport(team, link, clock.now());
        }
    }

    /**
     * Asks for what deliveries may have missed: it will be stored, and told, as if it had been delivered. May be asked for
     * again and again; overlapping gaps become one.
     *
     * @param since when deliveries last came for sure; null for "since the last that is stored"
     */
    public void requestGap(TeamId team, AccountLinkId link, @Nullable Instant since) {
        database.transaction(() -> {
            Instant now = clock.now();
            Instant notBefore = store.find(team, link, Backfill.Kind.GAP)
                    .map(Backfill::finishedAt)
                    .map(finished -> finished.plus(BETWEEN_GAPS))
                    .orElse(now);
            store.requestGap(team, link, since, now, notBefore);
        });
    }

    /** Asks for what came while nobody listened; for the start of a server. */
    public void requestGaps() {
        if (!budget.isOff()) {
            store.linked().forEach(link -> requestGap(link.teamId(), link.accountLinkId(), null));
        }
    }

    /** Imports and gaps of a team's accounts, finished ones included. */
    public List<Backfill> list(TeamId team) {
        return store.list(team);
    }

    public Optional<Backfill> find(TeamId team, AccountLinkId link, Backfill.Kind kind) {
        return store.find(team, link, kind);
    }

    /** The accounts whose older messages are still being imported, as of a moment ago: lists ask for it. */
    public Set<AccountLinkId> importing(TeamId team) {
        return budget.isOff() ? Set.of() : importing.get(team);
    }

    /** Teams with something to read. */
    public List<TeamId> teamsDue() {
        return budget.isOff() ? List.of() : store.teamsDue(clock.now());
    }

    /** Takes some of a team's due reading for this node. */
    public List<ClaimedBackfill> claim(TeamId team) {
        Instant now = clock.now();
        return database.transaction(() -> store.claim(team, now, now.plus(LEASE), BATCH));
    }

    /** Records how far the reading has come; returns false when it is no longer this node's. */
    public boolean advance(TeamId team, ClaimedBackfill claimed, Backfill to) {
        return store.advance(team, claimed, to, clock.now().plus(LEASE));
    }

    /** Lets it rest; whichever node comes by then goes on. */
    public void postpone(TeamId team, ClaimedBackfill claimed, Instant until, @Nullable String problem) {
        database.transaction(() -> store.postpone(team, claimed, until, problem));
    }

    /** @param problem why it ended early, or null */
    public void finish(TeamId team, ClaimedBackfill claimed, @Nullable String problem) {
        Instant now = clock.now();
        database.transaction(() -> {
            if (claimed.backfill().kind() == Backfill.Kind.IMPORT) {
                store.setSynced(team, claimed.backfill().accountLinkId(), now);
            }
            if (!store.finish(team, claimed, now, problem)) {
                throw new LeaseLostException();
            }
        });
    }

    /** Another node, or another request, has taken the reading over; what this one did is undone. */
    public static final class LeaseLostException extends RuntimeException {

        private static final long serialVersionUID = 1;

        public LeaseLostException() {
            super("The back-fill is another's by now.");
        }
    }
}
