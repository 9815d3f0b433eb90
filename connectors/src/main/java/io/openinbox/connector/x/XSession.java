package io.openinbox.connector.x;

import io.openinbox.connector.x.XAnswer.Answered;
import io.openinbox.connector.x.XAnswer.NoAnswer;
import io.openinbox.connector.x.XAnswer.NotReached;
import io.openinbox.platform.AccountAccess;
import io.openinbox.platform.PlatformException;
import io.openinbox.platform.Refusal;
import io.openinbox.platform.SendOutcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Calls X in an account's name and renews its tokens when they have ended: at most once per act. */
final class XSession {

    private static final String SIGNED_OUT = "X no longer accepts the account's authorisation: link the account again.";

    /** Renewing takes this long at least: an answer that is cut off holds the only refresh token that still works. */
    private static final Duration SHORTEST_RENEWAL = Duration.ofSeconds(5);

    /** The operator's app is refused, not the account: its link is sound and works again once the settings are right. */
    private static final Set<String> APP_REFUSED = Set.of("invalid_client", "unauthorized_client");

    private final XSettings settings;
    private final XClient client;
    private final InstantSource clock;

    XSession(XSettings settings, XClient client, InstantSource clock) {
        this.settings = settings;
        this.client = client;
        this.clock = clock;
    }

    /**
     * @param call takes the access token; made a second time after a 401, which did nothing
     * @throws XRenewalException when there is no token to call with
     */
    XAnswer call(AccountAccess access, Deadline deadline, Function<String, XAnswer> call) {
        var stored = access.credentials();
        var hasRenewed = false;
        if (XCredentials.parse(stored).hasExpired(clock.instant())) {
            stored = renew(access, stored, deadline);
            hasRenewed = true;
        }
        var answer = call.apply(XCredentials.parse(stored).accessToken());
        if (isUnauthorised(answer) && !hasRenewed) {
            stored = renew(access, stored, deadline);
            answer = call.apply(XCredentials.parse(stored).accessToken());
        }
        if (isUnauthorised(answer)) {
            throw signedOut(access);
        }
        return answer;
    }

    private static boolean isUnauthorised(XAnswer answer) {
        return answer instanceof Answered answered && answered.status() == 401;
    }

    private String renew(AccountAccess access, String spent, Deadline deadline) {
        try {
            return access.renew(
                    spent,
                    current -> exchange(XCredentials.parse(current), deadline).text());
        } catch (XRenewalException e) {
            if (e.outcome().refusal() == Refusal.DISCONNECTED) {
                access.disconnected(e.outcome().detail());
            }
            throw e;
        } catch (PlatformException e) {
            throw failed(Refusal.PLATFORM_DOWN, String.valueOf(e.getMessage()));
        }
    }

    private XCredentials exchange(XCredentials spent, Deadline deadline) {
        if (spent.refreshToken() == null) {
            throw failed(Refusal.DISCONNECTED, SIGNED_OUT);
        }
        if (settings.clientId() == null) {
            throw failed(
                    Refusal.APP_NOT_ENROLLED, "The X app's client id is not set, so its tokens cannot be renewed.");
        }
        if (deadline.hasLess(SHORTEST_RENEWAL)) {
            throw failed(Refusal.PLATFORM_DOWN, "X answered too slowly to renew the account's authorisation.");
        }
        return switch (client.renew(settings.clientId(), spent.refreshToken(), deadline)) {
            case Answered answered when answered.isSuccess() -> renewed(spent, answered);
            case Answered answered -> throw refused(answered);
            case NotReached notReached ->
                throw failed(Refusal.PLATFORM_DOWN, "X could not be reached (" + notReached.why() + ").");
            case NoAnswer noAnswer ->
                throw failed(
                        Refusal.PLATFORM_DOWN,
                        "X did not answer when the account's authorisation was renewed (" + noAnswer.why() + ").");
        };
    }

    private XCredentials renewed(XCredentials spent, Answered answer) {
        var accessToken = XWire.text(answer.body(), "access_token");
        if (accessToken == null) {
            throw failed(Refusal.PLATFORM_DOWN, "X renewed the account's authorisation without a token.");
        }
        var refreshToken = XWire.text(answer.body(), "refresh_token");
        var seconds = XWire.whole(answer.body(), "expires_in");
        return new XCredentials(
                accessToken,
                refreshToken == null ? spent.refreshToken() : refreshToken,
                seconds == null ? null : clock.instant().plusSeconds(seconds));
    }

    private static XRenewalException refused(Answered answer) {
        var detail = XProblem.of(answer).detail(null);
        if (isAppRefused(answer)) {
            return failed(Refusal.APP_NOT_ENROLLED, "X does not accept the app's client id or secret. " + detail);
        }
        return switch (answer.status()) {
            case 400, 401 -> failed(Refusal.DISCONNECTED, SIGNED_OUT);
            case 429 ->
                new XRenewalException(new SendOutcome.Refused(
                        Refusal.THROTTLED, detail, answer.rateLimit().retryAfter()));
            default -> failed(Refusal.PLATFORM_DOWN, detail);
        };
    }

    static boolean isAppRefused(Answered answer) {
        var error = XWire.text(answer.body(), "error");
        return error != null && APP_REFUSED.contains(error);
    }

    private static XRenewalException signedOut(AccountAccess access) {
        access.disconnected(SIGNED_OUT);
        return failed(Refusal.DISCONNECTED, SIGNED_OUT);
    }

    private static XRenewalException failed(Refusal refusal, String detail) {
        return failed(refusal, detail, null);
    }

    private static XRenewalException failed(Refusal refusal, String detail, @Nullable Duration retryAfter) {
        return new XRenewalException(new SendOutcome.Refused(refusal, detail, retryAfter));
    }
}
