package io.openinbox.thread;

import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.Cursor;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which threads to list.
 *
 * @param accountLinkIds threads of any of these; null for all
 * @param filter what else they have to fit
 * @param ascending oldest first
 * @param after the end of the page before; null for the first page
 * @param limit the page's size
 */
public record ThreadQuery(
        View view,
        @Nullable Set<AccountLinkId> accountLinkIds,
        ThreadFilter filter,
        boolean ascending,
        @Nullable Cursor after,
        int limit) {

    /** The page that follows a cursor. */
    public ThreadQuery from(Cursor cursor) {
        return new ThreadQuery(view, accountLinkIds, filter, ascending, cursor, limit);
    }
}
