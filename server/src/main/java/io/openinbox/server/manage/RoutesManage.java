package io.openinbox.server.manage;

import static io.openinbox.server.manner.Operation.accepted;
import static io.openinbox.server.manner.Operation.created;
import static io.openinbox.server.manner.Operation.noContent;
import static io.openinbox.server.manner.Operation.ok;
import static io.openinbox.team.Scope.ADMIN;
import static io.openinbox.team.Scope.READ;
import static io.openinbox.team.Scope.SEND;
import static io.openinbox.team.Scope.WRITE;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import io.openinbox.server.auth.Callers;
import io.openinbox.server.config.InboxCore;
import io.openinbox.server.http.RouteTable.Route;
import io.openinbox.server.limit.ApiQuota;
import io.openinbox.server.manner.Operation;
import io.openinbox.server.manner.Surface;
import io.openinbox.webhook.Webhooks;
import java.util.List;

/**
 * Every operation of {@code /api/manage}: method, path, the scope a caller needs, the status of success, and what answers.
 * The scope admin marks what only owners and admins may do.
 */
public final class RoutesManage {

    public static final String PREFIX = "/api/manage";

    private RoutesManage() {}

    public static Surface of(InboxCore core, Callers callers, ApiQuota quota, Webhooks webhooks) {
        return new Surface(PREFIX, callers, quota, routes(core, webhooks));
    }

    private static List<Route<Operation>> routes(InboxCore core, Webhooks webhooks) {
        var reader = new Reader(core.members());
        var view = new ViewEndpoints(core.database(), core.readPositions(), core.drafts(), reader);
        var draft = new DraftEndpoints(core.drafts(), reader);
        var activity = new ActivityEndpoints(core.threads(), core.events());
        var presence = new PresenceEndpoint(core.threads(), reader, core.tail(), core.clock());
        var webhook = new WebhookEndpoints(webhooks);
        var delivery = new DeliveryEndpoints(webhooks);
        var accounts = new AccountEndpoints(core.accountLinks(), core.unlinkAccount());
        var pending = new PendingSendEndpoints(core.pendingSends());
        return List.of(
                new Route<>(GET, "/counts", READ, ok(view::counts)),
                new Route<>(GET, "/threads/marks", READ, ok(view::marks)),
                new Route<>(PUT, "/threads/{threadId}/read", WRITE, noContent(view::read)),
                new Route<>(GET, "/threads/{threadId}/draft", READ, ok(draft::get)),
                new Route<>(PUT, "/threads/{threadId}/draft", WRITE, noContent(draft::keep)),
                new Route<>(GET, "/threads/{threadId}/activity", READ, ok(activity::list)),
                new Route<>(
                        POST,
                        "/threads/{threadId}/accept",
                        WRITE,
                        noContent(request -> core.acceptRequest().accept(request.team(), Reader.thread(request)))),
                new Route<>(GET, "/threads/{threadId}/sends", READ, ok(pending::list)),
                new Route<>(POST, "/messages/{messageId}/retry", SEND, ok(pending::retry)),
                new Route<>(POST, "/messages/{messageId}/discard", WRITE, noContent(pending::discard)),
                new Route<>(PUT, "/presence", READ, noContent(presence::say)),
                new Route<>(GET, "/webhooks", ADMIN, ok(webhook::list)),
                new Route<>(POST, "/webhooks", ADMIN, created(webhook::create)),
                new Route<>(GET, "/webhooks/{webhookId}", ADMIN, ok(webhook::get)),
                new Route<>(PATCH, "/webhooks/{webhookId}", ADMIN, ok(webhook::update)),
                new Route<>(DELETE, "/webhooks/{webhookId}", ADMIN, noContent(webhook::delete)),
                new Route<>(POST, "/webhooks/{webhookId}/rotate", ADMIN, ok(webhook::rotate)),
                new Route<>(POST, "/webhooks/{webhookId}/test", ADMIN, ok(webhook::test)),
                new Route<>(GET, "/webhooks/{webhookId}/deliveries", ADMIN, ok(delivery::list)),
                new Route<>(
                        GET, "/webhooks/{webhookId}/deliveries/{deliveryId}/attempts", ADMIN, ok(delivery::attempts)),
                new Route<>(
                        POST,
                        "/webhooks/{webhookId}/deliveries/{deliveryId}/resend",
                        ADMIN,
                        accepted(delivery::resend)),
                new Route<>(POST, "/webhooks/{webhookId}/replay", ADMIN, noContent(delivery::replay)),
                new Route<>(GET, "/account-links/health", READ, ok(accounts::health)),
                new Route<>(DELETE, "/account-links/{accountLinkId}", ADMIN, noContent(accounts::unlink)));
    }
}
