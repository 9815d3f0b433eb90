package io.openinbox.simulator.x;

import io.openinbox.simulator.x.Route.Access;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Webhook management, the app's own business: a user token is refused. */
final class WebhookEndpoints {

    private final Webhooks webhooks;
    private final Subscriptions subscriptions;

    WebhookEndpoints(Webhooks webhooks, Subscriptions subscriptions) {
        this.webhooks = webhooks;
        this.subscriptions = subscriptions;
    }

    List<Route> routes() {
        return List.of(
                Route.of("POST", "/2/webhooks", XCall.WEBHOOKS, Access.APP, "", this::create),
                Route.of("GET", "/2/webhooks", XCall.WEBHOOKS, Access.APP, "", this::list),
                Route.of("PUT", "/2/webhooks/{webhook_id}", XCall.WEBHOOKS, Access.APP, "", this::validate),
                Route.of("DELETE", "/2/webhooks/{webhook_id}", XCall.WEBHOOKS, Access.APP, "", this::delete));
    }

    private Outcome create(Call call) {
        String url = Json.string(Json.body(call.body(), Set.of("url")), "url");
        if (url.isEmpty()) {
            throw new Refused(XRefusal.invalid("url", "", "must be a string that is not empty"));
        }
        ObjectNode body = Json.object();
        body.set("data", view(webhooks.register(url)));
        return Outcome.json(200, body);
    }

    private Outcome list(Call call) {
        ObjectNode body = Json.object();
        ArrayNode data = body.putArray("data");
        webhooks.all().forEach(webhook -> data.add(view(webhook)));
        body.putObject("meta").put("result_count", data.size());
        return Outcome.json(200, body);
    }

    private Outcome validate(Call call) {
        webhooks.revalidate(call.variable("webhook_id"));
        ObjectNode body = Json.object();
        body.putObject("data").put("valid", true);
        return Outcome.json(200, body);
    }

    private Outcome delete(Call call) {
        webhooks.delete(call.variable("webhook_id"));
        subscriptions.deleteOfWebhook(call.variable("webhook_id"));
        ObjectNode body = Json.object();
        body.putObject("data").put("deleted", true);
        return Outcome.json(200, body);
    }

    private static ObjectNode view(Webhooks.Webhook webhook) {
        return Json.object()
                .put("id", webhook.id())
                .put("url", webhook.url().toString())
                .put("valid", webhook.valid())
                .put("created_at", WireTime.of(webhook.createdAt()));
    }
}
