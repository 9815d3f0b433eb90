package io.openinbox.simulator.x;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which account's events go to which webhook. One per account and event type. Thread-safe. */
final class Subscriptions {

    /** Events that only the account's own user token may subscribe to. */
    static final Set<String> PRIVATE_TYPES = Set.of(
            "dm.received",
            "dm.sent",
            "dm.read",
            "dm.indicate_typing",
            "chat.received",
            "chat.sent",
            "chat.conversation.join",
            "chat.conversation.member_added",
            "chat.conversation.member_removed",
            "block.block",
            "block.unblock",
            "mute.mute",
            "mute.unmute");

    static final Set<String> PUBLIC_TYPES = Set.of(
            "oauth.revoke",
            "profile.update.screenname",
            "profile.update.handle",
            "profile.update.bio",
            "profile.update.profile_picture",
            "profile.update.url",
            "profile.update.geo",
            "profile.update.banner_picture",
            "profile.update.verified_badge");

    /** A subscription; without a webhook id it feeds the stream. */
    record Subscription(
            String id,
            String eventType,
            String userId,
            String tag,
            String webhookId,
            Instant createdAt,
            Instant updatedAt) {}

    private final Snowflakes snowflakes;
    private final SimulatedClock clock;
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();

    Subscriptions(Snowflakes snowflakes, SimulatedClock clock) {
        this.snowflakes = snowflakes;
        this.clock = clock;
    }

    /**
     * Subscribes.
     *
     * @throws Refused with 409 when the account's events of this type are subscribed to already
     */
    synchronized Subscription create(String eventType, String userId, String tag, String webhookId) {
        boolean taken = subscriptions.values().stream()
                .anyMatch(other ->
                        other.userId().equals(userId) && other.eventType().equals(eventType));
        if (taken) {
            throw new Refused(XRefusal.conflict(
                    "A subscription of " + eventType + " for the user " + userId + " already exists."));
        }
        Instant now = clock.instant();
        Subscription subscription =
                new Subscription(Long.toString(snowflakes.next(now)), eventType, userId, tag, webhookId, now, now);
        subscriptions.put(subscription.id(), subscription);
        return subscription;
    }

    synchronized Subscription change(String id, String tag, String webhookId) {
        Subscription old = subscriptions.get(id);
        if (old == null) {
            throw new Refused(XRefusal.notFound("subscription", id));
        }
        Subscription changed =
                new Subscription(id, old.eventType(), old.userId(), tag, webhookId, old.createdAt(), clock.instant());
        subscriptions.put(id, changed);
        return changed;
    }

    synchronized boolean delete(String id) {
        return subscriptions.remove(id) != null;
    }

    synchronized void deleteOfWebhook(String webhookId) {
        subscriptions.values().removeIf(subscription -> subscription.webhookId().equals(webhookId));
    }

    synchronized void deleteOfUser(String userId) {
        subscriptions.values().removeIf(subscription -> subscription.userId().equals(userId));
    }

    synchronized Optional<Subscription> find(String id) {
        return Optional.ofNullable(subscriptions.get(id));
    }

    synchronized Optional<Subscription> find(String userId, String eventType) {
        return subscriptions.values().stream()
                .filter(subscription -> subscription.userId().equals(userId)
                        && subscription.eventType().equals(eventType))
                .findFirst();
    }

    synchronized List<Subscription> all() {
        return List.copyOf(subscriptions.values());
    }
}
