package io.openinbox.connector.x;

import io.openinbox.connector.x.XAnswer.Answered;
import io.openinbox.connector.x.XAnswer.NoAnswer;
import io.openinbox.connector.x.XAnswer.NotReached;
import io.openinbox.platform.LinkFlow;
import io.openinbox.platform.PlatformException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** X's OAuth 2: the page a person decides on, and what their decision is worth. */
final class XLinkFlow implements LinkFlow {

    /** In the order in which X's page lists them. {@code offline.access} is what makes X give a refresh token. */
    private static final List<String> SCOPES =
            List.of("tweet.read", "users.read", "dm.read", "dm.write", "media.write", "offline.access");

    /** Without one of these nothing of the inbox works; without the others a part of it does. */
    private static final Set<String> NEEDED = Set.of("users.read", "dm.read", "dm.write", "offline.access");

    private final XSettings settings;
    private final String clientId;
    private final XClient client;
    private final InstantSource clock;
    private final Duration budget;

    XLinkFlow(XSettings settings, String clientId, XClient client, InstantSource clock, Duration budget) {
        this.settings = settings;
        this.clientId = clientId;
        this.client = client;
        this.clock = clock;
        this.budget = budget;
    }

    @Override
    public URI authorizePage(URI returnTo, String state, String verifier) {
        return URI.create(settings.authorizeUrl()
                + "?response_type=code"
                + "&client_id=" + encode(clientId)
                + "&redirect_uri=" + encode(returnTo.toString())
                + "&scope=" + encode(String.join(" ", SCOPES))
                + "&state=" + encode(state)
                + "&code_challenge=" + challenge(verifier)
                + "&code_challenge_method=S256");
    }

    @Override
    public String exchange(URI returnTo, String code, String verifier) {
        return switch (client.exchange(clientId, code, returnTo, verifier, Deadline.in(budget))) {
            case Answered answered
            when answered.isSuccess() -> credentials(answered).text();
            case Answered answered -> throw refused(answered);
            case NotReached _ -> throw new PlatformException("X could not be reached. Try again later.");
            case NoAnswer _ -> throw new PlatformException("X did not answer. Try again later.");
        };
    }

    private XCredentials credentials(Answered answer) {
        var accessToken = XWire.text(answer.body(), "access_token");
        if (accessToken == null) {
            throw new PlatformException("X gave no token. Try again later.");
        }
        var scope = XWire.text(answer.body(), "scope");
        if (scope != null) {
            requireScopes(Set.copyOf(Arrays.asList(scope.split(" "))));
        }
        var seconds = XWire.whole(answer.body(), "expires_in");
        return new XCredentials(
                accessToken,
                XWire.text(answer.body(), "refresh_token"),
                seconds == null ? null : clock.instant().plusSeconds(seconds));
    }

    /** X gives what the app may ask for, which the operator chose in its settings. */
    private static void requireScopes(Set<String> granted) {
        var missing = new TreeSet<>(NEEDED);
        missing.removeAll(granted);
        if (!missing.isEmpty()) {
            throw new PlatformException("X did not grant "
                    + missing.stream().collect(Collectors.joining(", "))
                    + ": give the X app the permission \"Read and write and Direct message\", then link the account"
                    + " again.");
        }
    }

    private static PlatformException refused(Answered answer) {
        if (XSession.isAppRefused(answer)) {
            return new PlatformException(
                    "X does not accept the app's client id or secret: compare INBOX_X_CLIENT_ID and INBOX_X_CLIENT_SECRET"
                            + " with the X app's settings.");
        }
        if (answer.status() == 400 || answer.status() == 401) {
            return new PlatformException(
                    "X no longer took the permission: it is good for half a minute and for one use. Start again.");
        }
        return new PlatformException(XProblem.of(answer).detail(null));
    }

    @Override
    public Optional<Instant> expiry(String credentials) {
        return Optional.ofNullable(XCredentials.parse(credentials).expiresAt());
    }

    @Override
    public void giveBack(String credentials) {
        var held = XCredentials.parse(credentials);
        var deadline = Deadline.in(budget);
        // The refresh token first: it outlives the other.
        if (held.refreshToken() != null) {
            revoke(held.refreshToken(), "refresh_token", deadline);
        }
        revoke(held.accessToken(), "access_token", deadline);
    }

    private void revoke(String token, String kind, Deadline deadline) {
        switch (client.revoke(clientId, token, kind, deadline)) {
            case Answered answered when answered.isSuccess() -> {}
            case Answered answered ->
                throw new PlatformException(XProblem.of(answered).detail(null));
            case NotReached notReached ->
                throw new PlatformException("X could not be reached (" + notReached.why() + ").");
            case NoAnswer noAnswer -> throw new PlatformException("X did not answer (" + noAnswer.why() + ").");
        }
    }

    private static String challenge(String verifier) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String value) {
        // Inside a query X reads a plus as a plus.
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
