package io.openinbox.webhook;

import io.openinbox.kernel.WebhookId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint of a team.
 *
 * @param eventTypes words of its API version, groups such as {@code message.*}, or {@code *}
 * @param v1XName how v1 spells X to it; null for the server's default
 * @param disabledReason why the server disabled it; null when it did not
 * @param failingSince of the first failure after the last success; null while it answers
 */
public record Webhook(
        WebhookId id,
        String url,
        ApiVersion apiVersion,
        List<String> eventTypes,
        @Nullable String v1XName,
        boolean enabled,
        @Nullable DisabledReason disabledReason,
        @Nullable Instant disabledAt,
        @Nullable Instant failingSince,
        Instant createdAt,
        Instant updatedAt) {

    public Webhook {
        eventTypes = List.copyOf(eventTypes);
    }

    boolean wants(String type) {
        return EventTypes.match(eventTypes, type);
    }

    public enum DisabledReason {
        /** It answered 410. */
        GONE,
        /** It has failed for days. */
        FAILING
    }
}
