package io.openinbox.server.v1;

import io.openinbox.kernel.TeamId;
import io.openinbox.server.auth.Caller;
import io.openinbox.server.http.HttpRefusal;
import io.openinbox.server.http.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * A request to API v1 by a caller who may make it.
 *
 * @param names how this caller reads platform names
 * @param variables the path's variables, decoded
 */
record RequestV1(HttpServletRequest http, Caller caller, PlatformNameV1 names, Map<String, String> variables) {

    TeamId team() {
        return caller.teamId();
    }

    /** A variable of the path, as it came: whether it is an id of ours is for {@link IdsV1} to say. */
    String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalStateException("The route has no variable " + name + ".");
        }
        return value;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(http.getHeader(name));
    }

    InputV1 query() {
        return InputV1.ofQuery(http.getQueryString());
    }

    /** @throws HttpRefusal {@code BODY_TOO_LARGE}, {@code UNSUPPORTED_MEDIA_TYPE} */
    InputV1 body() {
        byte[] body = RequestBody.read(http);
        if (body.length > 0) {
            requireJson();
        }
        return InputV1.ofBody(body);
    }

    private void requireJson() {
        String type = http.getContentType();
        try {
            if (type != null && isJson(MediaType.parseMediaType(type))) {
                return;
            }
        } catch (InvalidMediaTypeException e) {
            // Answered like any other type that is not JSON.
        }
        throw new HttpRefusal(
                HttpRefusal.Kind.UNSUPPORTED_MEDIA_TYPE, "Send the body as \"Content-Type: application/json\".");
    }

    private static boolean isJson(MediaType type) {
        return MediaType.APPLICATION_JSON.includes(type) || type.getSubtype().endsWith("+json");
    }
}
