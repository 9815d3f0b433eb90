package io.openinbox.server.v2;

import static io.openinbox.server.support.Json.text;
import static io.openinbox.server.support.Json.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.Api;
import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.server.support.TestTeam.SandboxAccount;
import io.openinbox.server.support.TestTeam.TestAccount;
import io.openinbox.simulator.sandbox.SandboxMessage;
import io.openinbox.simulator.sandbox.SandboxUser;
import io.openinbox.simulator.x.XUser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Messages and what can be done to them, mostly on a platform where everything can. */
final class MessagesV2Test {

    private static final String HEART = "%E2%9D%A4%EF%B8%8F";

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private final TestTeam team = SERVER.team();
    private final Api api = team.api().v2();
    private final SandboxAccount account = team.sandboxAccount();
    private final SandboxUser person = team.sandboxPerson();

    @AfterEach
    void resetClock() {
        SERVER.clock().reset();
    }

    @Test
    @DisplayName("a message says everything, every time")
    void fields() {
        String thread = receive("see https://a.example/b and #tea");

        JsonNode message = only(thread);

        assertThat(message.propertyNames())
                .containsExactly(
                        "id",
                        "threadId",
                        "accountLinkId",
                        "platform",
                        "platformId",
                        "direction",
                        "sentBy",
                        "content",
                        "entities",
                        "attachments",
                        "forwarded",
                        "reactions",
                        "editedAt",
                        "deletedAt",
                        "createdAt",
                        "platformData",
                        "replyTo");
        assertThat(text(message, "platform")).isEqualTo("sandbox");
        assertThat(text(message.path("platformData"), "_tag")).isEqualTo("sandbox");
        assertThat(message.path("sentBy").isNull()).isTrue();
        assertThat(api.get("/messages/" + text(message, "id")).ok()).isEqualTo(message);
    }

    @Test
    @DisplayName("links and tags stand where their code points are, whatever comes before")
    void entities() {
        JsonNode message =
                send("\ud83d\udc4b see https://a.example/b and #tea $TEA @rosa").path("message");

        JsonNode entities = message.path("entities");
        JsonNode url = entities.path("urls").get(0);
        assertThat(text(url, "url")).isEqualTo("https://a.example/b");
        assertThat(url.path("indices").path("start").intValue()).isEqualTo(6);
        assertThat(url.path("indices").path("end").intValue()).isEqualTo(25);
        assertThat(text(entities.path("hashtags").get(0), "tag")).isEqualTo("tea");
        assertThat(text(entities.path("cashtags").get(0), "symbol")).isEqualTo("TEA");
        assertThat(text(entities.path("mentions").get(0), "username")).isEqualTo("rosa");
    }

    @Test
    @DisplayName("pages follow each other in both orders, and a cursor belongs to its order")
    void pages() {
        String thread = receive("0");
        for (int i = 1; i < 5; i++) {
            receive(String.valueOf(i));
        }

        assertThat(walk(thread, "limit=2")).containsExactly("4", "3", "2", "1", "0");
        assertThat(walk(thread, "limit=2&order=asc")).containsExactly("0", "1", "2", "3", "4");
        String cursor = text(api.get("/threads/" + thread + "/messages?limit=2").ok(), "nextCursor");
        api.get("/threads/" + thread + "/messages?order=asc&cursor=" + cursor).refusedAs(400, "invalidCursor");
        api.get("/threads?cursor=" + cursor).refusedAs(400, "invalidCursor");
    }

