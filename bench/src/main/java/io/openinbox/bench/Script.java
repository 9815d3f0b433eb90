package io.openinbox.bench;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Captured statements as pgbench runs them: the text is the product's, the values are as it set them, but for those that
 * differ with every call. Ids that were new in the captured call are made anew each time, the same ones wherever they stand.
 */
final class Script {

    private static final String LARGEST_RANDOM = "140737488355327";

    /** {@code :word} inside a literal would be taken for a variable. */
    private static final Pattern VARIABLE = Pattern.compile(":(?=[A-Za-z_\\u0080-\\uffff])");

    private static final Pattern PLATFORM_ID = Pattern.compile("[0-9]{17,19}");

    private final Map<String, String> variables = new LinkedHashMap<>();
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<UUID, String> ids = new LinkedHashMap<>();
    private final List<String> definitions = new ArrayList<>();
    private boolean fixedTimes;

    /** A variable that is drawn for every call. */
    Script draw(String name, long from, long to) {
        definitions.add("\\set %s random(%d, %d)".formatted(name, from, to));
        return this;
    }

    /** A text of the captured call, whole or as part of a longer one, and the SQL in its place. */
    Script replace(String text, String sql) {
        texts.put(text, sql);
        return this;
    }

    /** An id of the captured call, and the SQL in its place. */
    Script replace(UUID id, String sql) {
        ids.put(id, sql);
        return this;
    }

    /** Times stay as they were; otherwise they are the time of the call. */
    Script keepTimes() {
        fixedTimes = true;
        return this;
    }

    String render(List<Captured> statements) {
        var body = new StringBuilder();
        for (Captured statement : statements) {
            body.append(render(statement)).append(";\n");
        }
        variables.forEach((value, name) -> definitions.add("\\set %s random(1, %s)".formatted(name, LARGEST_RANDOM)));
        return String.join("\n", definitions) + "\n" + body;
    }

    private String render(Captured statement) {
        String sql = statement.sql();
        var filled = new StringBuilder();
        int next = 0;
        boolean quoted = false;
        for (int i = 0; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (c == '\'') {
                quoted = !quoted;
            }
            if (c == '?' && !quoted) {
                filled.append(value(statement.values().get(next++)));
            } else {
                filled.append(c);
            }
        }
        if (next != statement.values().size()) {
            throw new IllegalStateException(statement.values().size() + " values for " + sql);
        }
        return filled.toString().strip();
    }

    private String value(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Captured.ArrayOf array ->
                array.elements().stream().map(this::value).collect(Collectors.joining(", ", "array[", "]::"))
                        + array.type() + "[]";
            case UUID id -> id(id);
            case Number number -> number.toString();
            case Boolean truth -> truth.toString();
            case OffsetDateTime time when time.equals(OffsetDateTime.MAX) -> "'infinity'::timestamptz";
            case OffsetDateTime time when time.equals(OffsetDateTime.MIN) -> "'-infinity'::timestamptz";
            case OffsetDateTime time -> time(time.toInstant());
            case Timestamp time -> time(time.toInstant());
            case byte[] bytes -> "decode('" + HexFormat.of().formatHex(bytes) + "', 'hex')";
            default -> text(value.toString());
        };
    }

    private String time(Instant time) {
        return fixedTimes
                ? "(timestamptz 'epoch' + interval '" + time.toEpochMilli() + " milliseconds')"
                : "date_trunc('milliseconds', now())";
    }

    private String id(UUID id) {
        String replaced = ids.get(id);
        if (replaced != null) {
            return replaced;
        }
        // The dataset's own ids begin with zeros.
        return id.getMostSignificantBits() >>> 32 == 0
                ? "'" + id + "'::uuid"
                : "('00000000-0000-0009-9999-' || lpad(to_hex(:" + variable(id.toString())
                        + "::bigint), 12, '0'))::uuid";
    }

    private String text(String text) {
        for (Map.Entry<String, String> replacement : texts.entrySet()) {
            int at = text.indexOf(replacement.getKey());
            if (at >= 0) {
                String before = text.substring(0, at);
                String after = text.substring(at + replacement.getKey().length());
                return "(" + text(before) + " || " + replacement.getValue() + " || " + text(after) + ")";
            }
        }
        Matcher platformId = PLATFORM_ID.matcher(text);
        return platformId.matches()
                ? "(1000000000000000 + :" + variable(text) + "::bigint)::text"
                : "'" + VARIABLE.matcher(text.replace("'", "''")).replaceAll(":' || '") + "'";
    }

    private String variable(String value) {
        return variables.computeIfAbsent(value, key -> "new" + variables.size());
    }
}
