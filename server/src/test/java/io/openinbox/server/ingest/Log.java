package io.openinbox.server.ingest;

import static io.openinbox.server.support.Json.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.Api;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A team's event log as a client follows it: each read goes on where the one before ended, and must leave no gap. */
final class Log {

    private final Api api;
    private final List<JsonNode> read = new ArrayList<>();

    Log(Api api) {
        this.api = api;
    }

    /** Reads on to the end and gives what is new. */
    List<JsonNode> readOn() {
        int before = read.size();
        JsonNode page;
        do {
            page = api.get("/events?limit=500&afterSeq=%s", read.size()).ok();
            for (JsonNode event : page.path("events")) {
                assertThat(event.path("seq").longValue()).isEqualTo(read.size() + 1L);
                read.add(event);
            }
        } while (page.path("hasMore").booleanValue());
        return List.copyOf(read.subList(before, read.size()));
    }

    /** As {@link #readOn}, the types alone. */
    List<String> readOnTypes() {
        return readOn().stream().map(event -> text(event, "type")).toList();
    }

    List<JsonNode> all() {
        return List.copyOf(read);
    }
}
