package io.openinbox.webhook;

import io.openinbox.event.Event;
import io.openinbox.kernel.EventId;
import io.openinbox.kernel.TeamId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How an API version tells webhooks of events. */
public interface PayloadRenderer {

    ApiVersion version();

    /** Its words for types. */
    Set<String> types();

    /** Its word for an event; empty for what it has no word for. */
    Optional<String> type(Event event);

    /** A name for the way bodies are written to callers who read X under this name; short. */
    String form(@Nullable String v1XName);

    /** The bodies by sequence number, as JSON; events whose objects are gone for good are absent. */
    Map<Long, String> bodies(TeamId team, List<Event> events, @Nullable String v1XName);

    /** The body of a delivery that is only a test, of the type {@link #TEST}. */
    String testBody(TeamId team, EventId id, Instant at);

    String TEST = "webhook.test";
}
