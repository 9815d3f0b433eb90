package io.openinbox.server.v2;

import static io.openinbox.server.support.Json.text;
import static io.openinbox.server.support.Json.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.Api;
import io.openinbox.server.support.Browser;
import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.server.support.TestTeam.TestAccount;
import io.openinbox.simulator.x.XCall;
import io.openinbox.simulator.x.XCallBehaviour;
import io.openinbox.simulator.x.XDeliveryBehaviour;
import io.openinbox.simulator.x.XRefusal;
import io.openinbox.simulator.x.XSimulator;
import io.openinbox.simulator.x.XSwitch;
import io.openinbox.simulator.x.XUser;
import io.openinbox.team.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

final class SendV2Test {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private final TestTeam team = SERVER.team();
    private final Api api = team.api().v2();
    private final TestAccount account = team.account();
    private final XUser person = team.person();

    @AfterEach
    void behaveNormally() {
        SERVER.simulator().behaveNormally();
    }

    @Test
    @DisplayName("anybody on the platform can be written to: thread and contact are opened")
    void toProfile() {
        JsonNode result = sendToProfile("hi").answered(201);

        assertThat(result.propertyNames()).containsExactly("message", "thread");
        JsonNode message = result.path("message");
        assertThat(text(message, "direction")).isEqualTo("outbound");
        assertThat(text(message.path("sentBy"), "type")).isEqualTo("api");
        assertThat(text(message, "threadId")).isEqualTo(text(result.path("thread"), "id"));
        assertThat(text(result.path("thread").path("lastMessage"), "id")).isEqualTo(text(message, "id"));
        assertThat(api.get("/contacts?platform=twitter&platformId=" + person.id())
                        .ok()
                        .path("data"))
                .hasSize(1);
        assertThat(api.get("/messages/" + text(message, "id")).ok()).isEqualTo(message);
    }

    @Test
    @DisplayName("the three targets land in the same thread")
    void targets() {
        JsonNode thread = sendToProfile("one").answered(201).path("thread");

        JsonNode toContact = api.post("/messages", """
                {"target":{"type":"contact","accountLinkId":"%s","contactId":"%s"},"content":"two"}""", account.id(), text(thread, "contactId"))
                .answered(201);
        JsonNode toThread = sendToThread(text(thread, "id"), "three").answered(201);

        assertThat(text(toContact.path("thread"), "id")).isEqualTo(text(thread, "id"));
        assertThat(text(toThread.path("thread"), "id")).isEqualTo(text(thread, "id"));
        assertThat(contents(text(thread, "id"))).containsExactly("three", "two", "one");
    }

    @Test
    @DisplayName("a target that is not there, or not on the account's platform, is refused by its own code")
    void badTargets() {
        sendToThread("t".repeat(24), "x").refusedAs(404, "threadNotFound");
        api.post("/messages", """
                {"target":{"type":"contact","accountLinkId":"%s","contactId":"%s"},"content":"x"}""", account.id(), "c".repeat(24)).refusedAs(404, "contactNotFound");
        api.post("/messages", """
                {"target":{"type":"profile","accountLinkId":"%s","platform":"twitter","platformId":"1"},"content":"x"}""", "a".repeat(24)).refusedAs(404, "accountLinkNotFound");
        assertThat(text(api.post("/messages", """
                                {"target":{"type":"profile","accountLinkId":"%s","platform":"myspace","platformId":"1"},"content":"x"}""", account.id()).refusedAs(403, "platformNotAvailable"), "platform"))
                .isEqualTo("myspace");
        api.post("/messages", """
                {"target":{"type":"profile","accountLinkId":"%s","platform":"x","platformId":"rosa"},"content":"x"}""", account.id()).invalidAt("target.platformId");
        api.post("/messages", """
                {"target":{"type":"profile","accountLinkId":"%s","platform":"x","platformId":"1","threadId":"a"},"content":"x"}""", account.id()).invalidAt("target.threadId");
        api.post("/messages", "{\"target\":{\"type\":\"group\"},\"content\":\"x\"}")
                .invalidAt("target.type");
    }

