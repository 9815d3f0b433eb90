package io.openinbox.connector.x;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Reads X's JSON leniently: X renames members, writes numbers as text and text as numbers, and leaves out what it likes.
 * Every text that is read can be stored: PostgreSQL takes neither NUL nor half of a surrogate pair, so both become U+FFFD.
 */
final class XWire {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final char REPLACEMENT = '\uFFFD';

    /** Up to 18 digits, which always fit. */
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

    private XWire() {}

    /** A "missing" node for what is not JSON. */
    static JsonNode read(byte[] json) {
        try {
            return storable(MAPPER.readTree(json));
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    /** A "missing" node for what is not JSON. */
    static JsonNode read(String json) {
        try {
            return storable(MAPPER.readTree(json));
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    static String write(JsonNode json) {
        return MAPPER.writeValueAsString(json);
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** The first of the members that holds a text or a number; X has renamed some. Empty text counts as absent. */
    static @Nullable String text(JsonNode object, String... members) {
        for (var member : members) {
            var value = object.path(member);
            if ((value.isString() || value.isNumber()) && !value.asString().isEmpty()) {
                return value.asString();
            }
        }
        return null;
    }

    /** The first of the members that holds one of X's numeric ids. */
    static @Nullable String id(JsonNode object, String... members) {
        for (var member : members) {
            var value = text(object, member);
            if (value != null && XIds.isNumber(value)) {
                return value;
            }
        }
        return null;
    }

    /** The first of the members that holds a whole number, written as a number or as text. */
    static @Nullable Long whole(JsonNode object, String... members) {
        for (var member : members) {
            var value = text(object, member);
            if (value != null && WHOLE.matcher(value).matches()) {
                return Long.valueOf(value);
            }
        }
        return null;
    }

    static boolean isTrue(JsonNode object, String member) {
        var value = object.path(member);
        return value.isBoolean() ? value.booleanValue() : "true".equals(text(object, member));
    }

    /** An array's items; a single object counts as an array of one. */
    static List<JsonNode> items(JsonNode node) {
        if (node.isArray()) {
            return List.copyOf(node.values());
        }
        return node.isObject() ? List.of(node) : List.of();
    }

    /** A text without what the database cannot hold. */
    static String storable(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (isUnstorable(text, i)) {
                var cleaned = new StringBuilder(text);
                for (var j = i; j < cleaned.length(); j++) {
                    if (isUnstorable(cleaned, j)) {
                        cleaned.setCharAt(j, REPLACEMENT);
                    }
                }
                return cleaned.toString();
            }
        }
        return text;
    }

    private static boolean isUnstorable(CharSequence text, int at) {
        var c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
        }
        return c == 0;
    }

    private static JsonNode storable(JsonNode node) {
        return switch (node) {
            case StringNode text -> StringNode.valueOf(storable(text.stringValue()));
            case ArrayNode array -> {
                var cleaned = array();
                array.values().forEach(item -> cleaned.add(storable(item)));
                yield cleaned;
            }
            case ObjectNode object -> {
                var cleaned = object();
                object.properties()
                        .forEach(member -> cleaned.set(storable(member.getKey()), storable(member.getValue())));
                yield cleaned;
            }
            default -> node;
        };
    }
}
