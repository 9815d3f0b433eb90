package io.openinbox.server.v2;

import static io.openinbox.server.manner.Operation.ok;
import static io.openinbox.team.Scope.READ;
import static org.springframework.http.HttpMethod.GET;

import io.openinbox.server.auth.Callers;
import io.openinbox.server.config.InboxCore;
import io.openinbox.server.http.RouteTable.Route;
import io.openinbox.server.limit.ApiQuota;
import io.openinbox.server.manner.Operation;
import io.openinbox.server.manner.Surface;
import java.util.List;

/** Every operation of API v2: method, path, the scope a caller needs, the status of success, and what answers. */
public final class RoutesV2 {

    public static final String PREFIX = "/api/v2";

    private RoutesV2() {}

    public static Surface of(InboxCore core, Callers callers, ApiQuota quota) {
        return new Surface(PREFIX, callers, quota, routes(core));
    }

    private static List<Route<Operation>> routes(InboxCore core) {
        var team = new TeamEndpoints(core.teams(), core.members());
        return List.of(
                new Route<>(GET, "/team", READ, ok(team::team)),
                new Route<>(GET, "/members", READ, ok(team::members)),
                new Route<>(GET, "/members/{memberId}", READ, ok(team::member)));
    }
}
