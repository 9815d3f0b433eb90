package io.openinbox.server.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.openinbox.kernel.Id;
import io.openinbox.person.Context;
import io.openinbox.thread.ThreadSummary;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param threads the prospect's threads over all account links; left out where a thread or an event shows the prospect */
record ContextV1(
        List<String> tags,
        @Nullable String statusId,
        @Nullable BigDecimal valuation,
        @Nullable String notes,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<ThreadRef> threads) {

    static ContextV1 of(Context context) {
        return new ContextV1(
                context.tagIds().stream().map(Id::text).toList(),
                context.statusId() == null ? null : context.statusId().text(),
                context.valuation(),
                context.notes(),
                null);
    }

    ContextV1 withThreads(List<ThreadSummary> summaries) {
        return new ContextV1(
                tags,
                statusId,
                valuation,
                notes,
                summaries.stream().map(ThreadRef::of).toList());
    }

    record ThreadRef(
            String id, String accountLinkId, @Nullable Instant lastMessageTimestamp, Instant createdAt) {

        static ThreadRef of(ThreadSummary thread) {
            return new ThreadRef(
                    thread.id().text(), thread.accountLinkId().text(), thread.lastMessageAt(), thread.createdAt());
        }
    }
}
