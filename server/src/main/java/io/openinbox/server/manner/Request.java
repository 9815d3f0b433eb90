package io.openinbox.server.manner;

import io.openinbox.kernel.TeamId;
import io.openinbox.server.auth.Caller;
import io.openinbox.server.http.HttpRefusal;
import io.openinbox.server.http.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * A request by a caller who may make it.
 *
 * @param variables the path's variables, decoded
 */
public record Request(HttpServletRequest http, Caller caller, Map<String, String> variables) {

    private static final Pattern ID = Pattern.compile("[0-9a-z]+");

    public TeamId team() {
        return caller.teamId();
    }

    /** A variable of the path, as it came. */
    public String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalStateException("The route has no variable " + name + ".");
        }
        return Texts.requireSound(List.of(name), value);
    }

    /**
     * A variable in the form of an id, whether or not anything has it.
     *
     * @throws InvalidRequest for any other text
     */
    public String id(String name) {
        String value = variable(name);
        if (!ID.matcher(value).matches()) {
            throw InvalidRequest.of(name, "is no id: ids are lower-case letters and digits.");
        }
        return value;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(http.getHeader(name));
    }

    public Query query() {
        return Query.parse(http.getQueryString());
    }

    /**
     * The body's fields.
     *
     * @param expected all there can be
     * @throws HttpRefusal {@code BODY_TOO_LARGE}, {@code UNSUPPORTED_MEDIA_TYPE}
     * @throws InvalidRequest when it is no JSON object, or has other fields
     */
    public Fields body(String... expected) {
        byte[] body = RequestBody.read(http);
        if (body.length > 0) {
            requireJson();
        }
        return Fields.parse(body).only(expected);
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
