package io.openinbox.account;

import io.openinbox.kernel.LinkAttemptId;
import io.openinbox.kernel.UserId;
import io.openinbox.platform.Platform;
import java.net.URI;
import java.time.Instant;

/**
 * A member has gone to a platform's page to allow us to act for an account, and has not come back yet.
 *
 * @param returnTo where the platform sends the browser: the exchange must name the same address
 * @param verifier encrypted at rest: with the code, it opens the account
 */
record LinkAttempt(
        LinkAttemptId id, Platform platform, UserId userId, URI returnTo, String verifier, Instant expiresAt) {

    /** Without the verifier. */
    @Override
    public String toString() {
        return "LinkAttempt[id=" + id + ", platform=" + platform + "]";
    }
}
