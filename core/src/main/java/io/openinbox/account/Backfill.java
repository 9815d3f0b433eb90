package io.openinbox.account;

import io.openinbox.kernel.AccountLinkId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the reading of an account's history has come.
 *
 * @param requestedAt what an import finds that is younger was written after the account was linked: it is news, not history
 * @param since a gap's beginning; null until it is worked out from what is stored
 * @param page the platform's name of the next older page; null for the newest
 * @param reachedAt the time of the oldest message read
 * @param restarts how often in a row the platform had forgotten the page, without getting further back in between
 * @param reads how many messages the platform handed out
 * @param messages how many of them were not stored before
 * @param nextAt when it goes on; null once finished
 * @param problem what it waits for, or why it ended early; null when all is well
 */
public record Backfill(
        AccountLinkId accountLinkId,
        Kind kind,
        Instant requestedAt,
        @Nullable Instant since,
        @Nullable String page,
        @Nullable Instant reachedAt,
        int restarts,
        long reads,
        long messages,
        @Nullable Instant nextAt,
        @Nullable String problem,
        @Nullable Instant finishedAt) {

    public enum Kind {
        /** Everything written before the account was linked; tells nobody. */
        IMPORT,
        /** What deliveries may have missed; told like what they bring. */
        GAP
    }

    public boolean isFinished() {
        return finishedAt != null;
    }
}
