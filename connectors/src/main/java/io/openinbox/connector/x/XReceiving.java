package io.openinbox.connector.x;

import io.openinbox.connector.x.XAnswer.Answered;
import io.openinbox.connector.x.XAnswer.NoAnswer;
import io.openinbox.connector.x.XAnswer.NotReached;
import io.openinbox.platform.AccountAccess;
import io.openinbox.platform.PlatformException;
import io.openinbox.platform.Receiving;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** X's webhooks, activity subscriptions and activity stream. The app's bearer token manages all but an account's private events. */
final class XReceiving implements Receiving {

    /** Marks what was subscribed by us among what the operator may have subscribed for something else. */
    static final String TAG = "openinbox";

    /**
     * Everything that concerns an inbox. Received messages, encrypted ones included, are billed to the app; the rest is free.
     * One subscription per type and account is what X allows.
     */
    private static final Set<String> TYPES = Set.of(
            "dm.received",
            "dm.sent",
            "dm.read",
            "dm.indicate_typing",
            "chat.received",
            "chat.sent",
            "oauth.revoke",
            "profile.update.screenname",
            "profile.update.handle",
            "profile.update.bio",
            "profile.update.profile_picture",
            "profile.update.url",
            "profile.update.geo");

    /** Without these there is no inbox; the others are pleasant, and not every plan or version of X has them. */
    private static final Set<String> NEEDED = Set.of("dm.received", "dm.sent");

    /** How X says that the app's plan, or this version of X, has no such type. */
    private static final Set<Integer> UNAVAILABLE = Set.of(400, 403, 404);

    /** A page holds a thousand; X's largest plan allows 150,000. */
    private static final int MOST_PAGES = 150;

    private static final Duration LONGEST_RECALL = Duration.ofMinutes(5);

    private final XClient client;
    private final XSession session;
    private final String bearerToken;
    private final Duration budget;
    private final Set<String> unavailable = ConcurrentHashMap.newKeySet();

    XReceiving(XClient client, XSession session, String bearerToken, Duration budget) {
        this.client = client;
        this.session = session;
        this.bearerToken = bearerToken;
        this.budget = budget;
    }

    @Override
    public Webhook webhook(URI address) {
        var deadline = Deadline.in(budget);
        var found = findWebhook(address, deadline);
        if (found.isEmpty()) {
            var answer = answered(client.createWebhook(bearerToken, address, deadline));
            if (answer.isSuccess()) {
                var id = XWire.id(answer.body().path("data"), "id");
                if (id != null) {
                    return new Webhook(id, true);
                }
            } else if (!XProblem.of(answer).says("DuplicateUrlFailed")) {
                throw refused(answer);
            }
            // Another node was faster, or the answer to an earlier call was lost: it is there by now.
            found = findWebhook(address, deadline);
        }
        var webhook = found.orElseThrow(
                () -> new PlatformException("X says that the webhook " + address + " exists, and does not list it."));
        var id = XWire.id(webhook, "id");
        if (id == null) {
            throw new PlatformException("X lists the webhook " + address + " without an id.");
        }
        if (XWire.isTrue(webhook, "valid")) {
            return new Webhook(id, true);
        }
        success(client.validateWebhook(bearerToken, id, deadline));
        return new Webhook(id, false);
    }

    @Override
    public Optional<Boolean> isTrusted(URI address) {
        return findWebhook(address, Deadline.in(budget)).map(webhook -> XWire.isTrue(webhook, "valid"));
    }

    private Optional<JsonNode> findWebhook(URI address, Deadline deadline) {
        var listed = success(client.webhooks(bearerToken, deadline));
        return XWire.items(listed.body().path("data")).stream()
                .filter(webhook -> address.toString().equals(XWire.text(webhook, "url")))
                .findFirst();
    }