    @Test
    @DisplayName("what the account's platform cannot take is said before it is asked")
    void refusedHere() {
        assertThat(text(sendToProfile("x".repeat(10_001)).refusedAs(422, "contentRejected"), "detail"))
                .contains("10000");
        String thread = text(sendToProfile("x").answered(201).path("thread"), "id");
        api.post("/messages", """
                {"target":{"type":"thread","threadId":"%s"},"content":"x","replyToMessageId":"%s"}""", thread, "m".repeat(24)).invalidAt("replyToMessageId");
    }

    @Test
    @DisplayName("a key stands for one send: the same again answers 200 with the message as it is now")
    void idempotency() {
        Api keyed = api.with("Idempotency-Key", "key 1");
        JsonNode first = send(keyed, "hi").answered(201);

        JsonNode again = send(keyed, "hi").answered(200);

        assertThat(text(again.path("message"), "id")).isEqualTo(text(first.path("message"), "id"));
        assertThat(contents(text(first.path("thread"), "id"))).containsExactly("hi");
        assertThat(send(keyed, "other words")
                        .refusedAs(422, "idempotencyKeyReused")
                        .isNull())
                .isTrue();
        send(api.with("Idempotency-Key", "key 2"), "hi").answered(201);
        assertThat(contents(text(first.path("thread"), "id"))).containsExactly("hi", "hi");
    }

