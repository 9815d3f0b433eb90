package io.openinbox.server.manage;

import io.openinbox.kernel.Page;
import io.openinbox.server.manner.PageCursor;
import io.openinbox.server.manner.Query;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** @param nextCursor null on the last page */
record PageJson<T>(List<T> data, @Nullable String nextCursor) {

    private static final long DEFAULT_LIMIT = 50;
    private static final long MOST = 100;

    static int limit(Query query) {
        return query.number("limit", 1, MOST).orElse(DEFAULT_LIMIT).intValue();
    }

    /** A list that is always whole. */
    static <T> PageJson<T> whole(List<T> data) {
        return new PageJson<>(data, null);
    }

    /** @param question the operation and its filters, as {@link PageCursor} takes them */
    static <S, T> PageJson<T> of(Page<S> page, Object question, Function<S, T> form) {
        return new PageJson<>(page.items().stream().map(form).toList(), PageCursor.write(page.next(), question));
    }
}
