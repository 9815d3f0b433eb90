package io.openinbox.webhook;

import io.openinbox.event.EventRefs;
import io.openinbox.event.EventType;
import io.openinbox.event.NewEvent;
import io.openinbox.kernel.WebhookId;
import java.time.Instant;

/** What the log says about webhooks. */
final class WebhookEvents {

    private WebhookEvents() {}

    static NewEvent disabled(WebhookId webhook, Instant now) {
        return new NewEvent(EventType.WEBHOOK_DISABLED, now, EventRefs.webhook(webhook));
    }
}
