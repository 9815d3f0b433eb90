package io.openinbox.server.manage;

import io.openinbox.kernel.Cursor;
import io.openinbox.kernel.DeliveryId;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.Page;
import io.openinbox.kernel.WebhookId;
import io.openinbox.server.manner.Fields;
import io.openinbox.server.manner.InvalidRequest;
import io.openinbox.server.manner.PageCursor;
import io.openinbox.server.manner.Query;
import io.openinbox.server.manner.Request;
import io.openinbox.webhook.Attempt;
import io.openinbox.webhook.Delivery;
import io.openinbox.webhook.Webhooks;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

final class DeliveryEndpoints {

    private static final List<String> STATES =
            Arrays.stream(Delivery.State.values()).map(DeliveryEndpoints::word).toList();

    private final Webhooks webhooks;

    DeliveryEndpoints(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    PageJson<DeliveryJson> list(Request request) {
        WebhookId webhook = WebhookEndpoints.id(request);
        Query query = request.query();
        Delivery.State state = query.word("state", STATES)
                .map(word -> Delivery.State.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(null);
        String question = "deliveries " + webhook + " " + state;
        Cursor after = PageCursor.read(query, question);
        Page<Delivery> page = webhooks.deliveries(request.team(), webhook, state, after, PageJson.limit(query));
        return PageJson.of(page, question, DeliveryJson::of);
    }

    PageJson<AttemptJson> attempts(Request request) {
        List<Attempt> attempts = webhooks.attempts(request.team(), WebhookEndpoints.id(request), id(request));
        return PageJson.whole(attempts.stream().map(AttemptJson::of).toList());
    }

    DeliveryJson resend(Request request) {
        request.body();
        return DeliveryJson.of(webhooks.resend(request.team(), WebhookEndpoints.id(request), id(request)));
    }

    void replay(Request request) {
        Fields body = request.body("since", "failedOnly");
        Instant since = body.text("since").map(DeliveryEndpoints::time).orElse(null);
        boolean failedOnly = body.flag("failedOnly").orElse(false);
        if (since == null && !failedOnly) {
            throw InvalidRequest.of("since", "is missing: name a time, or send failedOnly as true.");
        }
        webhooks.replay(request.team(), WebhookEndpoints.id(request), since, failedOnly);
    }

    private static DeliveryId id(Request request) {
        return DeliveryId.parse(request.id("deliveryId"))
                .orElseThrow(() ->
                        new InboxException(ErrorCode.DELIVERY_NOT_FOUND, "There is no such delivery to this webhook."));
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw InvalidRequest.of("since", "must be a time such as 2026-01-31T09:30:00.000Z.");
        }
    }

    private static String word(Delivery.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    record DeliveryJson(
            String id,
            String webhookId,
            String eventId,
            long eventSeq,
            String type,
            String state,
            int attempts,
            @Nullable Instant nextAttemptAt,
            Instant createdAt,
            @Nullable Instant finishedAt) {

        static DeliveryJson of(Delivery delivery) {
            return new DeliveryJson(
                    delivery.id().text(),
                    delivery.webhookId().text(),
                    delivery.eventId().text(),
                    delivery.seq(),
                    delivery.type(),
                    word(delivery.state()),
                    delivery.attempts(),
                    delivery.nextAttemptAt(),
                    delivery.createdAt(),
                    delivery.finishedAt());
        }
    }

    record AttemptJson(
            int number,
            Instant at,
            long durationMillis,
            @Nullable Integer status,
            @Nullable String error,
            @Nullable String response) {

        static AttemptJson of(Attempt attempt) {
            return new AttemptJson(
                    attempt.number(),
                    attempt.at(),
                    attempt.duration().toMillis(),
                    attempt.status(),
                    attempt.error(),
                    attempt.response());
        }
    }
}
