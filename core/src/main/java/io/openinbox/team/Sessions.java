package io.openinbox.team;

import io.openinbox.db.Database;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.UserId;
import java.time.Duration;
import java.util.Optional;

/** Signed-in browsers. */
public final class Sessions {

    /** How long a session lasts from signing in. */
    public static final Duration LIFE = Duration.ofDays(30);

    private final InboxClock clock;
    private final SessionStore store;

    public Sessions(Database database, InboxClock clock) {
        this.clock = clock;
        this.store = new SessionStore(database);
    }

    /** @return the secret the browser keeps in its cookie */
    public String open(UserId user) {
        String token = Secret.next();
        store.insertSession(Secret.hash(token), user, clock.now(), clock.now().plus(LIFE));
        return token;
    }

    public Optional<SignedIn> find(String token) {
        return store.findSession(Secret.hash(token), clock.now());
    }

    public void end(String token) {
        store.deleteSession(Secret.hash(token));
    }
}
