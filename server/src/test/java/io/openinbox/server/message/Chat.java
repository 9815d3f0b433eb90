package io.openinbox.server.message;

import static io.openinbox.server.support.Json.text;

import io.openinbox.server.support.Api;
import io.openinbox.server.support.Api.Answer;
import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.server.support.TestTeam.SandboxAccount;
import io.openinbox.simulator.sandbox.SandboxMessage;
import io.openinbox.simulator.sandbox.SandboxSimulator;
import io.openinbox.simulator.sandbox.SandboxUser;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A conversation on the sandbox, as a client of API v1 sees it. */
final class Chat {

    private final TestServer server;
    private final TestTeam team;
    private final SandboxAccount account;
    private final SandboxUser person;
    private final String thread;

    /** Between a new account that can do everything and a new person. */
    Chat(TestServer server) {
        this(server, null);
    }

    /** @param capabilities all the new account can do; null for everything */
    Chat(TestServer server, Set<String> capabilities) {
        this.server = server;
        team = server.team();
        account = capabilities == null ? team.sandboxAccount() : team.sandboxAccount(capabilities);
        person = team.sandboxPerson();
        thread = team.thread(account, person);
    }

    TestTeam team() {
        return team;
    }

    SandboxAccount account() {
        return account;
    }

    SandboxUser person() {
        return person;
    }

    String thread() {
        return thread;
    }

    SandboxSimulator sandbox() {
        return server.sandbox();
    }

    Api api() {
        return team.api();
    }

    /** Sends a message and gives its id. */
    String send(String content) {
        return text(
                api().post("/threads/" + thread + "/messages", "{\"content\":\"%s\"}", content)
                        .ok(),
                "id");
    }

    /** The person writes; gives the id of our copy. */
    String receive(String content) {
        return idOf(sandbox().write(person, account.user(), content));
    }

    /** The sandbox's side of a message of ours. */
    SandboxMessage onPlatform(String id) {
        return sandbox().get(text(message(id), "platformId"));
    }

    /** Our copy of a message of the sandbox. */
    String idOf(SandboxMessage message) {
        return messages().stream()
                .filter(shown -> text(shown, "platformId").equals(message.id()))
                .map(shown -> text(shown, "id"))
                .findFirst()
                .orElseThrow();
    }

    JsonNode message(String id) {
        return messages().stream()
                .filter(shown -> text(shown, "id").equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Newest first. */
    List<JsonNode> messages() {
        return api().get("/threads/" + thread + "/messages")
                .ok()
                .path("messages")
                .valueStream()
                .toList();
    }

    JsonNode shownThread() {
        return api().get("/threads/" + thread).ok();
    }

    JsonNode history(String id) {
        return api().get(path(id) + "/history").ok();
    }

    Answer edit(String id, String content) {
        return api().patch(path(id), "{\"content\":\"%s\"}", content);
    }

    Answer unsend(String id) {
        return api().send("DELETE", path(id), null);
    }

    Answer deleteForSelf(String id) {
        return api().send("DELETE", path(id), "{\"deleteForAll\":false}");
    }

    Answer react(String id, String emoji) {
        return api().post(path(id) + "/reactions/reactions", "{\"emoji\":\"%s\"}", emoji);
    }

    Answer unreact(String id, String emoji) {
        return api().send("DELETE", path(id) + "/reactions/reactions", "{\"emoji\":\"" + emoji + "\"}");
    }

    String path(String id) {
        return "/threads/" + thread + "/messages/" + id;
    }

    /** The events about messages that were made, edited and so on, oldest first. */
    List<JsonNode> events(String type) {
        return api().get("/events?limit=1000")
                .ok()
                .path("events")
                .valueStream()
                .filter(event -> text(event, "type").equals(type))
                .toList();
    }

    /** The calls that asked the sandbox to do something with a message of ours. */
    long calls(String method, String id) {
        String platformId = text(message(id), "platformId");
        return sandbox().calls().stream()
                .filter(call -> call.startsWith(method + " /messages/" + platformId))
                .count();
    }
}
