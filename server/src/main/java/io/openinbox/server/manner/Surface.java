package io.openinbox.server.manner;

import io.openinbox.server.auth.Caller;
import io.openinbox.server.auth.Callers;
import io.openinbox.server.http.Answer;
import io.openinbox.server.http.RouteTable;
import io.openinbox.server.http.RouteTable.Match;
import io.openinbox.server.http.RouteTable.Route;
import io.openinbox.server.limit.ApiQuota;
import io.openinbox.server.limit.Standing;
import java.util.List;
import java.util.Optional;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The operations below a prefix: finds the one a request means, lets in who may, and answers whatever comes of it. Who calls
 * and what they may is asked before anything of the request is read.
 */
public final class Surface implements RouterFunction<ServerResponse> {

    private final String prefix;
    private final Callers callers;
    private final ApiQuota quota;
    private final RouteTable<Operation> table;

    /** @param prefix such as {@code /api/v2} */
    public Surface(String prefix, Callers callers, ApiQuota quota, List<Route<Operation>> routes) {
        this.prefix = prefix;
        this.callers = callers;
        this.quota = quota;
        this.table = new RouteTable<>(prefix, routes);
    }

    /** The operations as {@code METHOD /path}, below the prefix. */
    public List<String> operations() {
        return table.routes().stream()
                .map(route -> route.method() + " " + route.path())
                .toList();
    }

    @Override
    public Optional<HandlerFunction<ServerResponse>> route(ServerRequest request) {
        return request.path().startsWith(prefix + "/") ? Optional.of(this::handle) : Optional.empty();
    }

    private ServerResponse handle(ServerRequest request) {
        try {
            Match<Operation> match =
                    table.find(request.method(), request.requestPath().pathWithinApplication());
            Caller caller = callers.authenticate(request.servletRequest());
            Standing standing = caller.isSession() ? Standing.UNCOUNTED : quota.count(caller.teamId());
            return standing.on(answer(request, match, caller, standing));
        } catch (Exception e) {
            return Errors.answer(e);
        }
    }

    private static ServerResponse answer(
            ServerRequest request, Match<Operation> match, Caller caller, Standing standing) {
        try {
            caller.require(match.route().scope());
            standing.requireRoom();
            Reply reply =
                    match.route().handler().answer(new Request(request.servletRequest(), caller, match.variables()));
            return reply.status() == Reply.NO_CONTENT
                    ? ServerResponse.noContent().build()
                    : Answer.json(reply.status(), Json.bytes(reply.body()));
        } catch (Exception e) {
            return Errors.answer(e);
        }
    }
}
