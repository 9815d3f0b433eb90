package io.openinbox.simulator.x;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** Turns what happens into deliveries: one per linked account it concerns and webhook that account is subscribed at. */
final class Publisher {

    private final Directory directory;
    private final Grants grants;
    private final Webhooks webhooks;
    private final Subscriptions subscriptions;
    private final Deliveries deliveries;
    private volatile XDeliveryForm form = XDeliveryForm.ACTIVITY;

    Publisher(
            Directory directory, Grants grants, Webhooks webhooks, Subscriptions subscriptions, Deliveries deliveries) {
        this.directory = directory;
        this.grants = grants;
        this.webhooks = webhooks;
        this.subscriptions = subscriptions;
        this.deliveries = deliveries;
    }

    void form(XDeliveryForm value) {
        form = value;
    }

    /** Enters the deliveries of a message; they wait to be started. */
    List<Delivery> enter(XEvent event) {
        List<XUser> users = event.participantIds().stream().map(directory::get).toList();
        List<Delivery> entered = new ArrayList<>();
        for (String accountId : new TreeSet<>(event.participantIds())) {
            boolean sent = accountId.equals(event.senderId());
            Notice notice = notice(
                    event.id(),
                    sent ? "dm.sent" : "dm.received",
                    accountId,
                    event.conversationId(),
                    sent && event.byApi());
            entered.addAll(enter(notice, shape -> Payloads.message(event, users, shape)));
        }
        return entered;
    }

    /** Delivers something that is no message and has the two forms. */
    void publish(String eventType, String accountId, Function<XDeliveryForm, ObjectNode> payload) {
        deliveries.start(enter(notice("", eventType, accountId, accountId, false), payload));
    }

    /** Delivers something that exists in the newer form only. */
    void publishActivity(String eventType, String accountId, ObjectNode payload) {
        Notice notice = notice("", eventType, accountId, accountId, false);
        List<Delivery> entered = new ArrayList<>();
        targets(accountId, eventType)
                .forEach(target -> entered.addAll(
                        deliveries.enter(notice, target, Payloads.activity(notice, target.tag(), payload))));
        deliveries.start(entered);
    }

    /** Delivers a change of a profile to who subscribed to it, linked or not; an address of our own word gets none. */
    void publishChange(String eventType, String userId, ObjectNode payload) {
        Notice notice = notice("", eventType, userId, userId, false);
        List<Delivery> entered = new ArrayList<>();
        subscriptions
                .find(userId, eventType)
                .flatMap(this::target)
                .ifPresent(target -> entered.addAll(
                        deliveries.enter(notice, target, Payloads.activity(notice, target.tag(), payload))));
        deliveries.start(entered);
    }

    /** Delivers a body as it is, signed, wherever the account's messages go. */
    void publishRaw(String accountId, String body) {
        Notice notice = notice("", "raw", accountId, accountId, false);
        List<Delivery> entered = new ArrayList<>();
        targets(accountId, "dm.received").forEach(target -> entered.addAll(deliveries.enter(notice, target, body)));
        deliveries.start(entered);
    }

    private static Notice notice(String eventId, String eventType, String accountId, String about, boolean echo) {
        String uuid = Long.toString(Secrets.randomLong());
        return new Notice(eventId, uuid, eventType, accountId, accountId + " " + about, echo);
    }

    private List<Delivery> enter(Notice notice, Function<XDeliveryForm, ObjectNode> payload) {
        List<Delivery> entered = new ArrayList<>();
        XDeliveryForm shape = form;
        for (Webhooks.Target target : targets(notice.accountId(), notice.eventType())) {
            String body = switch (shape) {
                case ACTIVITY -> Payloads.activity(notice, target.tag(), payload.apply(shape));
                case ACCOUNT_ACTIVITY -> Payloads.accountActivity(notice, payload.apply(shape));
            };
            entered.addAll(deliveries.enter(notice, target, body));
        }
        return entered;
    }

    private List<Webhooks.Target> targets(String accountId, String eventType) {
        Map<URI, Webhooks.Target> targets = new LinkedHashMap<>();
        subscriptions
                .find(accountId, eventType)
                .flatMap(this::target)
                .ifPresent(target -> targets.put(target.url(), target));
        if (grants.isLinked(accountId)) {
            webhooks.standing().forEach(url -> targets.putIfAbsent(url, new Webhooks.Target(url, "")));
        }
        return List.copyOf(targets.values());
    }

    /** A subscription without a webhook feeds the stream; one whose webhook is not trusted feeds nothing. */
    private Optional<Webhooks.Target> target(Subscriptions.Subscription subscription) {
        return subscription.webhookId().isEmpty()
                ? Optional.of(new Webhooks.Target(ActivityStream.ADDRESS, subscription.tag()))
                : webhooks.find(subscription.webhookId())
                        .filter(Webhooks.Webhook::valid)
                        .map(webhook -> new Webhooks.Target(webhook.url(), subscription.tag()));
    }
}
