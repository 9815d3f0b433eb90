package io.openinbox.simulator.x;

import java.util.Map;

/**
 * A call that found its route.
 *
 * @param variables of the path, decoded
 * @param authorization the header as it came; empty when there was none
 */
record Call(Caller caller, Map<String, String> variables, Form query, String authorization, String body) {

    /** A variable of the route's path. */
    String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalStateException("the route has no variable " + name);
        }
        return value;
    }

    /** The body of the token calls. */
    Form form() {
        try {
            return Form.parse(body);
        } catch (IllegalArgumentException e) {
            throw new Refused(XRefusal.oauth(400, "invalid_request", "The form is not well encoded."));
        }
    }
}