    @Test
    @DisplayName("a reply quotes what was there, and the message is beside it where it is asked for")
    void replies() {
        String thread = receive("is it still there?");
        String quoted = text(only(thread), "id");

        JsonNode reply =
                api.post("/messages", """
                {"target":{"type":"thread","threadId":"%s"},"content":"yes","replyToMessageId":"%s"}""", thread, quoted).answered(201).path("message");

        assertThat(text(reply.path("replyTo"), "messageId")).isEqualTo(quoted);
        assertThat(text(reply.path("replyTo"), "content")).isEqualTo("is it still there?");
        JsonNode expanded = api.get("/messages/" + text(reply, "id")
                        + "?expand=replyTo.message&expand=thread&expand=accountLink&expand=sentBy")
                .ok();
        assertThat(text(expanded.path("replyTo").path("message"), "content")).isEqualTo("is it still there?");
        assertThat(text(expanded.path("thread"), "id")).isEqualTo(thread);
        assertThat(text(expanded.path("accountLink"), "id")).isEqualTo(account.id());
        assertThat(text(expanded.path("sentBy").path("token"), "name")).isEqualTo("test");
    }

    @Test
    @DisplayName("an edit changes the text there and here, and the history keeps what it said")
    void edit() {
        String id = text(send("one").path("message"), "id");

        JsonNode edited = api.patch("/messages/" + id, "{\"content\":\"two\"}").ok();

        assertThat(text(edited, "content")).isEqualTo("two");
        assertThat(edited.path("editedAt").isNull()).isFalse();
        assertThat(SERVER.sandbox().get(text(edited, "platformId")).text()).isEqualTo("two");
        JsonNode history = api.get("/messages/" + id + "/history").ok();
        assertThat(history.propertyNames()).containsExactly("versions", "deletion", "times");
        assertThat(texts(history.path("versions"), "content")).containsExactly("one", "two");
        assertThat(texts(history.path("versions"), "origin")).containsOnly("api");
        assertThat(text(history.path("versions").get(0), "createdAt")).isEqualTo(text(edited, "createdAt"));
        assertThat(history.path("deletion").isNull()).isTrue();
    }

    @Test
    @DisplayName("a message is deleted for us or for everybody, and stays in the list, marked")
    void delete() {
        JsonNode sent = send("oops").path("message");
        String theirs = text(receiveMessage("hello"), "id");

        JsonNode unsent =
                api.delete("/messages/" + text(sent, "id") + "?scope=all").ok();
        JsonNode hidden = api.delete("/messages/" + theirs + "?scope=self").ok();

        assertThat(unsent.propertyNames()).containsExactly("messageId", "scope", "deletedAt");
        assertThat(text(unsent, "scope")).isEqualTo("all");
        assertThat(text(hidden, "scope")).isEqualTo("self");
        assertThat(text(api.get("/messages/" + theirs).ok(), "deletedAt")).isEqualTo(text(hidden, "deletedAt"));
        assertThat(text(api.get("/messages/" + text(sent, "id")).ok(), "content"))
                .isEqualTo("oops");
        JsonNode deletion =
                api.get("/messages/" + text(sent, "id") + "/history").ok().path("deletion");
        assertThat(text(deletion, "scope")).isEqualTo("all");
        assertThat(text(deletion, "origin")).isEqualTo("api");
        assertThat(text(
                        api.delete("/messages/" + text(sent, "id") + "?scope=all")
                                .refusedAs(422, "messageNotModifiable"),
                        "reason"))
                .isNotBlank();
        api.delete("/messages/" + theirs).invalidAt("scope");
    }

