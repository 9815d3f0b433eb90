package io.openinbox.simulator.x;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class WebhooksTest {

    private final XSimulator x = XSimulator.start(XSettings.defaults().withLoopbackWebhooks());
    private final App app = new App(x);
    private final Receiver receiver = new Receiver(x);
    private final XUser shop = x.addUser("shop", "The Shop");
    private final XUser rosa = x.addUser("rosa", "Rosa Lind");
    private final String token = x.link(shop).accessToken();

    @AfterEach
    void stop() {
        app.close();
        receiver.close();
        x.close();
    }

    @Test
    void aWebhookIsRegisteredAfterItsChallengeListedValidatedAndDeleted() {
        App.Answer created = register(receiver.url().toString());
        assertThat(created.status()).isEqualTo(200);
        assertThat(created.body().at("/data/valid").asBoolean()).isTrue();
        String id = created.string("/data/id");

        App.Answer list = app.get("/2/webhooks", x.bearerToken());
        assertThat(list.body().at("/meta/result_count").asInt()).isEqualTo(1);
        assertThat(list.string("/data/0/url")).isEqualTo(receiver.url().toString());

        App.Answer validated = app.send("PUT", "/2/webhooks/" + id, x.bearerToken(), "");
        assertThat(validated.body().at("/data/valid").asBoolean()).isTrue();

        App.Answer deleted = app.send("DELETE", "/2/webhooks/" + id, x.bearerToken(), "");
        assertThat(deleted.body().at("/data/deleted").asBoolean()).isTrue();
        assertThat(app.send("DELETE", "/2/webhooks/" + id, x.bearerToken(), "").string("/reason"))
                .isEqualTo("WebhookIdInvalid");
    }

    @Test
    void theSameAddressIsTakenOnce() {
        register(receiver.url().toString());

        App.Answer again = register(receiver.url().toString());
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.string("/reason")).isEqualTo("DuplicateUrlFailed");
    }

    @Test
    void aWrongSecretFailsTheChallenge() {
        try (Receiver stranger = new Receiver("another secret")) {
            App.Answer refused = register(stranger.url().toString());
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.string("/reason")).isEqualTo("CrcValidationFailed");
            assertThat(x.deliverTo(stranger.url()).valid()).isFalse();
        }
    }

    @Test
    void aWebhookThatFailsItsChallengeLaterGetsNothing() {
        String id = register(receiver.url().toString()).string("/data/id");
        subscribe("dm.received", shop, token, id);
        receiver.refuseChallenges();

        assertThat(app.send("PUT", "/2/webhooks/" + id, x.bearerToken(), "").string("/reason"))
                .isEqualTo("CrcValidationFailed");
        assertThat(app.get("/2/webhooks", x.bearerToken())
                        .body()
                        .at("/data/0/valid")
                        .asBoolean(true))
                .isFalse();
        assertThat(x.deliveriesOf(x.write(rosa, shop, "hi"))).isEmpty();
    }

    @Test
    void theOwnRuleIsHttpsWithoutAPort() {
        try (XSimulator strict = XSimulator.start();
                App strictApp = new App(strict)) {
            for (String url : new String[] {
                receiver.url().toString(),
                "https://inbox.example.org:8443/hooks/x",
                "inbox",
                "https://x.example/" + "a".repeat(200)
            }) {
                App.Answer refused = strictApp.post("/2/webhooks", strict.bearerToken(), "{\"url\":\"" + url + "\"}");
                assertThat(refused.status()).isEqualTo(400);
                assertThat(refused.string("/reason")).isEqualTo("UrlValidationFailed");
            }
        }
    }

    @Test
    void onlyTheAppManagesWebhooks() {
        App.Answer refused = app.post("/2/webhooks", token, "{\"url\":\"https://inbox.example.org/x\"}");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.string("/title")).isEqualTo("Unsupported Authentication");
    }

    @Test
    void whatIsSubscribedIsDelivered() {
        String id = register(receiver.url().toString()).string("/data/id");
        App.Answer created = subscribe("dm.received", shop, token, id);
        assertThat(created.status()).isEqualTo(200);
        assertThat(created.string("/data/subscription/event_type")).isEqualTo("dm.received");
        assertThat(created.body().at("/meta/total_subscriptions").asInt()).isEqualTo(1);

        XEvent received = x.write(rosa, shop, "hi");
        assertThat(x.deliveriesOf(x.write(shop, rosa, "hello"))).isEmpty();

        x.awaitDelivered(received);
        assertThat(receiver.received()).singleElement().satisfies(delivery -> {
            assertThat(delivery.string("/data/tag")).isEqualTo("acct_1");
            assertThat(delivery.string("/data/event_type")).isEqualTo("dm.received");
        });
    }

    @Test
    void anAddressThatStandsAndIsSubscribedIsToldOnce() {
        String id = register(receiver.url().toString()).string("/data/id");
        subscribe("dm.received", shop, token, id);
        assertThat(x.deliverTo(receiver.url()).valid()).isTrue();

        assertThat(x.awaitDelivered(x.write(rosa, shop, "hi"))).hasSize(1);
        assertThat(receiver.received().getFirst().string("/data/tag")).isEqualTo("acct_1");
    }

    @Test
    void privateEventsNeedTheUsersOwnToken() {
        String id = register(receiver.url().toString()).string("/data/id");

        assertThat(subscribe("dm.received", shop, x.bearerToken(), id).status()).isEqualTo(403);
        assertThat(subscribe("dm.received", rosa, token, id).status()).isEqualTo(403);
        assertThat(subscribe("dm.unheard_of", shop, token, id).status()).isEqualTo(400);
        assertThat(subscribe("dm.received", shop, token, "42").string("/reason"))
                .isEqualTo("WebhookIdInvalid");
        assertThat(subscribe("oauth.revoke", shop, x.bearerToken(), id).status())
                .isEqualTo(200);
        assertThat(subscribe("chat.conversation_join", shop, token, id).string("/data/subscription/event_type"))
                .isEqualTo("chat.conversation.join");
    }

    @Test
    void aTypeIsSubscribedOncePerAccount() {
        String id = register(receiver.url().toString()).string("/data/id");
        subscribe("dm.received", shop, token, id);

        assertThat(subscribe("dm.received", shop, token, id).status()).isEqualTo(409);
    }

    @Test
    void subscriptionsAreListedChangedAndDeleted() {
        String id = register(receiver.url().toString()).string("/data/id");
        String first = subscribe("dm.received", shop, token, id).string("/data/subscription/subscription_id");
        String second = subscribe("dm.sent", shop, token, id).string("/data/subscription/subscription_id");
        String path = "/2/activity/subscriptions";

        App.Answer page = app.get(path + "?max_results=1", token);
        assertThat(page.string("/data/0/subscription_id")).isEqualTo(first);
        App.Answer rest = app.get(path + "?max_results=1&pagination_token=" + page.string("/meta/next_token"), token);
        assertThat(rest.string("/data/0/subscription_id")).isEqualTo(second);
        assertThat(app.get(path, x.link(rosa).accessToken()).body().at("/data")).isEmpty();
        assertThat(app.get(path, x.bearerToken()).body().at("/data")).hasSize(2);

        App.Answer changed = app.send("PUT", path + "/" + first, token, "{\"tag\":\"acct_2\"}");
        assertThat(changed.string("/data/subscription/tag")).isEqualTo("acct_2");
        assertThat(app.send("DELETE", path + "/" + first, token, "")
                        .body()
                        .at("/data/deleted")
                        .asBoolean())
                .isTrue();
        app.send("DELETE", path + "?ids=" + second, token, "");
        assertThat(app.get(path, token).body().at("/data")).isEmpty();
        assertThat(app.send("DELETE", path + "/" + first, token, "").status()).isEqualTo(404);
    }

    @Test
    void deliverToReportsWhyAChallengeFailed() {
        assertThat(x.deliverTo(receiver.url()).valid()).isTrue();
        receiver.close();

        XChallenge outcome = x.deliverTo(URI.create("http://127.0.0.1:1/hooks/x"));
        assertThat(outcome.valid()).isFalse();
        assertThat(outcome.answer()).isEqualTo("connection refused");
    }

    private App.Answer register(String url) {
        return app.post("/2/webhooks", x.bearerToken(), new JsonMapper().writeValueAsString(Map.of("url", url)));
    }

    private App.Answer subscribe(String type, XUser user, String credential, String webhookId) {
        return app.post(
                "/2/activity/subscriptions",
                credential,
                new JsonMapper()
                        .writeValueAsString(Map.of(
                                "event_type",
                                type,
                                "filter",
                                Map.of("user_id", user.id()),
                                "tag",
                                "acct_1",
                                "webhook_id",
                                webhookId)));
    }
}
