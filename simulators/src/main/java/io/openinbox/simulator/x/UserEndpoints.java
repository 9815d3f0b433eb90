package io.openinbox.simulator.x;

import io.openinbox.simulator.x.Route.Access;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Looking up users. */
final class UserEndpoints {

    private static final Pattern ID = Pattern.compile("[0-9]{1,19}");
    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9_]{1,15}");
    private static final String SCOPES = "tweet.read users.read";
    private static final int LIMIT = 100;

    private final Directory directory;

    UserEndpoints(Directory directory) {
        this.directory = directory;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/2/users/me", XCall.USERS, Access.USER, SCOPES, this::me),
                Route.of("GET", "/2/users/by", XCall.USERS, Access.EITHER, SCOPES, this::byUsernames),
                Route.of(
                        "GET", "/2/users/by/username/{username}", XCall.USERS, Access.EITHER, SCOPES, this::byUsername),
                Route.of("GET", "/2/users", XCall.USERS, Access.EITHER, SCOPES, this::byIds),
                Route.of("GET", "/2/users/{id}", XCall.USERS, Access.EITHER, SCOPES, this::byId));
    }

    private Outcome me(Call call) {
        return single(call, directory.get(call.caller().userId()));
    }

    private Outcome byId(Call call) {
        String id = call.variable("id");
        if (!ID.matcher(id).matches()) {
            throw new Refused(XRefusal.invalid("id", id, "must match ^[0-9]{1,19}$"));
        }
        return single(call, directory.byId(id).orElseThrow(() -> new Refused(XRefusal.notFound("user", id))));
    }

    private Outcome byUsername(Call call) {
        String username = call.variable("username");
        if (!USERNAME.matcher(username).matches()) {
            throw new Refused(XRefusal.invalid("username", username, "must match ^[A-Za-z0-9_]{1,15}$"));
        }
        return single(
                call,
                directory.byUsername(username).orElseThrow(() -> new Refused(XRefusal.notFound("user", username))));
    }

    private Outcome byIds(Call call) {
        return several(call, "ids", ID, directory::byId);
    }

    private Outcome byUsernames(Call call) {
        return several(call, "usernames", USERNAME, directory::byUsername);
    }

    private Outcome single(Call call, XUser user) {
        ObjectNode body = Json.object();
        body.set("data", view(call, user));
        return Outcome.json(200, body);
    }

    /** What is found is answered beside an error for each that is not. */
    private Outcome several(Call call, String parameter, Pattern form, Function<String, Optional<XUser>> find) {
        Set<String> values = call.query().list(parameter, ",");
        if (values.isEmpty() || values.size() > LIMIT) {
            throw new Refused(
                    XRefusal.invalid(parameter, call.query().get(parameter), "must hold 1 to " + LIMIT + " values"));
        }
        ArrayNode found = Json.array();
        ArrayNode errors = Json.array();
        for (String value : values) {
            if (!form.matcher(value).matches()) {
                throw new Refused(XRefusal.invalid(parameter, value, "must match ^" + form.pattern() + "$"));
            }
            Optional<XUser> user = find.apply(value);
            if (user.filter(known -> directory.isSuspended(known.id())).isPresent()) {
                errors.addObject()
                        .put("value", value)
                        .put("detail", "User has been suspended: [" + value + "].")
                        .put("title", "Forbidden")
                        .put("resource_type", "user")
                        .put("parameter", parameter)
                        .put("resource_id", value)
                        .put("type", "https://api.x.com/2/problems/resource-not-found");
                continue;
            }
            user.ifPresentOrElse(
                    known -> found.add(view(call, known)),
                    () -> errors.addObject()
                            .put("value", value)
                            .put("detail", "Could not find user with " + parameter + ": [" + value + "].")
                            .put("title", "Not Found Error")
                            .put("resource_type", "user")
                            .put("parameter", parameter)
                            .put("resource_id", value)
                            .put("type", "https://api.x.com/2/problems/resource-not-found"));
        }
        ObjectNode body = Json.object();
        if (!found.isEmpty()) {
            body.set("data", found);
        }
        if (!errors.isEmpty()) {
            body.set("errors", errors);
        }
        return Outcome.json(200, body);
    }

    private ObjectNode view(Call call, XUser user) {
        return UserView.selected(
                user, Fields.of(call.query(), "user.fields", UserView.FIELDS), directory.takesMessages(user.id()));
    }
}
