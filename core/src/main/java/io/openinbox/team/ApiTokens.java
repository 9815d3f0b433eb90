package io.openinbox.team;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.openinbox.db.Database;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.TokenId;
import io.openinbox.kernel.UserId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * API tokens: issued once, checked on every call.
 *
 * <p>A checked token is believed for {@link #TRUST}, so the common call costs no round trip and a revocation is obeyed
 * everywhere soon after.
 */
public final class ApiTokens {

    private static final String PREFIX = "ibt_";
    private static final int LONGEST = 200;
    private static final int NAME_LENGTH = 255;

    /** Within the 5 s a revocation may take, with room for the check itself. */
    private static final Duration TRUST = Duration.ofSeconds(4);

    /** How exact the last use is. */
    private static final Duration LAST_USE_STEP = Duration.ofMinutes(1);

    private final Database database;
    private final InboxClock clock;
    private final ApiTokenStore store;
    private final Cache<ByteBuffer, ApiToken> trusted =
            Caffeine.newBuilder().expireAfterWrite(TRUST).maximumSize(10_000).build();
    private final Cache<TokenId, Boolean> recentlyUsed = Caffeine.newBuilder()
            .expireAfterWrite(LAST_USE_STEP)
            .maximumSize(10_000)
            .build();

    public ApiTokens(Database database, InboxClock clock) {
        this.database = database;
        this.clock = clock;
        this.store = new ApiTokenStore(database);
    }

    /**
     * Issues a token.
     *
     * @param userId the member it acts as
     * @param v1XName {@code x}, {@code twitter}, or null for the server's default
     * @return the token's text, which cannot be had again
     */
    public String create(TeamId team, UserId userId, String name, Set<Scope> scopes, @Nullable String v1XName) {
        if (name.isBlank() || name.length() > NAME_LENGTH) {
            throw new InboxException(
                    ErrorCode.INVALID_REQUEST, "name: use between 1 and " + NAME_LENGTH + " characters.");
        }
        if (scopes.isEmpty()) {
            throw new InboxException(
                    ErrorCode.INVALID_REQUEST, "scopes: name at least one of read, write, send, admin.");
        }
        if (v1XName != null && !Set.of("x", "twitter").contains(v1XName)) {
            throw new InboxException(ErrorCode.INVALID_REQUEST, "v1-x-name: use x or twitter.");
        }
        String text = PREFIX + Secret.next();
        var token = new ApiToken(TokenId.next(), team, userId, Set.copyOf(scopes), v1XName);
        database.transaction(() -> store.insert(token, name, Secret.hash(text), clock.now()));
        return text;
    }

    /** Whom a presented token stands for; empty for anything that is not a live token. */
    public Optional<ApiToken> authenticate(String presented) {
        if (!presented.startsWith(PREFIX) || presented.length() > LONGEST) {
            return Optional.empty();
        }
        byte[] hash = Secret.hash(presented);
        ByteBuffer key = ByteBuffer.wrap(hash);
        ApiToken token = trusted.getIfPresent(key);
        if (token == null) {
            token = store.findLive(hash).orElse(null);
            if (token == null) {
                return Optional.empty();
            }
            trusted.put(key, token);
        }
        recordUse(token);
        return Optional.of(token);
    }

    /** What those of the tokens are called that were not revoked. */
    public Map<TokenId, String> names(TeamId team, Collection<TokenId> tokens) {
        return tokens.isEmpty() ? Map.of() : store.names(team, tokens);
    }

    public void revoke(TeamId team, TokenId token) {
        store.revoke(team, token, clock.now());
    }

    private void recordUse(ApiToken token) {
        if (recentlyUsed.asMap().putIfAbsent(token.id(), true) == null) {
            store.used(token.teamId(), token.id(), clock.now());
        }
    }
}
