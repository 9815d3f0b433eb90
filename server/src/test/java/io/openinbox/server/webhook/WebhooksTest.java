package io.openinbox.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import io.openinbox.server.support.Api;
import io.openinbox.server.support.Await;
import io.openinbox.server.support.Json;
import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.server.support.TestTeam.TestAccount;
import io.openinbox.server.webhook.Receiver.Received;
import io.openinbox.team.Scope;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

final class WebhooksTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create(Map.of("inbox.allow-cidr", "127.0.0.0/8"));

    private final TestTeam team = SERVER.team();
    private final Api manage = team.api().below("/api/manage");
    private Receiver receiver;

    @BeforeEach
    void open() throws IOException {
        receiver = new Receiver();
    }

    @AfterEach
    void close() {
        receiver.close();
        SERVER.clock().reset();
    }

    @Test
    @DisplayName("a webhook is told of what it asks for, in its version's words, in order")
    void told() {
        create("/v1", "\"apiVersion\":\"1\",\"eventTypes\":[\"message.*\"]");
        create("/v2", "\"apiVersion\":\"2\"");
        create("/twitter", "\"apiVersion\":\"1\",\"v1XName\":\"twitter\",\"eventTypes\":[\"thread.created\"]");
        TestAccount account = team.account();
        for (int i = 0; i < 5; i++) {
            team.receive(account, team.person(), "hello " + i);
        }

        await("/v1", 5);
        await("/v2", 10);
        await("/twitter", 5);
        assertThat(receiver.at("/v1").stream()
                        .map(one -> one.json().at("/data/message/content").stringValue()))
                .containsExactly("hello 0", "hello 1", "hello 2", "hello 3", "hello 4");
        assertThat(receiver.at("/v1").getFirst().json().path("teamId").stringValue())
                .isEqualTo(team.team().id().text());
        assertThat(receiver.at("/v2").stream()
                        .map(one -> one.json().path("type").stringValue()))
                .startsWith("thread.created", "message.received");
        assertThat(receiver.at("/v2").stream().map(Received::seq)).isSorted();
        assertThat(receiver.at("/twitter")
                        .getFirst()
                        .json()
                        .at("/data/thread/platform")
                        .stringValue())
                .isEqualTo("twitter");
        JsonNode feed = team.api().get("/events").ok().path("events");
        assertThat(receiver.at("/v1").getFirst().json()).isEqualTo(feed.get(2));
    }

    @Test
    @DisplayName("both signatures verify, the standard one with the library nobody here wrote")
    void signed() throws Exception {
        JsonNode webhook = create("/signed", "");
        team.thread(team.account(), team.person());
        await("/signed", 1);

        Received one = receiver.at("/signed").getFirst();
        assertThat(one.headers().get("content-type")).isEqualTo("application/json");
        assertThat(inboxSignature(webhook.path("secret").stringValue(), one)).isTrue();
        assertThat(one.headers().get("webhook-id")).isEqualTo(one.id());
        new Webhook(webhook.path("standardSecret").stringValue()).verify(one.body(), standardHeaders(one));
    }

    @Test
    @DisplayName("a replaced secret signs for a day beside the new one, and no longer")
    void rotation() throws Exception {
        JsonNode first = create("/rotated", "");
        JsonNode second = manage.post("/webhooks/" + Json.text(first, "id") + "/rotate", "{}")
                .ok();
        assertThat(Json.text(second, "secret")).startsWith("ibt_wh_").isNotEqualTo(Json.text(first, "secret"));
        assertThat(Json.text(second, "standardSecret")).startsWith("whsec_");
        TestAccount account = team.account();
        team.thread(account, team.person());
        await("/rotated", 1);

        Received both = receiver.at("/rotated").getFirst();
        assertThat(inboxSignature(Json.text(first, "secret"), both)).isTrue();
        assertThat(inboxSignature(Json.text(second, "secret"), both)).isTrue();
        new Webhook(Json.text(first, "standardSecret")).verify(both.body(), standardHeaders(both));
        new Webhook(Json.text(second, "standardSecret")).verify(both.body(), standardHeaders(both));

        SERVER.clock().pass(Duration.ofHours(25));
        team.thread(account, team.person());
        await("/rotated", 2);
        Received later = receiver.at("/rotated").getLast();
        assertThat(inboxSignature(Json.text(first, "secret"), later)).isFalse();
        assertThat(inboxSignature(Json.text(second, "secret"), later)).isTrue();
    }

    @Test
    @DisplayName("slow, dead, flapping, gone, throttling and redirecting ones hold up nobody, and lose nothing")
    void sickBesideHealthy() {
        int healthy = 200;
        for (int i = 0; i < healthy; i++) {
            create("/healthy" + i, "\"eventTypes\":[\"thread.created\"]");
        }
        create("/dead", "\"eventTypes\":[\"thread.created\"]", (number, exchange) -> receiver.never());
        create("/flapping", "\"eventTypes\":[\"thread.created\"]", (number, exchange) -> number % 2 == 1 ? 500 : 200);
        JsonNode gone = create("/gone", "\"eventTypes\":[\"thread.created\"]", (number, exchange) -> 410);
        create("/throttling", "\"eventTypes\":[\"thread.created\"]", (number, exchange) -> {
            exchange.getResponseHeaders().set("Retry-After", "60");
            return number == 1 ? 429 : 200;
        });
        create("/redirecting", "\"eventTypes\":[\"thread.created\"]", (number, exchange) -> {
            exchange.getResponseHeaders().set("Location", "/healthy0");
            return number == 1 ? 302 : 200;
        });
        TestAccount account = team.account();
        for (int i = 0; i < 3; i++) {
            team.thread(account, team.person());
        }

        for (int i = 0; i < healthy; i++) {
            await("/healthy" + i, 3);
        }
        // The first request has had no answer yet, and no second one was made: that would take its time-out.
        assertThat(receiver.at("/dead")).hasSize(1);
        await("/flapping", 3);
        await("/redirecting", 3);
        assertThat(receiver.at("/healthy0")).as("no redirect is followed").hasSize(3);
        Await.until("410 disables", () -> !webhook(gone).path("enabled").booleanValue());
        assertThat(Json.text(webhook(gone), "disabledReason")).isEqualTo("gone");
        assertThat(SERVER.core().events().list(team.team().id(), 0, 1_000).events().stream()
                        .map(event -> event.type().storedName()))
                .contains("webhook.disabled");
        Await.until("the throttled answer was noted", () -> deliveries(gone).size() > 0);
        assertThat(receiver.at("/throttling")).as("Retry-After is obeyed").hasSize(1);

        SERVER.clock().pass(Duration.ofSeconds(61));
        Await.until(
                "every event has reached the flapping one",
                () -> ids("/flapping").size() == 3 && receiver.at("/flapping").size() >= 5);
        Await.until(
                "every event has reached the throttling one",
                () -> ids("/throttling").size() == 3);
        Await.until(
                "every event has reached the redirecting one",
                () -> ids("/redirecting").size() == 3);
        for (String path : List.of("/flapping", "/throttling", "/redirecting")) {
            assertThat(receiver.at(path).stream().map(Received::body).distinct())
                    .as("an event has the same bytes each time")
                    .hasSize(3);
        }
    }

    @Test
    @DisplayName("what fails is tried eight times over a day and a half, noted, and then only when it is asked for")
    void retries() {
        JsonNode webhook = create(
                "/failing", "\"eventTypes\":[\"thread.created\"]", (number, exchange) -> number <= 8 ? 503 : 200);
        team.thread(team.account(), team.person());
        await("/failing", 1);
        List<Duration> waits = new ArrayList<>(List.of(
                Duration.ofSeconds(6),
                Duration.ofMinutes(6),
                Duration.ofMinutes(36),
                Duration.ofMinutes(144),
                Duration.ofHours(6),
                Duration.ofHours(12),
                Duration.ofHours(12)));
        int attempts = 1;
        for (Duration wait : waits) {
            awaitNoted(webhook, attempts);
            SERVER.clock().pass(wait.plusMinutes(5));
            await("/failing", ++attempts);
        }
        Await.until(
                "it has failed",
                () -> Json.text(deliveries(webhook).get(0), "state").equals("failed"));
        JsonNode delivery = deliveries(webhook).get(0);
        JsonNode all = manage.get("/webhooks/" + Json.text(webhook, "id") + "/deliveries/" + Json.text(delivery, "id")
                        + "/attempts")
                .ok()
                .path("data");
        assertThat(all).hasSize(8);
        assertThat(all.get(0).path("status").intValue()).isEqualTo(503);
        assertThat(Json.text(all.get(0), "response")).isEqualTo("thank you");

        assertThat(manage.post("/webhooks/" + Json.text(webhook, "id") + "/replay", "{\"failedOnly\":true}")
                        .status())
                .isEqualTo(204);
        await("/failing", 9);
        Await.until(
                "it is delivered",
                () -> Json.text(deliveries(webhook).get(0), "state").equals("delivered"));
        assertThat(receiver.at("/failing").stream().map(Received::body).distinct())
                .hasSize(1);
        assertThat(manage.post(
                                "/webhooks/" + Json.text(webhook, "id") + "/deliveries/" + Json.text(delivery, "id")
                                        + "/resend",
                                "{}")
                        .status())
                .isEqualTo(202);
        await("/failing", 10);
    }

    @Test
    @DisplayName("a webhook that is added late, or was off, is told of the past when that is asked for")
    void replay() {
        TestAccount account = team.account();
        team.thread(account, team.person());
        String since = SERVER.clock().instant().toString();
        team.thread(account, team.person());
        JsonNode webhook = create("/late", "\"eventTypes\":[\"thread.created\"]");
        String path = "/webhooks/" + Json.text(webhook, "id");
        manage.patch(path, "{\"enabled\":false}").ok();
        team.thread(account, team.person());
        manage.patch(path, "{\"enabled\":true}").ok();
        team.thread(account, team.person());
        await("/late", 1);

        manage.post(path + "/replay", "{\"since\":\"%s\"}", since);

        await("/late", 4);
        assertThat(ids("/late")).hasSize(3);
        manage.post(path + "/replay", "{}").refusedAs(400, "invalidRequest");
    }

    @Test
    @DisplayName("a test is sent at once, signed, and stands in no list")
    void test() {
        JsonNode webhook = create("/test", "\"enabled\":false");
        JsonNode result = manage.post("/webhooks/" + Json.text(webhook, "id") + "/test", "{}")
                .ok();
        assertThat(result.path("delivered").booleanValue()).isTrue();
        assertThat(result.path("status").intValue()).isEqualTo(200);
        Received one = receiver.at("/test").getFirst();
        assertThat(Json.text(one.json(), "type")).isEqualTo("webhook.test");
        assertThat(inboxSignature(Json.text(webhook, "secret"), one)).isTrue();
        assertThat(deliveries(webhook)).isEmpty();
    }

    @Test
    @DisplayName("webhooks are an administrator's; addresses inside are refused by name")
    void refused() {
        for (String url :
                List.of("https://10.0.0.1/", "https://[::1]/", "http://example.org/", "https://169.254.169.254/")) {
            JsonNode details = manage.post("/webhooks", "{\"url\":\"%s\"}", url).refusedAs(422, "addressRefused");
            assertThat(details.path("field").stringValue()).isEqualTo("url");
        }
        manage.post("/webhooks", "{}").refusedAs(400, "invalidRequest");
        manage.post("/webhooks", "{\"url\":\"https://example.org/\",\"eventTypes\":[\"thread.exploded\"]}")
                .refusedAs(400, "invalidRequest");
        JsonNode webhook = create("/mine", "");
        assertThat(webhook(webhook).has("secret")).isFalse();
        team.api(Set.of(Scope.READ, Scope.WRITE, Scope.SEND))
                .below("/api/manage")
                .get("/webhooks")
                .refusedAs(403, "insufficientScope");
        Api other = SERVER.team().api().below("/api/manage");
        other.get("/webhooks/" + Json.text(webhook, "id")).refusedAs(404, "webhookNotFound");
        assertThat(manage.delete("/webhooks/" + Json.text(webhook, "id")).status())
                .isEqualTo(204);
        manage.get("/webhooks/" + Json.text(webhook, "id")).refusedAs(404, "webhookNotFound");
        assertThat(manage.get("/webhooks").ok().path("data")).isEmpty();
    }

    private JsonNode create(String path, String settings) {
        return create(path, settings, (number, exchange) -> 200);
    }

    private JsonNode create(String path, String settings, Receiver.Behaviour behaviour) {
        Api.Answer answer = manage.post(
                "/webhooks",
                "{\"url\":\"%s\"%s}",
                receiver.endpoint(path, behaviour),
                settings.isEmpty() ? "" : "," + settings);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json();
    }

    private JsonNode webhook(JsonNode created) {
        return manage.get("/webhooks/" + Json.text(created, "id")).ok();
    }

    private JsonNode deliveries(JsonNode webhook) {
        return manage.get("/webhooks/" + Json.text(webhook, "id") + "/deliveries")
                .ok()
                .path("data");
    }

    private void awaitNoted(JsonNode webhook, int attempts) {
        Await.until(
                "attempt " + attempts + " is noted",
                () -> deliveries(webhook).get(0).path("attempts").intValue() == attempts);
    }

    private void await(String path, int count) {
        Await.until(count + " deliveries at " + path, () -> receiver.at(path).size() >= count);
    }

    private List<String> ids(String path) {
        return receiver.at(path).stream().map(Received::id).distinct().toList();
    }

    private static HttpHeaders standardHeaders(Received one) {
        return HttpHeaders.of(
                Map.of(
                        "webhook-id", List.of(one.headers().get("webhook-id")),
                        "webhook-timestamp", List.of(one.headers().get("webhook-timestamp")),
                        "webhook-signature", List.of(one.headers().get("webhook-signature"))),
                (name, value) -> true);
    }

    private static boolean inboxSignature(String secret, Received one) {
        List<String> fields = List.of(one.headers().get("x-inbox-signature").split(",", -1));
        String time = fields.getFirst().substring(2);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), mac.getAlgorithm()));
            byte[] signature = mac.doFinal((time + "." + one.body()).getBytes(StandardCharsets.UTF_8));
            return fields.contains("v1=" + HexFormat.of().formatHex(signature));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
