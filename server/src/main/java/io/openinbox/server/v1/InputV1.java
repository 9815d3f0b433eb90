package io.openinbox.server.v1;

import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client said, in a query or a body, read field by field.
 *
 * <p>Clients of v1 send every optional field, present and empty. So an empty text, object or list, a null inside a list and
 * a null where null is no value all count as absent. Fields nobody asks for are ignored.
 */
final class InputV1 {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final ObjectNode fields;
    private final Source source;
    private final String place;

    private InputV1(ObjectNode fields, Source source, String place) {
        this.fields = fields;
        this.source = source;
        this.place = place;
    }

    /** Leaves of a query are text, and its objects and lists may be JSON text in one value. */
    static InputV1 ofQuery(@Nullable String query) {
        return new InputV1(BracketQuery.parse(query), Source.QUERY, "");
    }

    /**
     * @param body JSON; none counts as an empty object
     * @throws InboxException {@code INVALID_REQUEST} for anything but an object
     */
    static InputV1 ofBody(byte[] body) {
        if (body.length == 0) {
            return new InputV1(JsonNodeFactory.instance.objectNode(), Source.BODY, "");
        }
        JsonNode read;
        try {
            read = JSON.readTree(body);
        } catch (JacksonException e) {
            TokenStreamLocation place = e.getLocation();
            throw invalid("The body is not JSON"
                    + (place == null
                            ? "."
                            : ": see line " + place.getLineNr() + ", column " + place.getColumnNr() + "."));
        }
        if (!(read instanceof ObjectNode object)) {
            throw invalid("The body must be a JSON object.");
        }
        return new InputV1(object, Source.BODY, "");
    }

    /** A text of at least one character. */
    Optional<String> text(String name) {
        return value(name).map(value -> text(value, name));
    }

    /** As {@link #text}, of any length: for fields to which an empty text is a value. */
    Optional<String> textOrEmpty(String name) {
        JsonNode value = fields.get(name);
        return value != null && value.isString() ? Optional.of(text(value, name)) : text(name);
    }

    /** The first of several names for one field that has a value. */
    Optional<String> text(String name, String otherName) {
        return text(name).or(() -> text(otherName));
    }

    Optional<Boolean> flag(String name) {
        return value(name).map(value -> {
            if (value.isBoolean()) {
                return value.booleanValue();
            }
            if (source == Source.QUERY && value.isString()) {
                if (value.stringValue().equals("true")) {
                    return true;
                }
                if (value.stringValue().equals("false")) {
                    return false;
                }
            }
            throw invalid(path(name) + ": must be true or false.");
        });
    }

    OptionalLong number(String name, long least, long most) {
        Optional<JsonNode> given = value(name);
        if (given.isEmpty()) {
            return OptionalLong.empty();
        }
        JsonNode value = given.get();
        try {
            long number = source == Source.QUERY && value.isString()
                    ? Long.parseLong(value.stringValue())
                    : value.canConvertToLong() ? value.longValue() : Long.MIN_VALUE;
            if (number >= least && number <= most) {
                return OptionalLong.of(number);
            }
        } catch (NumberFormatException e) {
            // Falls through to the same answer as a number out of range.
        }
        throw invalid(path(name) + ": must be a whole number from " + least + " to " + most + ".");
    }

    /** A number of a body, with all its digits. */
    Optional<BigDecimal> decimal(String name) {
        return value(name).map(value -> {
            if (!value.isNumber()) {
                throw invalid(path(name) + ": must be a number.");
            }
            return value.decimalValue();
        });
    }

