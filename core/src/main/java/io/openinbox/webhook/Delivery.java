package io.openinbox.webhook;

import io.openinbox.kernel.DeliveryId;
import io.openinbox.kernel.EventId;
import io.openinbox.kernel.WebhookId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one webhook.
 *
 * @param type the webhook's API version's word
 * @param nextAttemptAt null once it is finished
 */
public record Delivery(
        DeliveryId id,
        WebhookId webhookId,
        EventId eventId,
        long seq,
        String type,
        State state,
        int attempts,
        @Nullable Instant nextAttemptAt,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    public enum State {
        WAITING,
        DELIVERED,
        /** Every attempt failed, or nothing is left to deliver. */
        FAILED
    }
}
