package io.openinbox.server.v1;

import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a query string whose parameter names spell a tree in brackets.
 *
 * <p>{@code a[b]=1} is an object; {@code a=1&a=2}, {@code a[]=1&a[]=2} and {@code a[0]=1&a[7]=2} are the same list, the
 * last form in the order of its indexes. Leaves are text: what they mean is for the reader to say.
 */
final class BracketQuery {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final int MOST_PARAMETERS = 2_000;
    private static final int DEEPEST = 10;
    /** Longer digits are a property's name; nobody's list has ten million items. */
    private static final int LONGEST_INDEX = 7;

    private final Map<String, BracketQuery> properties = new LinkedHashMap<>();
    private final NavigableMap<Integer, BracketQuery> indexed = new TreeMap<>();
    private final List<BracketQuery> appended = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    private BracketQuery() {}

    /**
     * @param query the part behind the question mark as it came, percent-encoded
     * @throws InboxException {@code INVALID_REQUEST} for a broken escape, or more parameters than any client needs
     */
    static ObjectNode parse(@Nullable String query) {
        var root = new BracketQuery();
        if (query != null && !query.isEmpty()) {
            String[] parameters = query.split("&", MOST_PARAMETERS + 2);
            if (parameters.length > MOST_PARAMETERS) {
                throw invalid("The query has more than " + MOST_PARAMETERS + " parameters: send fewer.");
            }
            for (String parameter : parameters) {
                root.add(parameter);
            }
        }
        return root.toObject();
    }

    private void add(String parameter) {
        int equals = parameter.indexOf('=');
        String name = decode(equals < 0 ? parameter : parameter.substring(0, equals));
        String value = equals < 0 ? "" : decode(parameter.substring(equals + 1));
        BracketQuery place = this;
        for (String step : steps(name)) {
            place = place.child(step);
        }
        if (place != this) {
            place.values.add(value);
        }
    }

    /** Splits {@code a[b][0]} into a, b, 0. A name whose brackets do not fit is one step: it means nothing to anybody. */
    private static List<String> steps(String name) {
        int open = name.indexOf('[');
        if (open <= 0 || !name.endsWith("]")) {
            return name.isEmpty() ? List.of() : List.of(name);
        }
        List<String> steps = new ArrayList<>();
        steps.add(name.substring(0, open));
        while (open < name.length()) {
            int close = name.indexOf(']', open);
            if (name.charAt(open) != '[' || close < 0 || steps.size() > DEEPEST) {
                return List.of(name);
            }
            steps.add(name.substring(open + 1, close));
            open = close + 1;
        }
        return steps;
    }

    private BracketQuery child(String step) {
        if (step.isEmpty()) {
            var item = new BracketQuery();
            appended.add(item);
            return item;
        }
        if (step.length() <= LONGEST_INDEX && step.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return indexed.computeIfAbsent(Integer.parseInt(step), index -> new BracketQuery());
        }
        return properties.computeIfAbsent(step, property -> new BracketQuery());
    }

    private JsonNode toJson() {
        boolean isList = !indexed.isEmpty() || !appended.isEmpty();
        if (properties.isEmpty() && !isList && values.size() == 1) {
            return JSON.stringNode(values.getFirst());
        }
        if (!properties.isEmpty() && appended.isEmpty() && values.isEmpty()) {
            return toObject();
        }
        ArrayNode list = JSON.arrayNode();
        indexed.values().forEach(item -> list.add(item.toJson()));
        appended.forEach(item -> list.add(item.toJson()));
        values.forEach(list::add);
        if (!properties.isEmpty()) {
            ObjectNode object = JSON.objectNode();
            properties.forEach((name, value) -> object.set(name, value.toJson()));
            list.add(object);
        }
        return list;
    }

    private ObjectNode toObject() {
        ObjectNode object = JSON.objectNode();
        indexed.forEach((index, value) -> object.set(index.toString(), value.toJson()));
        properties.forEach((name, value) -> object.set(name, value.toJson()));
        return object;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid("The query holds a broken percent escape: write % itself as %25.");
        }
    }

    private static InboxException invalid(String message) {
        return new InboxException(ErrorCode.INVALID_REQUEST, message);
    }
}
