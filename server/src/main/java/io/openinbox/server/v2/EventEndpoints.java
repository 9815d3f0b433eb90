package io.openinbox.server.v2;

import io.openinbox.event.Event;
import io.openinbox.event.EventPage;
import io.openinbox.event.EventType;
import io.openinbox.event.Events;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.ThreadId;
import io.openinbox.server.manner.Query;
import io.openinbox.server.manner.Request;
import io.openinbox.thread.Thread;
import io.openinbox.thread.Threads;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class EventEndpoints {

    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST = 1_000;
    private static final long LAST_SEQ = (1L << 53) - 1;

    private static final List<String> TYPES =
            Stream.of(EventType.values()).flatMap(EventV2::typeNames).toList();

    private final Events events;
    private final Threads threads;

    EventEndpoints(Events events, Threads threads) {
        this.events = events;
        this.threads = threads;
    }

    /** Leaves out after reading: a page may be short, and even empty, though there is more. */
    Listed list(Request request) {
        Query query = request.query();
        long after = query.number("afterSeq", 0, LAST_SEQ).orElse(0L);
        int limit = query.number("limit", 1, MOST).orElse((long) DEFAULT_LIMIT).intValue();
        Set<String> types = query.words("type", TYPES);
        EventPage page = events.list(request.team(), after, limit);
        Map<ThreadId, Thread> deleted = deletedThreads(request.team(), page.events());
        List<EventV2> shown = page.events().stream()
                .flatMap(event -> EventV2.of(event, thread(deleted, event)).stream())
                .filter(event -> types.isEmpty() || types.contains(event.type()))
                .toList();
        return new Listed(
                shown, page.events().isEmpty() ? null : page.events().getLast().seq(), page.hasMore());
    }

    private Map<ThreadId, Thread> deletedThreads(TeamId team, List<Event> page) {
        Set<ThreadId> ids = page.stream()
                .filter(event -> event.type() == EventType.THREAD_DELETED)
                .map(event -> event.about().threadId())
                .collect(Collectors.toUnmodifiableSet());
        return ids.isEmpty() ? Map.of() : threads.getAll(team, ids);
    }

    private static @Nullable Thread thread(Map<ThreadId, Thread> deleted, Event event) {
        ThreadId id = event.about().threadId();
        return id == null ? null : deleted.get(id);
    }

    /** @param lastSeq how far the log was read, what was left out included; null when there was nothing */
    record Listed(List<EventV2> data, @Nullable Long lastSeq, boolean hasMore) {}
}