    /** A time with its offset, cut to milliseconds. */
    Optional<Instant> time(String name) {
        return text(name).map(text -> {
            try {
                // A plus sign that was not escaped has become a space on the way.
                Instant time = OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
                if (time.isBefore(Instant.EPOCH) || time.isAfter(LAST)) {
                    throw new DateTimeException("outside of what the database keeps");
                }
                return time.truncatedTo(ChronoUnit.MILLIS);
            } catch (DateTimeException e) {
                throw invalid(path(name) + ": must be a time such as 2026-01-31T09:30:00.000Z.");
            }
        });
    }

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    /** The texts of a list; a single one counts as a list of one. Empty when absent. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode value : values(name)) {
            if (value instanceof ArrayNode list) {
                list.forEach(item -> addText(texts, item, name));
            } else if (source == Source.QUERY) {
                addText(texts, value, name);
            } else {
                throw invalid(path(name) + ": must be a list.");
            }
        }
        return texts;
    }

    /** A nested object; empty when absent or without a field that has a value. */
    Optional<InputV1> object(String name) {
        List<JsonNode> given = values(name);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        if (given.size() > 1) {
            throw invalid(path(name) + ": was given in two ways; send one.");
        }
        if (given.getFirst() instanceof ObjectNode object) {
            return Optional.of(new InputV1(object, source, path(name)));
        }
        throw invalid(path(name) + ": must be an object.");
    }

    /** Whether the field is there and null; only for fields to which null is a value. */
    boolean isNull(String name) {
        JsonNode value = fields.get(name);
        return value != null && value.isNull();
    }

    /** The field's name as the client wrote it. */
    String path(String name) {
        if (place.isEmpty()) {
            return name;
        }
        return source == Source.QUERY ? place + "[" + name + "]" : place + "." + name;
    }

    static InboxException invalid(String message) {
        return new InboxException(ErrorCode.INVALID_REQUEST, message);
    }

    private Optional<JsonNode> value(String name) {
        JsonNode value = fields.get(name);
        if (value == null || isAbsent(value)) {
            return Optional.empty();
        }
        if (source == Source.QUERY && value instanceof ArrayNode list) {
            List<JsonNode> given = presentItems(list).stream().distinct().toList();
            if (given.size() > 1) {
                throw invalid(path(name) + ": was given more than once; send it once.");
            }
            return given.stream().findFirst();
        }
        return Optional.of(value);
    }

    /** The field's values for a list or an object: JSON texts of a query are read, empty ones left out. */
    private List<JsonNode> values(String name) {
        JsonNode value = fields.get(name);
        if (value == null || isAbsent(value)) {
            return List.of();
        }
        if (source == Source.BODY) {
            return List.of(value);
        }
        List<JsonNode> given = value instanceof ArrayNode list ? presentItems(list) : List.of(value);
        return given.stream()
                .map(item -> readJsonText(item, name))
                .filter(item -> !isAbsent(item))
                .toList();
    }

    private JsonNode readJsonText(JsonNode value, String name) {
        if (!value.isString()) {
            return value;
        }
        String text = value.stringValue().strip();
        if (text.equals("null")) {
            return JsonNodeFactory.instance.nullNode();
        }
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return value;
        }
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw invalid(path(name) + ": looks like JSON and is not; check quotes, brackets and escapes.");
        }
    }

    private void addText(List<String> texts, JsonNode item, String name) {
        if (!isAbsent(item)) {
            texts.add(text(item, name));
        }
    }

    private String text(JsonNode value, String name) {
        if (!value.isString()) {
            throw invalid(path(name) + ": must be a text.");
        }
        String text = value.stringValue();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isPair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (c == 0 || (Character.isSurrogate(c) && !isPair)) {
                throw new InboxException(
                        ErrorCode.UNACCEPTABLE_VALUE,
                        path(name) + ": holds a character that is none, NUL or half of a pair; leave it out.");
            }
            if (isPair) {
                i++;
            }
        }
        return text;
    }

    private static List<JsonNode> presentItems(ArrayNode list) {
        return list.valueStream().filter(item -> !isAbsent(item)).toList();
    }

    /** Empty objects and lists count as absent, and so do those that hold nothing else. */
    private static boolean isAbsent(JsonNode value) {
        if (value.isNull()) {
            return true;
        }
        if (value.isString()) {
            return value.stringValue().isEmpty();
        }
        return value.isContainer() && value.valueStream().allMatch(InputV1::isAbsent);
    }

    private enum Source {
        QUERY,
        BODY
    }
}
