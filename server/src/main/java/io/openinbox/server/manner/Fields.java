package io.openinbox.server.manner;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of a JSON object somebody sent. Objects are closed: a field that is not expected is refused, because a typo
 * must not pass for a wish fulfilled. Absent and null are two things; each reader says which of them it takes.
 */
public final class Fields {

    private static final Pattern ID = Pattern.compile("[0-9a-z]+");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final ObjectNode fields;
    private final List<Object> path;

    private Fields(ObjectNode fields, List<Object> path) {
        this.fields = fields;
        this.path = path;
    }

    /**
     * @param body JSON; none counts as an empty object
     * @throws InvalidRequest for anything but an object
     */
    static Fields parse(byte[] body) {
        if (body.length == 0) {
            return new Fields(JsonNodeFactory.instance.objectNode(), List.of());
        }
        JsonNode read;
        try {
            read = JSON.readTree(body);
        } catch (JacksonException e) {
            TokenStreamLocation place = e.getLocation();
            throw InvalidRequest.of(
                    List.of(),
                    "The body is not JSON"
                            + (place == null
                                    ? "."
                                    : ": see line " + place.getLineNr() + ", column " + place.getColumnNr() + "."));
        }
        if (read instanceof ObjectNode object) {
            return new Fields(object, List.of());
        }
        throw InvalidRequest.of(List.of(), "The body must be a JSON object.");
    }

    /** Refuses every field but these. */
    public Fields only(String... expected) {
        List<String> known = List.of(expected);
        List<Issue> unknown = fields.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .map(name -> new Issue(
                        at(name),
                        "is no field here"
                                + (known.isEmpty() ? "." : "; there " + (known.size() == 1 ? "is " : "are "))
                                + (known.isEmpty() ? "" : String.join(", ", known) + ".")))
                .toList();
        if (!unknown.isEmpty()) {
            throw new InvalidRequest(unknown);
        }
        return this;
    }

    public boolean has(String name) {
        return fields.has(name);
    }

    public boolean isNull(String name) {
        JsonNode value = fields.get(name);
        return value != null && value.isNull();
    }

    /** A text, empty ones included. */
    public Optional<String> text(String name) {
        return value(name).map(value -> text(at(name), value));
    }

    /** A text of at least one character. */
    public Optional<String> filledText(String name) {
        return text(name).map(text -> {
            if (text.isEmpty()) {
                throw invalid(name, "must have at least one character.");
            }
            return text;
        });
    }

    public String requiredText(String name) {
        return filledText(name).orElseThrow(() -> missing(name));
    }

    /** A text in the form of an id, whether or not anything has it. */
    public Optional<String> id(String name) {
        return text(name).map(text -> {
            if (!ID.matcher(text).matches()) {
                throw invalid(name, "is no id: ids are lower-case letters and digits.");
            }
            return text;
        });
    }

    public String requiredId(String name) {
        return id(name).orElseThrow(() -> missing(name));
    }

    public Optional<Boolean> flag(String name) {
        return value(name).map(value -> {
            if (!value.isBoolean()) {
                throw invalid(name, "must be true or false.");
            }
            return value.booleanValue();
        });
    }

    public Optional<BigDecimal> number(String name) {
        return value(name).map(value -> {
            if (!value.isNumber()) {
                throw invalid(name, "must be a number.");
            }
            return value.decimalValue();
        });
    }

    public Optional<String> word(String name, List<String> words) {
        return text(name).map(text -> {
            if (!words.contains(text)) {
                throw invalid(name, "must be one of " + String.join(", ", words) + ".");
            }
            return text;
        });
    }

    public String requiredWord(String name, List<String> words) {
        return word(name, words).orElseThrow(() -> missing(name));
    }

    /** A list of texts; absent is empty, an empty list is a list. */
    public Optional<List<String>> texts(String name) {
        return value(name).map(value -> {
            if (!(value instanceof ArrayNode list)) {
                throw invalid(name, "must be a list.");
            }
            List<String> texts = new ArrayList<>();
            for (JsonNode item : list) {
                List<Object> place = new ArrayList<>(at(name));
                place.add(texts.size());
                texts.add(text(place, item));
            }
            return texts;
        });
    }

    public Optional<Fields> object(String name) {
        return value(name).map(value -> {
            if (value instanceof ObjectNode object) {
                return new Fields(object, at(name));
            }
            throw invalid(name, "must be an object.");
        });
    }

    public Fields requiredObject(String name) {
        return object(name).orElseThrow(() -> missing(name));
    }

    /** What is wrong with one of these fields. */
    public InvalidRequest invalid(String name, String message) {
        return InvalidRequest.of(at(name), message);
    }

    public InvalidRequest missing(String name) {
        return invalid(name, isNull(name) ? "must not be null." : "is missing.");
    }

    /** A null is refused here: whoever takes one asks {@link #isNull} first. */
    private Optional<JsonNode> value(String name) {
        JsonNode value = fields.get(name);
        if (value != null && value.isNull()) {
            throw invalid(name, "must not be null.");
        }
        return Optional.ofNullable(value);
    }

    private static String text(List<Object> place, JsonNode value) {
        if (!value.isString()) {
            throw InvalidRequest.of(place, "must be a text.");
        }
        return Texts.requireSound(place, value.stringValue());
    }

    private List<Object> at(String name) {
        List<Object> place = new ArrayList<>(path);
        place.add(name);
        return place;
    }
}
