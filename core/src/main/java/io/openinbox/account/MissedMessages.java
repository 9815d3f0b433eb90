package io.openinbox.account;

import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.TeamId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whoever fetches what a platform could not deliver. */
public interface MissedMessages {

    /**
     * Takes note that messages of an account may have been missed; returns at once, and may be told the same again.
     *
     * @param since when deliveries last came for sure; null for "since the last that is stored"
     */
    void fetch(TeamId team, AccountLinkId link, @Nullable Instant since);
}
