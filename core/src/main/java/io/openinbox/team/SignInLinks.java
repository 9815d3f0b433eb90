package io.openinbox.team;

import io.openinbox.db.Database;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.UserId;
import java.time.Duration;
import java.util.Optional;

/** Secrets that sign a person in once. */
public final class SignInLinks {

    private static final Duration LIFE = Duration.ofMinutes(15);

    private final InboxClock clock;
    private final SessionStore store;

    public SignInLinks(Database database, InboxClock clock) {
        this.clock = clock;
        this.store = new SessionStore(database);
    }

    /**
     * @return the secret, good for one use within 15 minutes
     * @throws InboxException {@code MEMBER_NOT_FOUND} when nobody has this address
     */
    public String create(String email) {
        Email address = Email.of(email);
        UserId user = store.findUser(address.key())
                .orElseThrow(() -> new InboxException(
                        ErrorCode.MEMBER_NOT_FOUND, "email: nobody here has the address " + address.address() + "."));
        String secret = Secret.next();
        store.insertSignIn(Secret.hash(secret), user, clock.now(), clock.now().plus(LIFE));
        return secret;
    }

    /** Uses a secret up; empty when it is unknown, used or expired. */
    public Optional<UserId> redeem(String secret) {
        return store.takeSignIn(Secret.hash(secret), clock.now());
    }
}
