package io.openinbox.simulator.x;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What users allowed the app: authorization codes, access tokens and refresh tokens. Thread-safe. */
final class Grants {

    static final Duration ACCESS_TOKEN_LIFE = Duration.ofHours(2);
    static final Set<String> ALL_SCOPES = Set.of(
            "tweet.read",
            "users.read",
            "dm.read",
            "dm.write",
            "media.write",
            "offline.access",
            "block.read",
            "block.write",
            "mute.read",
            "mute.write");

    private static final Duration CODE_LIFE = Duration.ofSeconds(30);

    /** Tokens as issued; the refresh token is null without the scope {@code offline.access}. */
    record Issued(
            String userId,
            Set<String> scopes,
            String accessToken,
            @Nullable String refreshToken) {}

    /** A user token that is in force. */
    record Access(String userId, Set<String> scopes) {}

    private record Code(
            String userId, Set<String> scopes, String redirectUri, String challenge, String method, Instant expires) {}

    private record AccessToken(String userId, Set<String> scopes, Instant expires) {}

    private record RefreshToken(String userId, Set<String> scopes) {}

    private final SimulatedClock clock;
    private final Map<String, Code> codes = new HashMap<>();
    private final Map<String, AccessToken> accessTokens = new HashMap<>();
    private final Map<String, RefreshToken> refreshTokens = new HashMap<>();
    private final Set<String> linked = new TreeSet<>();

    Grants(SimulatedClock clock) {
        this.clock = clock;
    }

    synchronized String code(
            String userId, Set<String> scopes, String redirectUri, String challenge, String challengeMethod) {
        String code = Secrets.random(64);
        codes.put(
                code,
                new Code(
                        userId,
                        scopes,
                        redirectUri,
                        challenge,
                        challengeMethod,
                        clock.instant().plus(CODE_LIFE)));
        return code;
    }

    /** A code is spent by the first attempt, also by one that fails. */
    synchronized Optional<Issued> exchange(String code, String redirectUri, String verifier) {
        Code found = codes.remove(code);
        if (found == null
                || !clock.instant().isBefore(found.expires())
                || !found.redirectUri().equals(redirectUri)) {
            return Optional.empty();
        }
        String challenge = found.method().equals("plain") ? verifier : Secrets.codeChallenge(verifier);
        if (!challenge.equals(found.challenge())) {
            return Optional.empty();
        }
        return Optional.of(issue(found.userId(), found.scopes()));
    }

    /** The refresh token is spent; the answer holds the next one. */
    synchronized Optional<Issued> refresh(String refreshToken) {
        RefreshToken spent = refreshTokens.remove(refreshToken);
        return spent == null ? Optional.empty() : Optional.of(issue(spent.userId(), spent.scopes()));
    }

    synchronized Issued issue(String userId, Set<String> scopes) {
        String access = Secrets.random(90);
        accessTokens.put(access, new AccessToken(userId, scopes, clock.instant().plus(ACCESS_TOKEN_LIFE)));
        String refresh = null;
        if (scopes.contains("offline.access")) {
            refresh = Secrets.random(90);
            refreshTokens.put(refresh, new RefreshToken(userId, scopes));
        }
        linked.add(userId);
        return new Issued(userId, scopes, access, refresh);
    }

    synchronized Optional<Access> access(String accessToken) {
        AccessToken token = accessTokens.get(accessToken);
        return token == null || !clock.instant().isBefore(token.expires())
                ? Optional.empty()
                : Optional.of(new Access(token.userId(), token.scopes()));
    }

    synchronized void expireAccessTokens(String userId) {
        accessTokens.values().removeIf(token -> token.userId().equals(userId));
    }

    synchronized void expireRefreshTokens(String userId) {
        refreshTokens.values().removeIf(token -> token.userId().equals(userId));
    }

    /** Ends everything a user allowed. */
    synchronized void revokeAll(String userId) {
        expireAccessTokens(userId);
        expireRefreshTokens(userId);
        codes.values().removeIf(code -> code.userId().equals(userId));
        linked.remove(userId);
    }

    /** Ends one token, as the revoke call does. A token that is unknown is as good as revoked. */
    synchronized void revoke(String token) {
        AccessToken access = accessTokens.remove(token);
        RefreshToken refresh = refreshTokens.remove(token);
        String userId = access != null ? access.userId() : refresh != null ? refresh.userId() : "";
        boolean anyLeft =
                accessTokens.values().stream().anyMatch(left -> left.userId().equals(userId))
                        || refreshTokens.values().stream()
                                .anyMatch(left -> left.userId().equals(userId));
        if (!anyLeft) {
            linked.remove(userId);
        }
    }

    /** The accounts that are linked to the app, whether or not their access token is still in force. */
    synchronized List<String> linked() {
        return new ArrayList<>(linked);
    }

    synchronized boolean isLinked(String userId) {
        return linked.contains(userId);
    }
}