    @Test
    @DisplayName("one reaction of an author stands on a message; the version grows with each change of the list")
    void reactions() {
        JsonNode received = receiveMessage("hello");
        String id = text(received, "id");
        String path = "/messages/" + id + "/reactions";

        JsonNode first = api.post(path, "{\"emoji\":\"\ud83d\udc4d\"}").ok();
        JsonNode second = api.post(path, "{\"emoji\":\"\u2764\ufe0f\"}").ok();
        SERVER.sandbox().react(person, SERVER.sandbox().get(text(received, "platformId")), "\ud83c\udf89");

        assertThat(first.propertyNames()).containsExactly("reactions", "version");
        assertThat(texts(second.path("reactions"), "emoji")).containsExactly("\u2764\ufe0f");
        assertThat(second.path("version").intValue())
                .isGreaterThan(first.path("version").intValue());
        assertThat(text(second.path("reactions").get(0).path("author"), "accountLinkId"))
                .isEqualTo(account.id());
        JsonNode both =
                api.get("/messages/" + id + "?expand=reactions.author").ok().path("reactions");
        assertThat(texts(both, "emoji")).containsExactlyInAnyOrder("\u2764\ufe0f", "\ud83c\udf89");
        for (JsonNode reaction : both) {
            JsonNode author = reaction.path("author");
            boolean isOurs = text(author, "type").equals("accountLink");
            assertThat(author.has("accountLink")).isEqualTo(isOurs);
            assertThat(author.has("profile")).isEqualTo(!isOurs);
            assertThat(author.has("contact")).isEqualTo(!isOurs);
        }
        JsonNode activity =
                api.get("/threads/" + text(received, "threadId")).ok().path("activity");
        assertThat(text(activity, "preview")).isEqualTo("Reacted with \ud83c\udf89");
        assertThat(text(activity, "direction")).isEqualTo("inbound");

        String answered = text(
                api.post("/messages", """
                        {"target":{"type":"thread","threadId":"%s"},"content":"thanks"}""", text(received, "threadId"))
                        .answered(201)
                        .path("message"),
                "platformId");
        assertThat(waiting("")).isEmpty();
        SERVER.sandbox().react(person, SERVER.sandbox().get(answered), "\ud83d\udc4d");
        assertThat(waiting("")).containsExactly(text(received, "threadId"));
        assertThat(waiting("&accountLinkId=" + account.id())).containsExactly(text(received, "threadId"));
        assertThat(waiting("&contactId="
                        + text(api.get("/threads/" + text(received, "threadId")).ok(), "contactId")))
                .containsExactly(text(received, "threadId"));

        assertThat(texts(api.delete(path + "?emoji=" + HEART).ok().path("reactions"), "emoji"))
                .containsExactly("\ud83c\udf89");
        api.post(path, "{\"emoji\":\"no\"}").invalidAt("emoji");
        api.delete(path + "?emoji=" + HEART + HEART).invalidAt("emoji");
        api.delete(path).invalidAt("emoji");
    }

    @Test
    @DisplayName("what the account cannot do is said by the capability it lacks")
    void capabilities() {
        TestAccount x = team.account();
        XUser friend = team.person();
        team.receive(x, friend, "hi");
        String thread = text(
                api.get("/threads?folder=all&platform=twitter")
                        .ok()
                        .path("data")
                        .get(0),
                "id");
        String id = text(only(thread), "id");

        assertThat(text(
                        api.post("/messages/" + id + "/reactions", "{\"emoji\":\"\ud83d\udc4d\"}")
                                .refusedAs(422, "capabilityNotSupported"),
                        "capability"))
                .isEqualTo("message:react");
        api.delete("/messages/" + id + "?scope=all").refusedAs(422, "capabilityNotSupported");
        api.post("/threads/" + thread + "/typing", "").refusedAs(422, "capabilityNotSupported");
        JsonNode platforms = api.get("/platforms").ok();
        assertThat(texts(platforms, "platform")).containsExactly("sandbox", "twitter");
        JsonNode link = api.get("/account-links/" + x.id()).ok();
        assertThat(link.path("capabilities").valueStream().map(JsonNode::stringValue))
                .contains("message:send")
                .doesNotContain("message:react");
        var lesser = team.sandboxAccount(Set.of("message:send"));
        assertThat(api.get("/account-links/" + lesser.id())
                        .ok()
                        .path("capabilities")
                        .valueStream()
                        .map(JsonNode::stringValue))
                .containsExactly("message:send");
        assertThat(texts(api.get("/account-links?platform=sandbox").ok().path("data"), "id"))
                .containsExactly(account.id(), lesser.id());
        assertThat(texts(api.get("/account-links?status=offline").ok().path("data"), "id"))
                .isEmpty();
    }

