package io.openinbox.simulator.x;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MessagesTest {

    private static final String ALL_FIELDS =
            "dm_event.fields=id,text,event_type,created_at,dm_conversation_id,sender_id,entities";

    private final XSimulator x = XSimulator.start();
    private final App app = new App(x);
    private final XUser shop = x.addUser("9", "shop", "The Shop");
    private final XUser rosa = x.addUser("10", "rosa", "Rosa Lind");
    private final String token = x.link(shop).accessToken();

    @AfterEach
    void stop() {
        app.close();
        x.close();
    }

    @Test
    void aSendIsAcceptedAndAnsweredWithItsIds() {
        App.Answer answer = app.message(rosa, token, "Your parcel left today.");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.string("/data/dm_conversation_id")).isEqualTo("9-10");
        assertThat(x.sentBy(shop)).singleElement().satisfies(sent -> {
            assertThat(sent.event().id()).isEqualTo(answer.string("/data/dm_event_id"));
            assertThat(sent.event().text()).isEqualTo("Your parcel left today.");
            assertThat(sent.posts()).isEqualTo(1);
        });
    }

    @Test
    void aSecondPostIsASecondMessage() {
        app.message(rosa, token, "Hello");
        app.post("/2/dm_conversations/9-10/messages", token, "{\"text\":\"Hello\"}");

        assertThat(x.sentBy(shop))
                .hasSize(2)
                .allSatisfy(sent -> assertThat(sent.posts()).isEqualTo(2));
    }

    @Test
    void idsAreSnowflakesOfTheirTimeAndRise() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            XEvent event = x.write(rosa, shop, "n" + i);
            long millis = (Long.parseLong(event.id()) >> 22) + 1_288_834_974_657L;
            assertThat(Instant.ofEpochMilli(millis)).isEqualTo(event.createdAt());
            ids.add(event.id());
        }
        assertThat(ids).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void theBodyIsHeldToItsSchema() {
        String path = "/2/dm_conversations/with/10/messages";
        App.Answer unknown = app.post(path, token, "{\"text\":\"hi\",\"reply_to\":\"1\"}");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.header("Content-Type")).startsWith("application/problem+json");
        assertThat(unknown.string("/errors/0/message")).contains("reply_to", "not defined in the schema");

        assertThat(app.post(path, token, "{\"text\":\"\"}").string("/errors/0/message"))
                .isEqualTo("text: must not be empty");
        assertThat(app.post(path, token, "{").status()).isEqualTo(400);
        assertThat(app.post(path, token, "{\"attachments\":[]}").status()).isEqualTo(400);
        assertThat(app.message(rosa, token, "x".repeat(10_001))
                        .body()
                        .at("/errors/0/code")
                        .asInt())
                .isEqualTo(354);
        assertThat(app.message(rosa, token, "x".repeat(10_000)).status()).isEqualTo(201);
        assertThat(x.sentBy(shop)).hasSize(1);
    }

    @Test
    void aConversationIsNamedWithTheSmallerNumberFirst() {
        assertThat(app.post("/2/dm_conversations/10-9/messages", token, "{\"text\":\"hi\"}")
                        .status())
                .isEqualTo(400);
        assertThat(app.post("/2/dm_conversations/10-11/messages", token, "{\"text\":\"hi\"}")
                        .status())
                .isEqualTo(403);
        assertThat(app.post("/2/dm_conversations/with/77/messages", token, "{\"text\":\"hi\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void theAppsOwnTokenIsRefused() {
        App.Answer answer = app.message(rosa, x.bearerToken(), "hi");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.string("/title")).isEqualTo("Unsupported Authentication");
        assertThat(app.get("/2/dm_events", x.bearerToken()).status()).isEqualTo(403);
        assertThat(app.get("/2/users/me", x.bearerToken()).status()).isEqualTo(403);
    }

    @Test
    void whatIsGivenBackIsRewritten() {
        XEvent event = x.write(rosa, shop, "1 < 2 & see https://shop.example/a?b=1&c=2, 🙂 ok?");

        assertThat(event.wireText()).matches("1 &lt; 2 &amp; see https://t\\.co/\\w{10}, 🙂 ok\\?");
        App.Answer read = app.get("/2/dm_events/" + event.id() + "?" + ALL_FIELDS, token);
        assertThat(read.string("/data/text")).isEqualTo(event.wireText());
        JsonNode url = read.body().at("/data/entities/urls/0");
        assertThat(url.get("expanded_url").asString()).isEqualTo("https://shop.example/a?b=1&c=2");
        assertThat(event.wireText()
                        .substring(url.get("start").asInt(), url.get("end").asInt()))
                .isEqualTo(url.get("url").asString());
    }

    @Test
    void rewritingCanBeSwitchedOff() {
        x.rewriteTexts(false);

        assertThat(x.write(rosa, shop, "a & https://b.example").wireText()).isEqualTo("a & https://b.example");
    }

    @Test
    void pagesGoFromNewToOldAndBack() {
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            newestFirst.addFirst(x.write(i % 2 == 0 ? rosa : shop, i % 2 == 0 ? shop : rosa, "n" + i)
                    .id());
        }

        App.Answer first = app.get("/2/dm_events?max_results=3", token);
        assertThat(ids(first)).isEqualTo(newestFirst.subList(0, 3));
        assertThat(first.body().at("/meta").has("previous_token")).isFalse();
        App.Answer second = app.get("/2/dm_events?max_results=3&pagination_token=" + next(first), token);
        assertThat(ids(second)).isEqualTo(newestFirst.subList(3, 6));
        App.Answer third = app.get("/2/dm_events?max_results=3&pagination_token=" + next(second), token);
        assertThat(ids(third)).isEqualTo(newestFirst.subList(6, 7));
        assertThat(third.body().at("/meta").has("next_token")).isFalse();
        assertThat(third.body().at("/meta/result_count").asInt()).isEqualTo(1);

        x.write(rosa, shop, "one more");
        App.Answer back =
                app.get("/2/dm_events?max_results=3&pagination_token=" + third.string("/meta/previous_token"), token);
        assertThat(ids(back)).isEqualTo(newestFirst.subList(3, 6));
    }

    @Test
    void theLastPageThatIsFullHasNoNextOne() {
        x.write(rosa, shop, "a");
        x.write(rosa, shop, "b");

        assertThat(app.get("/2/dm_events?max_results=2", token)
                        .body()
                        .at("/meta")
                        .has("next_token"))
                .isFalse();
    }

    @Test
    void parametersAreChecked() {
        assertThat(app.get("/2/dm_events?max_results=101", token).status()).isEqualTo(400);
        assertThat(app.get("/2/dm_events?pagination_token=hello", token).status())
                .isEqualTo(400);
        assertThat(app.get("/2/dm_events?event_types=Everything", token).status())
                .isEqualTo(400);
    }

    @Test
    void theListEndsAfterThirtyDaysAndAConversationDoesNot() {
        Instant old = x.now().minus(Duration.ofDays(31));
        XEvent early = x.wroteEarlier(rosa, shop, "long ago", old);
        XEvent late = x.write(rosa, shop, "now");

        assertThat(early.createdAt()).isEqualTo(old);
        assertThat(ids(app.get("/2/dm_events", token))).containsExactly(late.id());
        assertThat(ids(app.get("/2/dm_conversations/with/10/dm_events", token))).containsExactly(late.id(), early.id());
        assertThat(ids(app.get("/2/dm_conversations/9-10/dm_events", token))).containsExactly(late.id(), early.id());
    }

    @Test
    void fieldsAndExpansionsAreGivenWhenAskedFor() {
        x.write(rosa, shop, "hi");

        JsonNode bare = app.get("/2/dm_events", token).body();
        assertThat(bare.at("/data/0").propertyNames()).containsExactly("id", "event_type", "text");
        assertThat(bare.has("includes")).isFalse();

        App.Answer full =
                app.get("/2/dm_events?" + ALL_FIELDS + "&expansions=sender_id&user.fields=profile_image_url", token);
        assertThat(full.string("/data/0/sender_id")).isEqualTo("10");
        assertThat(full.string("/data/0/dm_conversation_id")).isEqualTo("9-10");
        assertThat(full.string("/data/0/created_at")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(full.string("/includes/users/0/username")).isEqualTo("rosa");
        assertThat(full.string("/includes/users/0/profile_image_url")).isNotEmpty();
    }

    @Test
    void aDroppedFieldIsRefusedByNameAndComesWithItsExpansion() {
        x.dropEventFields("sender_id");
        x.write(rosa, shop, "hi");

        App.Answer refused = app.get("/2/dm_events?dm_event.fields=sender_id", token);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.string("/errors/0/message")).contains("sender_id");
        assertThat(app.get("/2/dm_events?expansions=sender_id", token).string("/data/0/sender_id"))
                .isEqualTo("10");
    }

    @Test
    void nobodyReadsTheMessagesOfOthers() {
        XUser noor = x.addUser("11", "noor", "Noor");
        XEvent theirs = x.write(noor, rosa, "between us");

        assertThat(app.get("/2/dm_events/" + theirs.id(), token).status()).isEqualTo(404);
        assertThat(app.get("/2/dm_conversations/10-11/dm_events", token).status())
                .isEqualTo(403);
        assertThat(ids(app.get("/2/dm_events", token))).isEmpty();
    }

    @Test
    void aDeletedMessageIsGoneFromTheOwnViewOnly() {
        XEvent event = x.write(rosa, shop, "hi");

        App.Answer deleted = app.send("DELETE", "/2/dm_events/" + event.id(), token, "");
        assertThat(deleted.body().at("/data/deleted").asBoolean()).isTrue();
        assertThat(app.get("/2/dm_events/" + event.id(), token).status()).isEqualTo(404);
        assertThat(app.get("/2/dm_events/" + event.id(), x.link(rosa).accessToken())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void groupsHaveANumberOfTheirOwn() {
        XUser noor = x.addUser("noor", "Noor");
        XEvent event = x.writeInGroup(rosa, List.of(shop, noor), "hello both");

        assertThat(event.conversationId()).matches("[0-9]{15,19}");
        assertThat(x.writeInGroup(noor, List.of(shop, rosa), "hello").conversationId())
                .isEqualTo(event.conversationId());
        assertThat(ids(app.get("/2/dm_conversations/" + event.conversationId() + "/dm_events", token)))
                .hasSize(2);
        assertThat(app.post("/2/dm_conversations/" + event.conversationId() + "/messages", token, "{\"text\":\"hi\"}")
                        .status())
                .isEqualTo(201);
    }

    private static String next(App.Answer answer) {
        return answer.string("/meta/next_token");
    }

    private static List<String> ids(App.Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        return answer.body()
                .at("/data")
                .valueStream()
                .map(event -> event.get("id").asString())
                .toList();
    }
}