    @Override
    public Map<String, Boolean> subscribed(@Nullable String webhookId) {
        var deadline = Deadline.in(budget);
        var here = new HashMap<String, Set<String>>();
        for (var subscription : list(bearerToken, deadline)) {
            if (subscription.isOurs()) {
                var types = here.computeIfAbsent(subscription.account(), _ -> new HashSet<>());
                if (subscription.goesTo(webhookId)) {
                    types.add(subscription.type());
                }
            }
        }
        return here.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, account -> account.getValue().containsAll(wanted())));
    }

    private Set<String> wanted() {
        var wanted = new HashSet<>(TYPES);
        wanted.removeAll(unavailable);
        return wanted;
    }

    @Override
    public boolean subscribe(AccountAccess access, @Nullable String webhookId) {
        var deadline = Deadline.in(budget);
        var account = access.accountPlatformId();
        var there = list(bearerToken, deadline).stream()
                .filter(subscription -> subscription.account().equals(account))
                .collect(Collectors.toMap(Subscription::type, Function.identity(), (one, _) -> one));
        var isNew = false;
        for (var type : wanted()) {
            var subscription = there.get(type);
            if (subscription != null && subscription.isOurs() && subscription.goesTo(webhookId)) {
                continue;
            }
            if (subscription != null) {
                // X keeps one per type and account: whoever links an account here wants its messages here.
                success(client.deleteSubscription(bearerToken, subscription.id(), deadline));
            }
            create(access, type, webhookId, deadline);
            isNew |= NEEDED.contains(type);
        }
        return isNew;
    }

    private void create(AccountAccess access, String type, @Nullable String webhookId, Deadline deadline) {
        Answered answer;
        try {
            answer = answered(session.call(
                    access,
                    deadline,
                    token -> client.createSubscription(
                            token, type, access.accountPlatformId(), TAG, webhookId, deadline)));
        } catch (XRenewalException e) {
            throw new PlatformException(e.outcome().detail());
        }
        // 409: another node, or an earlier call whose answer was lost, has made it.
        if (!answer.isSuccess() && answer.status() != 409) {
            if (NEEDED.contains(type) || !UNAVAILABLE.contains(answer.status())) {
                throw refused(answer);
            }
            unavailable.add(type);
        }
    }

    @Override
    public void unsubscribe(String accountPlatformId) {
        var deadline = Deadline.in(budget);
        for (var subscription : list(bearerToken, deadline)) {
            if (subscription.isOurs() && subscription.account().equals(accountPlatformId)) {
                success(client.deleteSubscription(bearerToken, subscription.id(), deadline));
            }
        }
    }

    private List<Subscription> list(String token, Deadline deadline) {
        var found = new ArrayList<Subscription>();
        String next = null;
        for (var page = 0; page < MOST_PAGES; page++) {
            var answer = success(client.subscriptions(token, next, deadline));
            for (var item : XWire.items(answer.body().path("data"))) {
                Subscription.read(item.path("subscription").isObject() ? item.path("subscription") : item)
                        .ifPresent(found::add);
            }
            next = XWire.text(answer.body().path("meta"), "next_token");
            if (next == null) {
                break;
            }
        }
        return found;
    }

    @Override
    public Duration longestRecall() {
        return LONGEST_RECALL;
    }

    @Override
    public Opening open(Duration recall) {
        var minutes = Math.min(LONGEST_RECALL.toMinutes(), (recall.toSeconds() + 59) / 60);
        return client.openStream(bearerToken, minutes);
    }

    private static Answered success(XAnswer answer) {
        var answered = answered(answer);
        if (!answered.isSuccess()) {
            throw refused(answered);
        }
        return answered;
    }

    private static Answered answered(XAnswer answer) {
        return switch (answer) {
            case Answered answered -> answered;
            case NotReached notReached ->
                throw new PlatformException("X could not be reached (" + notReached.why() + ").");
            case NoAnswer noAnswer -> throw new PlatformException("X did not answer (" + noAnswer.why() + ").");
        };
    }

    static PlatformException refused(Answered answer) {
        return new PlatformException(explain(answer));
    }

    /** X's words and, where we know one, the remedy. */
    static String explain(Answered answer) {
        var problem = XProblem.of(answer);
        var detail = problem.detail(null);
        if (problem.says("CrcValidationFailed")) {
            return detail
                    + ". X could not prove the webhook: it must reach INBOX_PUBLIC_URL from the internet over https, and"
                    + " INBOX_X_CONSUMER_SECRET must be the app's API key secret.";
        }
        if (problem.says("UrlValidationFailed")) {
            return detail + ". X takes https addresses without a port only: change INBOX_PUBLIC_URL, or set"
                    + " INBOX_X_RECEIVE=stream.";
        }
        if (problem.says("WebhookLimitExceeded")) {
            return detail + ". Remove a webhook of the X app that is no longer used, or set INBOX_X_RECEIVE=stream.";
        }
        return switch (answer.status()) {
            case 401 ->
                detail
                        + ". INBOX_X_BEARER_TOKEN is not the X app's bearer token: make a new one in the app's settings.";
            case 403 -> detail + ". The X app's plan or permissions do not allow it.";
            case 402 -> detail + ". The X app has no credits left: top them up.";
            default -> detail;
        };
    }

    /** @param webhookId null when it feeds the stream */
    private record Subscription(
            String id,
            String type,
            String account,
            @Nullable String tag,
            @Nullable String webhookId) {

        static Optional<Subscription> read(JsonNode subscription) {
            var id = XWire.text(subscription, "subscription_id", "id");
            var type = XWire.text(subscription, "event_type");
            var account = XWire.id(subscription.path("filter"), "user_id");
            return id == null || type == null || account == null
                    ? Optional.empty()
                    : Optional.of(new Subscription(
                            id,
                            type,
                            account,
                            XWire.text(subscription, "tag"),
                            XWire.text(subscription, "webhook_id")));
        }

        boolean isOurs() {
            return TAG.equals(tag);
        }

        boolean goesTo(@Nullable String webhook) {
            return webhook == null ? webhookId == null : webhook.equals(webhookId);
        }
    }
}
