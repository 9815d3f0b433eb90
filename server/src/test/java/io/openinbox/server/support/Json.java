package io.openinbox.server.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Short words for what tests read from answers. */
public final class Json {

    /** What platforms wrote is theirs, whatever its fields are called. */
    private static final Set<String> FOREIGN = Set.of("entities", "attachment", "platformData");

    private Json() {}

    /** A field's text. */
    public static String text(JsonNode node, String field) {
        return node.path(field).stringValue();
    }

    /** The same field of every item of a list. */
    public static List<String> texts(JsonNode list, String field) {
        return list.valueStream().map(item -> text(item, field)).toList();
    }

    /** Every value of a field {@code platform} of our own, however deep. */
    public static List<String> platforms(JsonNode node) {
        List<String> found = new ArrayList<>();
        if (node.isObject()) {
            node.forEachEntry((name, value) -> {
                if (name.equals("platform")) {
                    found.add(value.stringValue());
                } else if (!FOREIGN.contains(name)) {
                    found.addAll(platforms(value));
                }
            });
        } else {
            node.forEach(item -> found.addAll(platforms(item)));
        }
        return found;
    }
}
