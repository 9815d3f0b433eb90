package io.openinbox.simulator.x;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One row of the route table.
 *
 * @param segments of the path; one in braces matches anything
 * @param scopes what a user token must allow
 */
record Route(String method, List<String> segments, XCall call, Access access, Set<String> scopes, Handler handler) {

    /** Whose calls a route takes. */
    enum Access {
        /** No token; the call brings its own credentials. */
        OPEN,
        /** A user token; the app's bearer token is refused. */
        USER,
        /** The app's bearer token; a user token is refused. */
        APP,
        /** Either token. */
        EITHER
    }

    /** Does what the call asks, or throws {@link Refused}. */
    interface Handler {
        Outcome handle(Call call);
    }

    static Route of(String method, String path, XCall call, Access access, String scopes, Handler handler) {
        return new Route(
                method,
                List.of(path.substring(1).split("/", -1)),
                call,
                access,
                scopes.isEmpty() ? Set.of() : Set.of(scopes.split(" ", -1)),
                handler);
    }

    String pattern() {
        return method + " /" + String.join("/", segments);
    }

    /** The path's variables, when the path is this route's. */
    Optional<Map<String, String>> match(List<String> path) {
        if (path.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < path.size(); i++) {
            String segment = segments.get(i);
            if (segment.startsWith("{")) {
                variables.put(
                        segment.substring(1, segment.length() - 1),
                        URLDecoder.decode(path.get(i).replace("+", "%2B"), StandardCharsets.UTF_8));
            } else if (!segment.equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }
}
