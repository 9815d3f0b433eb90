package io.openinbox.thread;

import io.openinbox.kernel.ContactId;
import io.openinbox.kernel.Id;
import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.StatusId;
import io.openinbox.kernel.TagId;
import io.openinbox.platform.Platform;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What narrows a view. Null leaves a field out of it; values of one field are alternatives, and all fields have to fit.
 *
 * @param contactIds threads with any of these
 * @param tags of the thread's contact, as the status
 * @param assignees the effective ones
 * @param text stands in the person's names or in the last message
 */
public record ThreadFilter(
        @Nullable Set<Platform> platforms,
        @Nullable Set<ContactId> contactIds,
        @Nullable Choice<TagId> tags,
        @Nullable Choice<StatusId> statuses,
        @Nullable Choice<MemberId> assignees,
        @Nullable String text) {

    public static final ThreadFilter NONE = new ThreadFilter(null, null, null, null, null, null);

    /**
     * Any of some values. Without any, and without {@code orNone}, nothing fits.
     *
     * @param orNone threads that have no value fit, too
     */
    public record Choice<I extends Id>(Set<I> ids, boolean orNone) {

        public Choice {
            ids = Set.copyOf(ids);
        }
    }
}
