package io.openinbox.simulator.x;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The fields of a query or a form body; of a repeated one, the last. */
record Form(Map<String, String> fields) {

    static Form empty() {
        return new Form(Map.of());
    }

    /**
     * Reads {@code a=1&b=2}.
     *
     * @throws IllegalArgumentException when the percent encoding is broken
     */
    static Form parse(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                fields.put(
                        decode(equals < 0 ? pair : pair.substring(0, equals)),
                        equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return new Form(fields);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    boolean has(String field) {
        return fields.containsKey(field);
    }

    /** Empty when the field is missing. */
    String get(String field) {
        return fields.getOrDefault(field, "");
    }

    String get(String field, String otherwise) {
        return fields.getOrDefault(field, otherwise);
    }

    /** The parts of a field that holds a list with this separator; none when it is missing. */
    Set<String> list(String field, String separator) {
        Set<String> parts = new LinkedHashSet<>();
        for (String part : get(field).split(separator, -1)) {
            if (!part.isBlank()) {
                parts.add(part.strip());
            }
        }
        return parts;
    }
}
