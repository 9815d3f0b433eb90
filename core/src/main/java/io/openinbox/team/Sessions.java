package io.openinbox.team;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.openinbox.db.Database;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.UserId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * Signed-in browsers. A session that was looked up is believed for {@link #TRUST}: a page of the web inbox makes several
 * calls at once, and who was removed from a team is out of it soon after.
 */
public final class Sessions {

    /** How long a session lasts from signing in. */
    public static final Duration LIFE = Duration.ofDays(30);

    private static final Duration TRUST = Duration.ofSeconds(4);

    private final InboxClock clock;
    private final SessionStore store;
    private final TeamStore teams;
    private final Cache<ByteBuffer, SignedIn> trusted =
            Caffeine.newBuilder().expireAfterWrite(TRUST).maximumSize(10_000).build();

    public Sessions(Database database, InboxClock clock) {
        this.clock = clock;
        this.store = new SessionStore(database);
        this.teams = new TeamStore(database);
    }

    /** @return the secret the browser keeps in its cookie */
    public String open(UserId user) {
        String token = Secret.next();
        store.insertSession(Secret.hash(token), user, clock.now(), clock.now().plus(LIFE));
        return token;
    }

    public Optional<SignedIn> find(String token) {
        byte[] hash = Secret.hash(token);
        ByteBuffer key = ByteBuffer.wrap(hash);
        SignedIn known = trusted.getIfPresent(key);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<SignedIn> found =
                store.findSession(hash, clock.now()).map(person -> person.in(teams.memberships(person.userId())));
        found.ifPresent(person -> trusted.put(key, person));
        return found;
    }

    public void end(String token) {
        byte[] hash = Secret.hash(token);
        store.deleteSession(hash);
        trusted.invalidate(ByteBuffer.wrap(hash));
    }
}
