package io.openinbox.server.v1;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.openinbox.event.Event;
import io.openinbox.event.EventPage;
import io.openinbox.event.Events;
import io.openinbox.kernel.EventId;
import io.openinbox.kernel.TeamId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

final class EventEndpoints {

    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST = 1_000;
    private static final long LAST_SEQ = (1L << 53) - 1;

    /** The payloads' version, as v1's envelope says it. */
    private static final String VERSION = "1.0";

    private final Events events;
    private final EventDataV1 data;

    EventEndpoints(Events events, EventDataV1 data) {
        this.events = events;
        this.data = data;
    }

    /** Reads on past entries v1 has nothing to show of, so that a page is only empty at the end of the log. */
    Listed list(RequestV1 request) {
        InputV1 query = request.query();
        long after = query.number("afterSeq", 0, LAST_SEQ).orElse(0);
        int limit = (int) query.number("limit", 1, MOST).orElse(DEFAULT_LIMIT);
        List<Envelope> shown = new ArrayList<>();
        EventPage page;
        do {
            page = events.list(request.team(), after, limit - shown.size());
            Map<Long, String> rendered = data.of(request.team(), page.events(), request.names());
            for (Event event : page.events()) {
                after = event.seq();
                String json = rendered.get(event.seq());
                if (json != null) {
                    shown.add(Envelope.of(request.team(), event, json));
                }
            }
        } while (shown.size() < limit && page.hasMore());
        return new Listed(
                shown, page.hasMore(), shown.isEmpty() ? null : shown.getLast().seq());
    }

    record Listed(
            List<Envelope> events,
            boolean hasMore,
            @Nullable Long lastSeq) {}

    record Envelope(
            String id,
            long seq,
            String teamId,
            String type,
            Instant timestamp,
            String version,
            @JsonRawValue String data) {

        static Envelope of(TeamId team, Event event, String data) {
            return new Envelope(
                    event.id().text(),
                    event.seq(),
                    team.text(),
                    EventDataV1.typeName(event.type()).orElseThrow(),
                    event.createdAt(),
                    VERSION,
                    data);
        }

        /** Of something that never happened. */
        static Envelope ofTest(TeamId team, EventId id, String type, Instant at) {
            return new Envelope(id.text(), 0, team.text(), type, at, VERSION, "{}");
        }
    }
}
