package io.openinbox.server.v2;

import io.openinbox.kernel.Page;
import io.openinbox.server.manner.PageCursor;
import io.openinbox.server.manner.Query;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** @param nextCursor null on the last page */
record PageV2<T>(List<T> data, @Nullable String nextCursor) {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MOST = 100;

    static int limit(Query query) {
        return query.number("limit", 1, MOST).orElse((long) DEFAULT_LIMIT).intValue();
    }

    /** Filters in words that do not depend on the order in which they were given. */
    static List<String> sorted(Collection<String> values) {
        return values.stream().sorted().distinct().toList();
    }

    /** A list that is always whole. */
    static <T> PageV2<T> whole(List<T> data) {
        return new PageV2<>(data, null);
    }

    static <S, T> PageV2<T> of(Page<S> page, Object question, Function<S, T> form) {
        return new PageV2<>(page.items().stream().map(form).toList(), PageCursor.write(page.next(), question));
    }
}
