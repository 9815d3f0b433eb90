package io.openinbox.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A statement that the product ran.
 *
 * @param sql with {@code ?} for each value; {@code begin} and {@code commit} stand for a transaction's ends
 */
record Captured(String sql, List<@Nullable Object> values) {

    /** One by one, where several were sent as one text. */
    static List<Captured> each(String text, List<@Nullable Object> values) {
        List<Captured> statements = new ArrayList<>();
        String sql = text.lines().map(Captured::withoutComment).collect(Collectors.joining("\n"));
        int from = 0;
        int first = 0;
        int next = 0;
        boolean quoted = false;
        for (int i = 0; i < sql.length(); i++) {
            switch (sql.charAt(i)) {
                case '\'' -> quoted = !quoted;
                case '?' -> next += quoted ? 0 : 1;
                case ';' -> {
                    if (!quoted) {
                        statements.add(new Captured(sql.substring(from, i), values.subList(first, next)));
                        from = i + 1;
                        first = next;
                    }
                }
                default -> {}
            }
        }
        if (!sql.substring(from).isBlank()) {
            statements.add(new Captured(sql.substring(from), values.subList(first, values.size())));
        }
        return statements;
    }

    private static String withoutComment(String line) {
        int comment = line.indexOf("--");
        return comment < 0 ? line : line.substring(0, comment);
    }

    /** An array parameter. */
    record ArrayOf(String type, List<@Nullable Object> elements) {}
}
