package io.openinbox.server.v1;

import io.openinbox.event.Event;
import io.openinbox.event.EventType;
import io.openinbox.kernel.EventId;
import io.openinbox.kernel.TeamId;
import io.openinbox.server.config.InboxCore;
import io.openinbox.server.media.MediaAddresses;
import io.openinbox.server.v1.EventEndpoints.Envelope;
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

/** What v1 tells webhooks: the envelopes of its feed. */
public final class WebhookPayloadsV1 implements PayloadRenderer {

    private static final Set<String> TYPES = Arrays.stream(EventType.values())
            .map(EventDataV1::typeName)
            .flatMap(Optional::stream)
            .collect(Collectors.toUnmodifiableSet());

    private final EventDataV1 data;
    private final String defaultXName;

    private WebhookPayloadsV1(EventDataV1 data, String defaultXName) {
        this.data = data;
        this.defaultXName = defaultXName;
    }

    /** @param defaultXName how v1 spells X to whoever has not chosen */
    public static PayloadRenderer of(InboxCore core, MediaAddresses media, String defaultXName) {
        var attachments = new AttachmentAnswers(core.attachments(), media);
        return new WebhookPayloadsV1(EventDataV1.of(core, attachments), defaultXName);
    }

    @Override
    public ApiVersion version() {
        return ApiVersion.V1;
    }

    @Override
    public Set<String> types() {
        return TYPES;
    }

    @Override
    public Optional<String> type(Event event) {
        return EventDataV1.typeName(event.type());
    }

    @Override
    public String form(@Nullable String v1XName) {
        return "v1 " + names(v1XName).x();
    }

    @Override
    public Map<Long, String> bodies(TeamId team, List<Event> events, @Nullable String v1XName) {
        Map<Long, String> shown = data.of(team, events, names(v1XName));
        Map<Long, String> bodies = new HashMap<>();
        for (Event event : events) {
            String json = shown.get(event.seq());
            if (json != null) {
                bodies.put(event.seq(), JsonV1.text(Envelope.of(team, event, json)));
            }
        }
        return bodies;
    }

    @Override
    public String testBody(TeamId team, EventId id, Instant at) {
        return JsonV1.text(Envelope.ofTest(team, id, TEST, at));
    }

    private PlatformNameV1 names(@Nullable String v1XName) {
        return new PlatformNameV1(Objects.requireNonNullElse(v1XName, defaultXName));
    }
}
