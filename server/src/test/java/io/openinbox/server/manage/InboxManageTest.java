package io.openinbox.server.manage;

import static io.openinbox.server.support.Json.text;
import static io.openinbox.server.support.Json.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.Api;
import io.openinbox.server.support.Browser;
import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.server.support.TestTeam.TestAccount;
import io.openinbox.simulator.x.XUser;
import io.openinbox.team.Scope;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** What the web inbox keeps for each member: counts, places, drafts; and what the team did. */
final class InboxManageTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private final TestTeam team = SERVER.team();
    private final Api v1 = team.api();
    private final Api manage = team.api().manage();
    private final TestAccount account = team.account();

    @Test
    @DisplayName("counts follow a thread through the views")
    void counts() {
        XUser person = team.person();
        team.receive(account, person, "Is this still available?");
        String thread = team.thread(account, person);
        assertThat(count("requests")).isEqualTo(1);
        assertThat(count("inbox")).isZero();

        v1.post("/threads/" + thread + "/messages", "{\"content\":\"Yes.\"}").ok();
        assertThat(count("requests")).isZero();
        assertThat(count("inbox")).isEqualTo(1);
        assertThat(count("noReply")).isZero();
        assertThat(count("unassigned")).isEqualTo(1);

        team.receive(account, person, "Great!");
        v1.patch(
                        "/threads/" + thread,
                        "{\"assigneeId\":\"%s\"}",
                        team.owner().id().text())
                .ok();
        assertThat(count("noReply")).isEqualTo(1);
        assertThat(count("mine")).isEqualTo(1);
        assertThat(count("unassigned")).isZero();

        v1.patch("/threads/" + thread, "{\"done\":true}").ok();
        assertThat(count("inbox")).isZero();
    }

    @Test
    @DisplayName("each member has a place of their own, which only moves forward")
    void places() {
        XUser person = team.person();
        team.receive(account, person, "One");
        team.receive(account, person, "Two");
        String thread = team.thread(account, person);
        JsonNode messages = v1.get("/threads/" + thread + "/messages").ok().path("messages");
        String newest = text(messages.get(0), "id");
        String oldest = text(messages.get(1), "id");
        assertThat(mark(manage, thread).path("unreadCount").intValue()).isEqualTo(2);

        read(manage, thread, newest);
        read(manage, thread, oldest);
        assertThat(mark(manage, thread).path("unreadCount").intValue()).isZero();
        assertThat(text(mark(manage, thread), "readUpToMessageId")).isEqualTo(newest);

        team.receive(account, person, "Three");
        assertThat(mark(manage, thread).path("unreadCount").intValue()).isEqualTo(1);

        Browser colleague = Browser.signIn(SERVER, team.addMember().email());
        XUser later = team.person();
        team.receive(account, later, "Hello?");
        assertThat(mark(colleague.api(team).manage(), team.thread(account, later))
                        .path("unreadCount")
                        .intValue())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("a place takes only a message of its thread")
    void foreignMessage() {
        XUser person = team.person();
        team.receive(account, person, "One");
        String thread = team.thread(account, person);
        XUser other = team.person();
        team.receive(account, other, "Two");
        String elsewhere = text(
                v1.get("/threads/" + team.thread(account, other) + "/messages")
                        .ok()
                        .path("messages")
                        .get(0),
                "id");

        manage.send("PUT", "/threads/" + thread + "/read", "{\"messageId\":\"" + elsewhere + "\"}")
                .refusedAs(404, "messageNotFound");
        manage.send("PUT", "/threads/" + thread + "/read", "{}").invalidAt("messageId");
        manage.send("PUT", "/threads/" + thread + "/read", "{\"messageId\":\"A-B\"}")
                .invalidAt("messageId");
    }

    @Test
    @DisplayName("a draft is kept for its writer alone, and goes with its text")
    void drafts() {
        XUser person = team.person();
        team.receive(account, person, "One");
        String thread = team.thread(account, person);
        String path = "/threads/" + thread + "/draft";
        assertThat(manage.get(path).ok().isNull()).isTrue();

        keep(path, "Good mor");
        keep(path, "Good morning");
        assertThat(text(manage.get(path).ok(), "content")).isEqualTo("Good morning");
        assertThat(mark(manage, thread).path("hasDraft").booleanValue()).isTrue();
        Api colleague =
                Browser.signIn(SERVER, team.addMember().email()).api(team).manage();
        assertThat(colleague.get(path).ok().isNull()).isTrue();

        keep(path, "");
        assertThat(manage.get(path).ok().isNull()).isTrue();
        manage.send("PUT", path, "{\"content\":\"" + "x".repeat(50_001) + "\"}").invalidAt("content");
        manage.send("PUT", path, "{\"replyToMessageId\":null}").invalidAt("content");
    }

    @Test
    @DisplayName("the activity of a thread is what the team did, newest first")
    void activity() {
        XUser person = team.person();
        team.receive(account, person, "One");
        String thread = team.thread(account, person);
        v1.patch(
                        "/threads/" + thread,
                        "{\"assigneeId\":\"%s\"}",
                        team.owner().id().text())
                .ok();
        v1.patch("/threads/" + thread, "{\"done\":true}").ok();

        JsonNode entries = manage.get("/threads/" + thread + "/activity").ok().path("data");

        assertThat(texts(entries, "type")).containsExactly("thread.archived", "thread.assigned");
        assertThat(text(entries.get(1), "assigneeId"))
                .isEqualTo(team.owner().id().text());
    }

    @Test
    @DisplayName("an accepted request stands in the inbox, and the live stream alone tells of it")
    void accept() {
        XUser person = team.person();
        team.receive(account, person, "One");
        String thread = team.thread(account, person);
        int events = v1.get("/events").ok().path("events").size();

        for (int i = 0; i < 2; i++) {
            assertThat(manage.send("POST", "/threads/" + thread + "/accept", null)
                            .status())
                    .isEqualTo(204);
        }

        assertThat(count("requests")).isZero();
        assertThat(count("inbox")).isEqualTo(1);
        assertThat(v1.get("/events").ok().path("events").size()).isEqualTo(events);
        assertThat(v1.get("/threads")
                        .ok()
                        .path("threads")
                        .get(0)
                        .path("isRequest")
                        .booleanValue())
                .isFalse();
    }

    @Test
    @DisplayName("a refused message is shown with its reason until it is let go")
    void refusedSend() {
        XUser person = team.person();
        team.receive(account, person, "One");
        String thread = team.thread(account, person);
        SERVER.simulator().closeDms(person);
        v1.post("/threads/" + thread + "/messages", "{\"content\":\"Hello?\"}").refused(422, "VALIDATION_ERROR");

        JsonNode refused =
                manage.get("/threads/" + thread + "/sends").ok().path("data").get(0);
        assertThat(text(refused, "state")).isEqualTo("failed");
        assertThat(text(refused, "reason")).isEqualTo("recipientClosed");
        assertThat(text(refused, "content")).isEqualTo("Hello?");

        String id = text(refused, "messageId");
        manage.send("POST", "/messages/" + id + "/retry", null).refusedAs(422, "recipientUnavailable");
        SERVER.team()
                .api()
                .manage()
                .send("POST", "/messages/" + id + "/discard", null)
                .refusedAs(404, "messageNotFound");
        for (JsonNode one : manage.get("/threads/" + thread + "/sends").ok().path("data")) {
            assertThat(manage.send("POST", "/messages/" + text(one, "messageId") + "/discard", null)
                            .status())
                    .isEqualTo(204);
        }
        assertThat(manage.get("/threads/" + thread + "/sends").ok().path("data").size())
                .isZero();
    }

    @Test
    @DisplayName("another team's thread is one that does not exist")
    void foreignTeam() {
        XUser person = team.person();
        team.receive(account, person, "One");
        String thread = team.thread(account, person);
        Api foreign = SERVER.team().api().manage();

        foreign.get("/threads/" + thread + "/draft").refusedAs(404, "threadNotFound");
        foreign.get("/threads/" + thread + "/activity").refusedAs(404, "threadNotFound");
        foreign.send("PUT", "/threads/" + thread + "/draft", "{\"content\":\"x\"}")
                .refusedAs(404, "threadNotFound");
        assertThat(foreign.get("/threads/marks?threadId=" + thread)
                        .ok()
                        .path("data")
                        .size())
                .isZero();
        team.api(Set.of(Scope.WRITE)).manage().get("/counts").refusedAs(403, "insufficientScope");
    }

    private int count(String view) {
        return manage.get("/counts").ok().path(view).path("value").intValue();
    }

    private static JsonNode mark(Api api, String thread) {
        return api.get("/threads/marks?threadId=" + thread).ok().path("data").get(0);
    }

    private static void read(Api api, String thread, String message) {
        assertThat(api.send("PUT", "/threads/" + thread + "/read", "{\"messageId\":\"" + message + "\"}")
                        .status())
                .isEqualTo(204);
    }

    private void keep(String path, String content) {
        assertThat(manage.send("PUT", path, "{\"content\":\"" + content + "\",\"replyToMessageId\":null}")
                        .status())
                .isEqualTo(204);
    }
}
