package io.openinbox.server.manage;

import io.openinbox.kernel.Cursor;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.Page;
import io.openinbox.kernel.WebhookId;
import io.openinbox.server.manner.Fields;
import io.openinbox.server.manner.InvalidRequest;
import io.openinbox.server.manner.PageCursor;
import io.openinbox.server.manner.Query;
import io.openinbox.server.manner.Request;
import io.openinbox.webhook.ApiVersion;
import io.openinbox.webhook.Attempt;
import io.openinbox.webhook.Webhook;
import io.openinbox.webhook.WebhookSettings;
import io.openinbox.webhook.WebhookSettings.SpelledX;
import io.openinbox.webhook.Webhooks;
import io.openinbox.webhook.Webhooks.WithSecret;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

final class WebhookEndpoints {

    private static final String[] FIELDS = {"url", "apiVersion", "eventTypes", "enabled", "v1XName"};
    private static final Set<String> X_NAMES = Set.of("x", "twitter");

    private final Webhooks webhooks;

    WebhookEndpoints(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    PageJson<WebhookJson> list(Request request) {
        Query query = request.query();
        Cursor after = PageCursor.read(query, "webhooks");
        Page<Webhook> page = webhooks.list(request.team(), after, PageJson.limit(query));
        return PageJson.of(page, "webhooks", WebhookJson::of);
    }

    WebhookWithSecret create(Request request) {
        Fields body = request.body(FIELDS);
        body.requiredText("url");
        return WebhookWithSecret.of(webhooks.create(request.team(), settings(body)));
    }

    WebhookJson get(Request request) {
        return WebhookJson.of(webhooks.get(request.team(), id(request)));
    }

    WebhookJson update(Request request) {
        return WebhookJson.of(webhooks.update(request.team(), id(request), settings(request.body(FIELDS))));
    }

    void delete(Request request) {
        webhooks.delete(request.team(), id(request));
    }

    WebhookWithSecret rotate(Request request) {
        request.body();
        return WebhookWithSecret.of(webhooks.rotate(request.team(), id(request)));
    }

    TestJson test(Request request) {
        request.body();
        return TestJson.of(webhooks.test(request.team(), id(request)));
    }

    static WebhookId id(Request request) {
        return WebhookId.parse(request.id("webhookId"))
                .orElseThrow(() ->
                        new InboxException(ErrorCode.WEBHOOK_NOT_FOUND, "There is no such webhook in this team."));
    }

    private static WebhookSettings settings(Fields body) {
        return new WebhookSettings(
                body.filledText("url").orElse(null),
                body.text("apiVersion").map(WebhookEndpoints::version).orElse(null),
                body.texts("eventTypes").orElse(null),
                body.flag("enabled").orElse(null),
                spelledX(body));
    }

    private static ApiVersion version(String text) {
        return ApiVersion.of(text).orElseThrow(() -> InvalidRequest.of("apiVersion", "must be \"1\" or \"2\"."));
    }

    private static @Nullable SpelledX spelledX(Fields body) {
        if (body.isNull("v1XName")) {
            return new SpelledX(null);
        }
        return body.text("v1XName")
                .map(name -> {
                    if (!X_NAMES.contains(name)) {
                        throw InvalidRequest.of("v1XName", "must be x, twitter, or null for the server's default.");
                    }
                    return new SpelledX(name);
                })
                .orElse(null);
    }

    record WebhookJson(
            String id,
            String url,
            String apiVersion,
            List<String> eventTypes,
            @Nullable String v1XName,
            boolean enabled,
            @Nullable String disabledReason,
            @Nullable Instant disabledAt,
            @Nullable Instant failingSince,
            Instant createdAt,
            Instant updatedAt) {

        static WebhookJson of(Webhook webhook) {
            Webhook.DisabledReason reason = webhook.disabledReason();
            return new WebhookJson(
                    webhook.id().text(),
                    webhook.url(),
                    webhook.apiVersion().text(),
                    webhook.eventTypes(),
                    webhook.v1XName(),
                    webhook.enabled(),
                    reason == null ? null : reason.name().toLowerCase(Locale.ROOT),
                    webhook.disabledAt(),
                    webhook.failingSince(),
                    webhook.createdAt(),
                    webhook.updatedAt());
        }
    }

    /** @param standardSecret the same, as libraries of Standard Webhooks want it */
    record WebhookWithSecret(
            String id,
            String url,
            String apiVersion,
            List<String> eventTypes,
            @Nullable String v1XName,
            boolean enabled,
            @Nullable String disabledReason,
            @Nullable Instant disabledAt,
            @Nullable Instant failingSince,
            Instant createdAt,
            Instant updatedAt,
            String secret,
            String standardSecret) {

        static WebhookWithSecret of(WithSecret created) {
            WebhookJson shown = WebhookJson.of(created.webhook());
            return new WebhookWithSecret(
                    shown.id(),
                    shown.url(),
                    shown.apiVersion(),
                    shown.eventTypes(),
                    shown.v1XName(),
                    shown.enabled(),
                    shown.disabledReason(),
                    shown.disabledAt(),
                    shown.failingSince(),
                    shown.createdAt(),
                    shown.updatedAt(),
                    created.secret().text(),
                    created.secret().standardText());
        }
    }

    record TestJson(
            boolean delivered,
            Instant at,
            long durationMillis,
            @Nullable Integer status,
            @Nullable String error,
            @Nullable String response) {

        static TestJson of(Attempt attempt) {
            return new TestJson(
                    attempt.isSuccess(),
                    attempt.at(),
                    attempt.duration().toMillis(),
                    attempt.status(),
                    attempt.error(),
                    attempt.response());
        }
    }
}
