package io.openinbox.server.manage;

import io.openinbox.event.Change;
import io.openinbox.event.Event;
import io.openinbox.event.Events;
import io.openinbox.kernel.Id;
import io.openinbox.server.manner.Request;
import io.openinbox.thread.Thread;
import io.openinbox.thread.Threads;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the team did with a thread and its person, as far back as the log is kept. */
final class ActivityEndpoints {

    private static final int MOST = 100;

    private final Threads threads;
    private final Events events;

    ActivityEndpoints(Threads threads, Events events) {
        this.threads = threads;
        this.events = events;
    }

    Entries list(Request request) {
        Thread thread = threads.get(request.team(), Reader.thread(request));
        return new Entries(events.activity(request.team(), thread.id(), thread.contactId(), MOST).stream()
                .map(Entry::of)
                .toList());
    }

    record Entries(List<Entry> data) {}

    /** The ids are those the entry changed; null where it changed another thing, or took the value away. */
    record Entry(
            String id,
            String type,
            Instant at,
            @Nullable String assigneeId,
            @Nullable String statusId,
            @Nullable List<String> tagIds) {

        static Entry of(Event event) {
            Change change = event.change();
            return new Entry(
                    event.id().text(),
                    event.type().storedName(),
                    event.createdAt(),
                    change instanceof Change.Assignee assignee ? text(assignee.memberId()) : null,
                    change instanceof Change.Status status ? text(status.statusId()) : null,
                    change instanceof Change.Tags tags
                            ? tags.tagIds().stream().map(Id::text).toList()
                            : null);
        }

        private static @Nullable String text(@Nullable Id id) {
            return id == null ? null : id.text();
        }
    }
}
