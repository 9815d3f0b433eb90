package io.openinbox.server.http;

import io.openinbox.team.Scope;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * A surface's operations: method, path, the scope a caller needs, and what answers, side by side. Finds the operation of a
 * request and knows the two ways in which there is none.
 *
 * @param <H> what the surface's handlers look like
 */
public final class RouteTable<H> {

    private final List<Route<H>> routes;
    private final List<Place<H>> places;

    /** @param prefix what all paths begin with, such as {@code /api/v1} */
    public RouteTable(String prefix, List<Route<H>> routes) {
        this.routes = List.copyOf(routes);
        Map<String, List<Route<H>>> byPath =
                routes.stream().collect(Collectors.groupingBy(Route::path, TreeMap::new, Collectors.toList()));
        // The most specific first: /threads/lookup is no thread's id.
        places = byPath.entrySet().stream()
                .map(entry -> new Place<>(
                        PathPatternParser.defaultInstance.parse(prefix + entry.getKey()),
                        entry.getValue().stream().collect(Collectors.toUnmodifiableMap(Route::method, route -> route))))
                .sorted(Comparator.comparing(Place::pattern))
                .toList();
    }

    public List<Route<H>> routes() {
        return routes;
    }

    /** @throws HttpRefusal {@code NOT_FOUND} for an unknown path, {@code METHOD_NOT_ALLOWED} for a known one */
    public Match<H> find(HttpMethod method, PathContainer path) {
        for (Place<H> place : places) {
            PathPattern.PathMatchInfo match = place.pattern().matchAndExtract(path);
            if (match != null) {
                return new Match<>(place.route(method), match.getUriVariables());
            }
        }
        throw new HttpRefusal(HttpRefusal.Kind.NOT_FOUND, "There is nothing at this address.");
    }

    /**
     * @param path below the table's prefix, with variables in braces
     * @param scope what the caller's token needs
     */
    public record Route<H>(HttpMethod method, String path, Scope scope, H handler) {}

    /** @param variables the path's variables by name, decoded */
    public record Match<H>(Route<H> route, Map<String, String> variables) {}

    private record Place<H>(PathPattern pattern, Map<HttpMethod, Route<H>> byMethod) {

        Route<H> route(HttpMethod method) {
            // A HEAD is answered as the GET would be; the container leaves the body out.
            Route<H> route = byMethod.get(method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method);
            if (route == null) {
                String allowed = byMethod.keySet().stream()
                        .map(HttpMethod::name)
                        .sorted()
                        .collect(Collectors.joining(", "));
                throw new HttpRefusal(
                        HttpRefusal.Kind.METHOD_NOT_ALLOWED,
                        "This address does not take " + method + ": use " + allowed + ".",
                        Map.of("Allow", allowed));
            }
            return route;
        }
    }
}
