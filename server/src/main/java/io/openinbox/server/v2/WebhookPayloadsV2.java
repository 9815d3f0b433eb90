package io.openinbox.server.v2;

import io.openinbox.event.Event;
import io.openinbox.event.EventType;
import io.openinbox.kernel.EventId;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.ThreadId;
import io.openinbox.server.config.InboxCore;
import io.openinbox.server.manner.Json;
import io.openinbox.thread.Thread;
import io.openinbox.thread.Threads;
import io.openinbox.webhook.ApiVersion;
import io.openinbox.webhook.PayloadRenderer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What v2 tells webhooks: its events. */
public final class WebhookPayloadsV2 implements PayloadRenderer {

    private static final Set<String> TYPES =
            Arrays.stream(EventType.values()).flatMap(EventV2::typeNames).collect(Collectors.toUnmodifiableSet());

    private final Threads threads;

    private WebhookPayloadsV2(Threads threads) {
        this.threads = threads;
    }

    public static PayloadRenderer of(InboxCore core) {
        return new WebhookPayloadsV2(core.threads());
    }

    @Override
    public ApiVersion version() {
        return ApiVersion.V2;
    }

    @Override
    public Set<String> types() {
        return TYPES;
    }

    @Override
    public Optional<String> type(Event event) {
        return EventV2.typeName(event);
    }

    @Override
    public String form(@Nullable String v1XName) {
        return "v2";
    }

    @Override
    public Map<Long, String> bodies(TeamId team, List<Event> events, @Nullable String v1XName) {
        Map<ThreadId, Thread> deleted = threads.getAll(
                team,
                events.stream()
                        .filter(event -> event.type() == EventType.THREAD_DELETED)
                        .map(event -> event.about().threadId())
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()));
        Map<Long, String> bodies = new HashMap<>();
        for (Event event : events) {
            EventV2.of(event, thread(event, deleted)).ifPresent(shown -> bodies.put(event.seq(), Json.text(shown)));
        }
        return bodies;
    }

    @Override
    public String testBody(TeamId team, EventId id, Instant at) {
        return Json.text(EventV2.ofTest(id, TEST, at));
    }

    private static @Nullable Thread thread(Event event, Map<ThreadId, Thread> deleted) {
        ThreadId id = event.about().threadId();
        return id == null ? null : deleted.get(id);
    }
}