    @Test
    @DisplayName("fifty requests at once under one key send once")
    void concurrency() throws ExecutionException, InterruptedException {
        Api keyed = api.with("Idempotency-Key", "all at once");
        List<Future<Api.Answer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                answers.add(threads.submit(() -> send(keyed, "hi")));
            }
        }

        List<Integer> statuses = new ArrayList<>();
        for (Future<Api.Answer> answer : answers) {
            statuses.add(answer.get().status());
            if (answer.get().status() == 409) {
                assertThat(text(answer.get().refusedAs(409, "sendInProgress"), "messageId"))
                        .isNotBlank();
            }
        }
        assertThat(statuses)
                .containsOnlyOnce(201)
                .allMatch(status -> Set.of(200, 201, 409).contains(status));
        JsonNode thread = api.get("/threads?folder=all").ok().path("data").get(0);
        assertThat(contents(text(thread, "id"))).containsExactly("hi");
        assertThat(SERVER.simulator().sentBy(account.user())).hasSize(1);
    }

    @Test
    @DisplayName("a send the platform never answers must not be repeated: its key says so until the platform shows it")
    void unconfirmed() {
        XSimulator x = SERVER.simulator();
        x.behave(
                XCallBehaviour.cutConnection().on(XCall.SEND).by(account.user()).times(1));
        XSwitch noEcho = x.behave(XDeliveryBehaviour.hold().ofEchoes().forAccount(account.user()));
        Api keyed = api.with("Idempotency-Key", "unheard of");

        String id = text(send(keyed, "did you get this?").refusedAs(502, "sendUnconfirmed"), "messageId");
        assertThat(text(send(keyed, "did you get this?").refusedAs(502, "sendUnconfirmed"), "messageId"))
                .isEqualTo(id);
        assertThat(text(api.get("/messages/" + id).ok(), "content")).isEqualTo("did you get this?");

        noEcho.close();
        x.release();
        x.awaitIdle(Duration.ofSeconds(20));
        JsonNode found = send(keyed, "did you get this?").answered(200).path("message");
        assertThat(text(found, "id")).isEqualTo(id);
        assertThat(text(found, "platformId"))
                .isEqualTo(x.sentBy(account.user()).getFirst().event().id());
        assertThat(x.postsBy(account.user())).hasSize(1);
    }

    @Test
    @DisplayName("a refusal for good is remembered under its key, one for now frees it")
    void refusedByPlatform() {
        refuseNext(XRefusal.closedDms());
        Api forGood = api.with("Idempotency-Key", "for good");
        assertThat(text(send(forGood, "hi").refusedAs(422, "recipientUnavailable"), "reason"))
                .isNotBlank();
        send(forGood, "hi").refusedAs(422, "recipientUnavailable");

        refuseNext(XRefusal.unavailable());
        Api forNow = api.with("Idempotency-Key", "for now");
        assertThat(send(forNow, "hi").refusedAs(503, "platformUnavailable").has("retryAfterSeconds"))
                .isTrue();
        send(forNow, "hi").answered(201);
        assertThat(api.get("/threads?folder=all").ok().path("data")).hasSize(1);
    }

    private void refuseNext(XRefusal refusal) {
        SERVER.simulator()
                .behave(XCallBehaviour.refuse(refusal)
                        .on(XCall.SEND)
                        .by(account.user())
                        .times(1));
    }

    @Test
    @DisplayName("a member's browser sends as the member, a token as itself")
    void sentBy() {
        Browser browser = Browser.signIn(SERVER, team.owner().email());
        Api member = browser.api(team);

        JsonNode message = send(member, "from the browser").answered(201).path("message");

        assertThat(text(message.path("sentBy"), "type")).isEqualTo("member");
        assertThat(text(message.path("sentBy"), "memberId"))
                .isEqualTo(team.owner().id().text());
        String path = "/messages/" + text(message, "id") + "?expand=sentBy";
        assertThat(text(member.get(path).ok().path("sentBy").path("member"), "email"))
                .isEqualTo(team.owner().email());
        JsonNode byToken = sendToProfile("from a program").answered(201).path("message");
        assertThat(text(
                        api.get("/messages/" + text(byToken, "id") + "?expand=sentBy")
                                .ok()
                                .path("sentBy")
                                .path("token"),
                        "name"))
                .isEqualTo("test");
    }

    @Test
    @DisplayName("a browser without our page's proof, or of another origin, sends nothing")
    void csrf() {
        Browser browser = Browser.signIn(SERVER, team.owner().email());
        String slug = team.team().slug();
        String csrf = text(browser.session(), "csrfToken");
        Api bare = browser.bare().with("X-Inbox-Team", slug);

        for (Api caller : List.of(
                bare,
                bare.with("Origin", browser.origin()),
                bare.with("X-Inbox-Csrf", csrf),
                bare.with("Origin", "https://evil.example").with("X-Inbox-Csrf", csrf),
                bare.with("Origin", browser.origin()).with("X-Inbox-Csrf", csrf + "x"))) {
            send(caller, "hi").refusedAs(401, "unauthorized");
        }
        assertThat(SERVER.simulator().sentBy(account.user())).isEmpty();
        send(bare.with("Origin", browser.origin()).with("X-Inbox-Csrf", csrf), "hi")
                .answered(201);
    }

    @Test
    @DisplayName("checks come in one order: token, scope, shape, existence, platform, state, content")
    void orderOfChecks() {
        String unknownThread = "{\"target\":{\"type\":\"thread\",\"threadId\":\"" + "t".repeat(24)
                + "\"},\"content\":\"" + "x".repeat(20_000) + "\"}";
        String badShape = unknownThread.replace("\"thread\"", "1");

        SERVER.anonymous().v2().post("/messages", badShape).refusedAs(401, "unauthorized");
        team.api(Set.of(Scope.READ)).v2().post("/messages", badShape).refusedAs(403, "insufficientScope");
        api.post("/messages", badShape).invalidAt("target.type");
        api.post("/messages", unknownThread).refusedAs(404, "threadNotFound");
        SERVER.core()
                .accountLinks()
                .disconnected(team.team().id(), account.link().id(), "test");
        JsonNode details = sendToProfile("x".repeat(20_000)).refusedAs(409, "accountLinkDisconnected");
        assertThat(text(details, "accountLinkId")).isEqualTo(account.id());
        assertThat(text(details, "status")).isEqualTo("offline");
    }

    private Api.Answer sendToProfile(String content) {
        return send(api, content);
    }

    private Api.Answer send(Api caller, String content) {
        return caller.post("/messages", """
                {"target":{"type":"profile","accountLinkId":"%s","platform":"twitter","platformId":"%s"},"content":"%s"}""", account.id(), person.id(), content);
    }

    private Api.Answer sendToThread(String thread, String content) {
        return api.post("/messages", """
                {"target":{"type":"thread","threadId":"%s"},"content":"%s"}""", thread, content);
    }

    private List<String> contents(String thread) {
        return texts(api.get("/threads/" + thread + "/messages").ok().path("data"), "content");
    }
}
