package io.openinbox.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement that the product ran.
 *
 * @param sql with {@code ?} for each value; {@code begin} and {@code commit} stand for a transaction's ends
 */
record Captured(String sql, List<@Nullable Object> values) {

    /** An array parameter. */
    record ArrayOf(String type, List<@Nullable Object> elements) {}
}
