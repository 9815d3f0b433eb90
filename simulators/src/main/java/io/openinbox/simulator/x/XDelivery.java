package io.openinbox.simulator.x;

import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * One delivery to a webhook, as the log knows it at one moment. A duplicated event has several.
 *
 * @param eventId the message's id; empty for events that are no message
 * @param eventUuid the envelope's id, the same in every copy of an event
 * @param eventType such as {@code dm.received}
 * @param accountId the linked account whose subscription this is
 * @param body the exact text that is signed and posted
 */
public record XDelivery(
        String eventId,
        String eventUuid,
        String eventType,
        String accountId,
        URI webhook,
        String body,
        State state,
        List<Attempt> attempts) {

    /** Where a delivery stands. */
    public enum State {
        /** Kept back until {@link XSimulator#release()}. */
        HELD,
        /** To be posted, or to be posted again. */
        WAITING,
        /** Answered with 2xx. */
        ACKNOWLEDGED,
        /** Not answered with 2xx by the last attempt of the schedule. */
        GIVEN_UP
    }

    /**
     * One POST.
     *
     * @param status 0 when there was no answer
     * @param outcome in words
     */
    public record Attempt(Instant at, int status, String outcome) {}
}
