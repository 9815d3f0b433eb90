package io.openinbox.server.send;

import static io.openinbox.server.support.Json.text;

import io.openinbox.server.support.Api;
import io.openinbox.server.support.Api.Answer;
import io.openinbox.server.support.Await;
import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.server.support.TestTeam.TestAccount;
import io.openinbox.simulator.x.XCallBehaviour;
import io.openinbox.simulator.x.XDeliveryBehaviour;
import io.openinbox.simulator.x.XEvent;
import io.openinbox.simulator.x.XPost;
import io.openinbox.simulator.x.XSent;
import io.openinbox.simulator.x.XUser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A team of its own, its account on X and a person there: what clients send, and what X and the inbox have of it. */
final class Talk {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);
    private static final List<String> VIEWS = List.of("all", "default", "no-reply", "requests", "archived");

    private final TestServer server;
    private final TestTeam team;
    private final TestAccount account;
    private final XUser person;

    private Talk(TestServer server, TestTeam team, TestAccount account, XUser person) {
        this.server = server;
        this.team = team;
        this.account = account;
        this.person = person;
    }

    static Talk in(TestServer server) {
        TestTeam team = server.team();
        return new Talk(server, team, team.account(), team.person());
    }

    /** The same account with somebody else. */
    Talk withSomebodyElse() {
        return new Talk(server, team, account, team.person());
    }

    TestTeam team() {
        return team;
    }

    TestAccount account() {
        return account;
    }

    XUser person() {
        return person;
    }

    Api api() {
        return team.api();
    }

    Api api(String key) {
        return team.api().with("Idempotency-Key", key);
    }

    /** Opens the thread, or gives the one there is. */
    String open() {
        return team.thread(account, person);
    }

    Answer send(String content) {
        return send(api(), content);
    }

    /** Into the thread, which is opened where there is none. */
    Answer send(Api api, String content) {
        return api.send(
                "POST", "/threads/" + open() + "/messages", body(content).toString());
    }

    CompletableFuture<Answer> sending(String content) {
        return sending(api(), content);
    }

    CompletableFuture<Answer> sending(Api api, String content) {
        String thread = open();
        return CompletableFuture.supplyAsync(
                () -> api.send(
                        "POST",
                        "/threads/" + thread + "/messages",
                        body(content).toString()),
                THREADS);
    }

    /** By the person's id on X: the thread need not be there. */
    Answer quickSend(Api api, String content) {
        ObjectNode body = body(content).put("accountLinkId", account.id()).put("externalPlatformId", person.id());
        return api.send("POST", "/threads/messages", body.toString());
    }

    Answer lookUp() {
        return api().get("/threads/lookup?accountLinkId=%s&externalPlatformId=%s", account.id(), person.id());
    }

    /** The ids of the threads that stand in any list. */
    List<String> listedThreads() {
        return VIEWS.stream()
                .flatMap(view ->
                        api().get("/threads?inbox=" + view).ok().path("threads").valueStream())
                .map(thread -> text(thread, "id"))
                .distinct()
                .toList();
    }

    /** The messages of the live thread, oldest first. */
    List<JsonNode> messages() {
        List<JsonNode> newestFirst = new ArrayList<>();
        String thread = text(lookUp().ok(), "id");
        api().get("/threads/" + thread + "/messages?limit=100")
                .ok()
                .path("messages")
                .forEach(newestFirst::add);
        return newestFirst.reversed();
    }

    /** The one message of the live thread. */
    JsonNode onlyMessage() {
        List<JsonNode> messages = messages();
        if (messages.size() != 1) {
            throw new AssertionError("one message was expected: " + messages);
        }
        return messages.getFirst();
    }

    List<String> platformIds() {
        return messages().stream().map(message -> text(message, "platformId")).toList();
    }

    /** Waits until the message has an id on X, and gives that. */
    String awaitPlatformId(String messageId) {
        Await.until("message " + messageId + " is confirmed", () -> platformId(messageId) != null);
        return platformId(messageId);
    }

    private String platformId(String messageId) {
        return messages().stream()
                .filter(message -> text(message, "id").equals(messageId))
                .map(message -> message.path("platformId"))
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .findFirst()
                .orElse(null);
    }

    List<String> eventTypes() {
        return events().stream().map(event -> text(event, "type")).toList();
    }

    List<JsonNode> events() {
        return api().get("/events?limit=1000").ok().path("events").valueStream().toList();
    }

    /** The {@code message.created} events of a message. */
    List<JsonNode> createdEvents(String messageId) {
        return events().stream()
                .filter(event -> text(event, "type").equals("message.created"))
                .filter(event -> text(event.path("data").path("message"), "id").equals(messageId))
                .toList();
    }

    // X's side.

    void behave(XCallBehaviour behaviour) {
        server.simulator().behave(behaviour.by(account.user()));
    }

    /** Keeps the echoes of what the account sends back until {@link #releaseEchoes}. */
    void holdEchoes() {
        server.simulator().behave(XDeliveryBehaviour.hold().ofEchoes().forAccount(account.user()));
    }

    void releaseEchoes() {
        server.simulator().release();
        server.simulator().awaitIdle(PATIENCE);
    }

    /** Waits until everything X has to tell is taken in. */
    void settle() {
        server.simulator().awaitIdle(PATIENCE);
    }

    List<XPost> posts() {
        return server.simulator().postsBy(account.user());
    }

    /** What X took of the account's sends, oldest first. */
    List<XEvent> accepted() {
        return server.simulator().sentBy(account.user()).stream()
                .map(XSent::event)
                .toList();
    }

    /** Waits until X has taken so many messages, answered or not. */
    List<XEvent> awaitAccepted(int count) {
        return server.simulator().awaitSent(account.user(), count, PATIENCE).stream()
                .map(XSent::event)
                .toList();
    }

    private static ObjectNode body(String content) {
        return JsonMapper.shared().createObjectNode().put("content", content);
    }
}
