package io.openinbox.simulator.x;

import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reading and writing of bodies. */
final class Json {

    static final String JSON = "application/json; charset=utf-8";
    static final String PROBLEM = "application/problem+json; charset=utf-8";

    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static String write(Object tree) {
        return MAPPER.writeValueAsString(tree);
    }

    static JsonNode read(String text) {
        return MAPPER.readTree(text);
    }

    /**
     * Reads a call's body, which X holds to its schema: an object with no other members than these.
     *
     * @throws Refused with 400
     */
    static JsonNode body(String text, Set<String> members) {
        JsonNode body;
        try {
            body = MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw new Refused(XRefusal.invalid("$", "", "the body is not valid JSON"));
        }
        if (!body.isObject()) {
            throw new Refused(XRefusal.invalid("$", "", "the body must be a JSON object"));
        }
        refuseOtherMembers("$", body, members);
        return body;
    }

    static void refuseOtherMembers(String path, JsonNode object, Set<String> members) {
        for (String name : object.propertyNames()) {
            if (!members.contains(name)) {
                throw new Refused(XRefusal.invalid(
                        path + "." + name,
                        "",
                        "is not defined in the schema and the schema does not allow additional properties"));
            }
        }
    }

    /** The text of a member; empty when it is missing or no string. */
    static String string(JsonNode object, String member) {
        JsonNode value = object.path(member);
        return value.isString() ? value.stringValue() : "";
    }
}
