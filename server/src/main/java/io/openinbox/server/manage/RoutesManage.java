package io.openinbox.server.manage;

import static io.openinbox.server.manner.Operation.noContent;
import static io.openinbox.server.manner.Operation.ok;
import static io.openinbox.team.Scope.READ;
import static io.openinbox.team.Scope.WRITE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PUT;

import io.openinbox.server.auth.Callers;
import io.openinbox.server.config.InboxCore;
import io.openinbox.server.http.RouteTable.Route;
import io.openinbox.server.limit.ApiQuota;
import io.openinbox.server.manner.Operation;
import io.openinbox.server.manner.Surface;
import java.util.List;

/**
 * Every operation of {@code /api/manage}: method, path, the scope a caller needs, the status of success, and what answers.
 * The scope admin marks what only owners and admins may do.
 */
public final class RoutesManage {

    public static final String PREFIX = "/api/manage";

    private RoutesManage() {}

    public static Surface of(InboxCore core, Callers callers, ApiQuota quota) {
        return new Surface(PREFIX, callers, quota, routes(core));
    }

    private static List<Route<Operation>> routes(InboxCore core) {
        var reader = new Reader(core.members());
        var view = new ViewEndpoints(core.database(), core.readPositions(), core.drafts(), reader);
        var draft = new DraftEndpoints(core.drafts(), reader);
        var activity = new ActivityEndpoints(core.threads(), core.events());
        return List.of(
                new Route<>(GET, "/counts", READ, ok(view::counts)),
                new Route<>(GET, "/threads/marks", READ, ok(view::marks)),
                new Route<>(PUT, "/threads/{threadId}/read", WRITE, noContent(view::read)),
                new Route<>(GET, "/threads/{threadId}/draft", READ, ok(draft::get)),
                new Route<>(PUT, "/threads/{threadId}/draft", WRITE, noContent(draft::keep)),
                new Route<>(GET, "/threads/{threadId}/activity", READ, ok(activity::list)));
    }
}
