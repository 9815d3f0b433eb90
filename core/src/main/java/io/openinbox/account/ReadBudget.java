package io.openinbox.account;

import io.openinbox.db.Database;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.TeamId;
import io.openinbox.platform.Platform;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Keeps reading within what the operator is willing to pay for. Taken before the platform is asked, so that nodes that read at
 * the same time, or die while they do, never read more.
 */
public final class ReadBudget {

    private final ReadLimits limits;
    private final Database database;
    private final InboxClock clock;
    private final ReadBudgetStore store;

    public ReadBudget(Database database, InboxClock clock, ReadLimits limits) {
        this.limits = limits;
        this.database = database;
        this.clock = clock;
        this.store = new ReadBudgetStore(database);
    }

    public boolean isOff() {
        return limits.isNothing();
    }

    /** Takes up to so many of today's reads; returns how many there were, 0 for none. */
    public int take(TeamId team, Platform platform, int wanted) {
        if (isOff()) {
            return 0;
        }
        int day = today();
        return database.transaction(() -> {
            // The installation's row is locked first and by everybody: team rows need no order among themselves.
            long left = limits.perDay() - store.lockReads(ReadBudgetStore.EVERYBODY, platform, day);
            long teamsLeft = limits.perTeamPerDay() - store.lockReads(team, platform, day);
            int granted = (int) Math.max(0, Math.min(wanted, Math.min(left, teamsLeft)));
            add(team, platform, day, granted);
            return granted;
        });
    }

    /** Gives back what was taken today and not read. */
    public void giveBack(TeamId team, Platform platform, int unused) {
        if (unused > 0) {
            int day = today();
            database.transaction(() -> add(team, platform, day, -unused));
        }
    }

    /** What the team has read today. */
    public long spent(TeamId team, Platform platform) {
        return store.reads(team, platform, today());
    }

    /** When there is a new day's budget. */
    public Instant renewedAt() {
        return LocalDate.ofEpochDay(today())
                .plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }

    private void add(TeamId team, Platform platform, int day, int reads) {
        if (reads != 0) {
            store.add(ReadBudgetStore.EVERYBODY, platform, day, reads);
            store.add(team, platform, day, reads);
        }
    }

    private int today() {
        return (int) LocalDate.ofInstant(clock.now(), ZoneOffset.UTC).toEpochDay();
    }
}