    @Test
    @DisplayName("after its window a change is too late, and the answer says since when")
    void windows() {
        String id = text(send("one").path("message"), "id");
        SERVER.clock().pass(Duration.ofMinutes(16));

        JsonNode details = api.patch("/messages/" + id, "{\"content\":\"two\"}").refusedAs(422, "mutationWindowClosed");

        assertThat(text(details, "capability")).isEqualTo("message:edit");
        assertThat(text(details, "closedAt")).isNotBlank();
    }

    @Test
    @DisplayName("typing is shown at most once in 2.5 seconds, and never an error for being switched off")
    void typing() {
        String thread = receive("hi");
        String path = "/threads/" + thread + "/typing";

        assertThat(text(api.send("POST", path, null).answered(202), "status")).isEqualTo("sent");
        assertThat(text(api.send("POST", path, null).answered(202), "reason")).isEqualTo("rateLimited");
        api.patch("/threads/" + thread, "{\"typingIndicators\":\"disabled\"}").ok();
        SERVER.clock().pass(Duration.ofSeconds(3));
        assertThat(text(api.send("POST", path, null).answered(202), "reason")).isEqualTo("disabled");
    }

    @Test
    @DisplayName("a platform that can delete conversations deletes it, too")
    void deleteThread() {
        String thread = receive("hi");

        assertThat(text(api.delete("/threads/" + thread).ok(), "scope")).isEqualTo("remoteAndLocal");
        api.get("/threads/" + thread).refusedAs(404, "threadNotFound");
        String never = team.thread(account, team.sandboxPerson());
        assertThat(text(api.delete("/threads/" + never).ok(), "scope")).isEqualTo("local");
    }

    @Test
    @DisplayName("a text over the platform's limit never reaches it, in a send or in an edit")
    void tooLong() {
        String id = text(send("one").path("message"), "id");
        int calls = SERVER.sandbox().calls().size();

        api.patch("/messages/" + id, "{\"content\":\"%s\"}", "x".repeat(2_001)).refusedAs(422, "contentRejected");
        api.patch("/messages/" + id, "{\"content\":\"\"}").invalidAt("content");

        assertThat(SERVER.sandbox().calls()).hasSize(calls);
    }

    private String receive(String content) {
        return text(receiveMessage(content), "threadId");
    }

    private JsonNode receiveMessage(String content) {
        SandboxMessage written = SERVER.sandbox().write(person, account.user(), content);
        String thread = text(
                api.get("/threads?folder=all&accountLinkId=" + account.id())
                        .ok()
                        .path("data")
                        .get(0),
                "id");
        return api.get("/threads/" + thread + "/messages")
                .ok()
                .path("data")
                .valueStream()
                .filter(message -> text(message, "platformId").equals(written.id()))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode send(String content) {
        return api.post("/messages", """
                {"target":{"type":"profile","accountLinkId":"%s","platform":"sandbox","platformId":"%s"},"content":"%s"}""", account.id(), person.id(), content).answered(201);
    }

    private List<String> waiting(String more) {
        return texts(api.get("/threads?folder=noReply" + more).ok().path("data"), "id");
    }

    private JsonNode only(String thread) {
        JsonNode data = api.get("/threads/" + thread + "/messages").ok().path("data");
        assertThat(data).hasSize(1);
        return data.get(0);
    }

    private List<String> walk(String thread, String query) {
        List<String> seen = new ArrayList<>();
        String cursor = "";
        for (int pages = 0; pages < 20; pages++) {
            JsonNode page = api.get("/threads/" + thread + "/messages?" + query + cursor)
                    .ok();
            seen.addAll(texts(page.path("data"), "content"));
            if (page.path("nextCursor").isNull()) {
                return seen;
            }
            cursor = "&cursor=" + text(page, "nextCursor");
        }
        throw new AssertionError("The pages do not end: " + seen);
    }
}
