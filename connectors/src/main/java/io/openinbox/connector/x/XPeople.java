package io.openinbox.connector.x;

import io.openinbox.connector.x.XAnswer.Answered;
import io.openinbox.connector.x.XAnswer.NoAnswer;
import io.openinbox.connector.x.XAnswer.NotReached;
import io.openinbox.platform.AccountAccess;
import io.openinbox.platform.ProfileFacts;
import io.openinbox.platform.ProfileLookUp;
import io.openinbox.platform.ProfileLookUp.Gone;
import io.openinbox.platform.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Asks X who users are now, many at a time. X bills each it tells of. */
final class XPeople {

    private static final String FIELDS = "created_at,description,entities,location,name,profile_banner_url,"
            + "profile_image_url,protected,public_metrics,url,username,verified,verified_type";

    private static final Duration SOON = Duration.ofMinutes(5);
    private static final Duration LATER = Duration.ofHours(1);

    private final XClient client;
    private final XSession session;
    private final XRateLimits limits;

    XPeople(XClient client, XSession session, XRateLimits limits) {
        this.client = client;
        this.session = session;
        this.limits = limits;
    }

    ProfileLookUp profiles(AccountAccess access, Set<String> ids, Deadline deadline) {
        var asked = ids.stream().filter(XIds::isNumber).toList();
        if (asked.isEmpty()) {
            return new ProfileLookUp.Found(List.of(), Map.of());
        }
        var account = access.accountPlatformId();
        var wait = limits.wait(account, XRateLimits.Kind.USERS);
        if (wait.isPresent()) {
            return new ProfileLookUp.Unavailable(
                    Refusal.THROTTLED, "X allows no further look-ups for now.", wait.get());
        }
        XAnswer answer;
        try {
            answer = session.call(access, deadline, token -> client.users(token, asked, FIELDS, deadline));
        } catch (XRenewalException e) {
            return new ProfileLookUp.Unavailable(
                    e.outcome().refusal(), e.outcome().detail(), LATER);
        }
        return switch (answer) {
            case Answered answered -> {
                limits.learn(account, XRateLimits.Kind.USERS, answered, answered.status() == 429);
                yield answered.isSuccess() ? read(asked, answered.body()) : refused(account, answered);
            }
            case NotReached notReached ->
                new ProfileLookUp.Unavailable(
                        Refusal.PLATFORM_DOWN, "X could not be reached (" + notReached.why() + ").", SOON);
            case NoAnswer noAnswer ->
                new ProfileLookUp.Unavailable(
                        Refusal.PLATFORM_DOWN, "X did not answer (" + noAnswer.why() + ").", SOON);
        };
    }

    /** What is found stands beside an error for each that is not. */
    private static ProfileLookUp read(List<String> asked, JsonNode body) {
        var found = new ArrayList<ProfileFacts>();
        asked.forEach(id -> XProfile.find(body.path("data"), id).ifPresent(found::add));
        var gone = new HashMap<String, Gone>();
        for (var error : XWire.items(body.path("errors"))) {
            var id = XWire.id(error, "resource_id", "value");
            if (id != null && asked.contains(id)) {
                var words = (XWire.text(error, "detail") + " " + XWire.text(error, "title") + " "
                                + XWire.text(error, "type"))
                        .toLowerCase(Locale.ROOT);
                if (words.contains("suspended")) {
                    gone.put(id, Gone.SUSPENDED);
                } else if (words.contains("not found") || words.contains("resource-not-found")) {
                    gone.put(id, Gone.NOT_FOUND);
                }
            }
        }
        return new ProfileLookUp.Found(found, gone);
    }

    private ProfileLookUp refused(String account, Answered answered) {
        var problem = XProblem.of(answered);
        var isDown = answered.status() >= 500;
        return new ProfileLookUp.Unavailable(
                isDown ? Refusal.PLATFORM_DOWN : problem.refusal(),
                problem.detail(null),
                limits.wait(account, XRateLimits.Kind.USERS).orElse(isDown ? SOON : LATER));
    }
}
