package io.openinbox.simulator.x;

import io.openinbox.simulator.x.Route.Access;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Activity subscriptions. A user's private events need that user's own token; a user sees the own ones only. */
final class SubscriptionEndpoints {

    private static final String PATH = "/2/activity/subscriptions";
    private static final int PAGE = 1000;
    private static final int TAG_LENGTH = 200;

    private final Subscriptions subscriptions;
    private final Webhooks webhooks;
    private final Directory directory;

    SubscriptionEndpoints(Subscriptions subscriptions, Webhooks webhooks, Directory directory) {
        this.subscriptions = subscriptions;
        this.webhooks = webhooks;
        this.directory = directory;
    }

    List<Route> routes() {
        return List.of(
                Route.of("POST", PATH, XCall.SUBSCRIPTIONS, Access.EITHER, "", this::create),
                Route.of("GET", PATH, XCall.SUBSCRIPTIONS, Access.EITHER, "", this::list),
                Route.of("DELETE", PATH, XCall.SUBSCRIPTIONS, Access.EITHER, "", this::deleteSeveral),
                Route.of("PUT", PATH + "/{id}", XCall.SUBSCRIPTIONS, Access.EITHER, "", this::change),
                Route.of("DELETE", PATH + "/{id}", XCall.SUBSCRIPTIONS, Access.EITHER, "", this::delete));
    }

    private Outcome create(Call call) {
        JsonNode body = Json.body(call.body(), Set.of("event_type", "filter", "tag", "webhook_id"));
        String eventType = Json.string(body, "event_type");
        if (eventType.equals("chat.conversation_join")) {
            eventType = "chat.conversation.join";
        }
        boolean isPrivate = Subscriptions.PRIVATE_TYPES.contains(eventType);
        if (!isPrivate && !Subscriptions.PUBLIC_TYPES.contains(eventType)) {
            throw new Refused(XRefusal.invalid("event_type", eventType, "is not an event type"));
        }
        JsonNode filter = body.path("filter");
        Json.refuseOtherMembers("$.filter", filter, Set.of("user_id"));
        String userId = Json.string(filter, "user_id");
        if (directory.byId(userId).isEmpty()) {
            throw new Refused(XRefusal.invalid("filter.user_id", userId, "must be the id of a user"));
        }
        if (isPrivate) {
            refuseOthers(call.caller(), userId, eventType);
        }
        Subscriptions.Subscription created = subscriptions.create(eventType, userId, tag(body), webhookId(body));
        return one(created);
    }

    private static void refuseOthers(Caller caller, String userId, String eventType) {
        switch (caller) {
            case Caller.User user -> {
                if (!user.id().equals(userId)) {
                    throw new Refused(XRefusal.forbidden("The token is not of the user in filter.user_id."));
                }
                if (!user.scopes().contains("dm.read")) {
                    throw new Refused(XRefusal.forbidden(eventType + " needs the scope dm.read."));
                }
            }
            case Caller.App _, Caller.Anyone _ ->
                throw new Refused(XRefusal.unsupportedAuthentication("OAuth 2.0 User Context"));
        }
    }

    private static String tag(JsonNode body) {
        if (!body.has("tag")) {
            return "";
        }
        String tag = Json.string(body, "tag");
        if (tag.isEmpty() || tag.length() > TAG_LENGTH) {
            throw new Refused(XRefusal.invalid("tag", tag, "must have 1 to " + TAG_LENGTH + " characters"));
        }
        return tag;
    }

    private String webhookId(JsonNode body) {
        if (!body.has("webhook_id")) {
            return "";
        }
        String id = Json.string(body, "webhook_id");
        if (webhooks.find(id).isEmpty()) {
            throw Webhooks.unknown();
        }
        return id;
    }

    private Outcome list(Call call) {
        int size = Numbers.between(call.query(), "max_results", 1, PAGE, PAGE);
        List<Subscriptions.Subscription> visible = subscriptions.all().stream()
                .filter(subscription -> isOwn(call.caller(), subscription))
                .toList();
        int from = Numbers.between(call.query(), "pagination_token", 0, Integer.MAX_VALUE, 0);
        int start = Math.min(from, visible.size());
        int end = Math.min(start + size, visible.size());
        ObjectNode body = Json.object();
        ArrayNode data = body.putArray("data");
        visible.subList(start, end).forEach(subscription -> data.add(view(subscription)));
        ObjectNode meta = body.putObject("meta");
        meta.put("total_subscriptions", visible.size()).put("result_count", data.size());
        if (end < visible.size()) {
            meta.put("next_token", Integer.toString(end));
        }
        return Outcome.json(200, body);
    }

    private static boolean isOwn(Caller caller, Subscriptions.Subscription subscription) {
        return switch (caller) {
            case Caller.User user -> user.id().equals(subscription.userId());
            case Caller.App _, Caller.Anyone _ -> true;
        };
    }

    private Outcome change(Call call) {
        JsonNode body = Json.body(call.body(), Set.of("tag", "webhook_id"));
        Subscriptions.Subscription old = own(call, call.variable("id"));
        return one(subscriptions.change(
                old.id(),
                body.has("tag") ? tag(body) : old.tag(),
                body.has("webhook_id") ? webhookId(body) : old.webhookId()));
    }

    private Outcome delete(Call call) {
        return deleted(subscriptions.delete(own(call, call.variable("id")).id()));
    }

    private Outcome deleteSeveral(Call call) {
        Set<String> ids = call.query().list("ids", ",");
        if (ids.isEmpty()) {
            throw new Refused(XRefusal.invalid("ids", "", "must name at least one subscription"));
        }
        ids.forEach(id -> own(call, id));
        ids.forEach(subscriptions::delete);
        return deleted(true);
    }

    private Subscriptions.Subscription own(Call call, String id) {
        return subscriptions
                .find(id)
                .filter(subscription -> isOwn(call.caller(), subscription))
                .orElseThrow(() -> new Refused(XRefusal.notFound("subscription", id)));
    }

    private Outcome deleted(boolean value) {
        ObjectNode body = Json.object();
        body.putObject("data").put("deleted", value);
        body.putObject("meta").put("total_subscriptions", subscriptions.all().size());
        return Outcome.json(200, body);
    }

    private Outcome one(Subscriptions.Subscription subscription) {
        ObjectNode body = Json.object();
        body.putObject("data").set("subscription", view(subscription));
        body.putObject("meta").put("total_subscriptions", subscriptions.all().size());
        return Outcome.json(200, body);
    }

    private static ObjectNode view(Subscriptions.Subscription subscription) {
        ObjectNode view =
                Json.object().put("subscription_id", subscription.id()).put("event_type", subscription.eventType());
        view.putObject("filter").put("user_id", subscription.userId());
        if (!subscription.tag().isEmpty()) {
            view.put("tag", subscription.tag());
        }
        if (!subscription.webhookId().isEmpty()) {
            view.put("webhook_id", subscription.webhookId());
        }
        return view.put("created_at", WireTime.of(subscription.createdAt()))
                .put("updated_at", WireTime.of(subscription.updatedAt()));
    }
}
