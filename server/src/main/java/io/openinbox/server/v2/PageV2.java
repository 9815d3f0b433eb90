package io.openinbox.server.v2;

import io.openinbox.kernel.Page;
import io.openinbox.server.manner.PageCursor;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** @param nextCursor null on the last page */
record PageV2<T>(List<T> data, @Nullable String nextCursor) {

    static final int DEFAULT_LIMIT = 50;
    static final int MOST = 100;

    /** A list that is always whole. */
    static <T> PageV2<T> whole(List<T> data) {
        return new PageV2<>(data, null);
    }

    static <S, T> PageV2<T> of(Page<S> page, Object question, Function<S, T> form) {
        return new PageV2<>(page.items().stream().map(form).toList(), PageCursor.write(page.next(), question));
    }
}
