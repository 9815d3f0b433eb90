package io.openinbox.simulator.x;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One entry of the delivery log. Guarded by the lock of {@link Deliveries}. */
final class Delivery {

    final Notice notice;
    final URI webhook;
    final String body;
    /** Whether it goes out beside its lane, at the same moment as its copies. */
    final boolean beside;

    final Duration delay;
    XDelivery.State state;
    final List<XDelivery.Attempt> attempts = new ArrayList<>();

    Delivery(Notice notice, URI webhook, String body, boolean beside, Duration delay, XDelivery.State state) {
        this.notice = notice;
        this.webhook = webhook;
        this.body = body;
        this.beside = beside;
        this.delay = delay;
        this.state = state;
    }

    XDelivery snapshot() {
        return new XDelivery(
                notice.eventId(),
                notice.eventUuid(),
                notice.eventType(),
                notice.accountId(),
                webhook,
                body,
                state,
                List.copyOf(attempts));
    }
}
