package io.openinbox.server.v1;

import static io.openinbox.server.support.Json.text;
import static io.openinbox.server.support.Json.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.server.support.TestTeam.TestAccount;
import io.openinbox.simulator.x.XCall;
import io.openinbox.simulator.x.XCallBehaviour;
import io.openinbox.simulator.x.XEvent;
import io.openinbox.simulator.x.XRefusal;
import io.openinbox.simulator.x.XUser;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class ViewsApiTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private TestTeam team;
    private TestAccount account;
    private XUser person;

    @BeforeEach
    void makeTeam() {
        team = SERVER.team();
        account = team.account();
        person = team.person();
    }

    @Test
    @DisplayName("I1: every thread is in exactly one of default, requests and archived; no-reply is part of default")
    void partition() {
        String ours = team.thread(account, team.person());
        send(ours);
        XUser writer = team.person();
        String both = team.thread(account, writer);
        send(both);
        team.receive(account, writer, "hi");
        team.receive(account, team.person(), "a request");
        String archived = team.thread(account, team.person());
        archive(archived);
        XUser done = team.person();
        team.receive(account, done, "a request, done");
        archive(view("requests").getFirst());

        List<String> parts = new ArrayList<>();
        parts.addAll(view("default"));
        parts.addAll(view("requests"));
        parts.addAll(view("archived"));
        assertThat(parts).doesNotHaveDuplicates().hasSize(5).containsExactlyInAnyOrderElementsOf(view("all"));
        assertThat(view("default")).containsAll(view("no-reply"));
    }

    @Test
    @DisplayName("I2, I3: an answered conversation is in default; in no-reply while our message is the last")
    void noReply() {
        String id = team.thread(account, person);
        assertThat(view("no-reply")).isEmpty();

        send(id);
        assertThat(view("default")).containsExactly(id);
        assertThat(view("no-reply")).containsExactly(id);

        team.receive(account, person, "hi");
        assertThat(view("no-reply")).isEmpty();
        assertThat(view("default")).containsExactly(id);

        send(id);
        assertThat(view("no-reply")).containsExactly(id);
    }

    @Test
    @DisplayName("I4: who writes first is a request until we answer")
    void requests() {
        team.receive(account, person, "hi");

        assertThat(view("requests")).hasSize(1);
        assertThat(view("default")).isEmpty();
        String id = view("requests").getFirst();
        assertThat(get(id).path("isRequest").booleanValue()).isTrue();

        send(id);
        assertThat(view("requests")).isEmpty();
        assertThat(view("default")).containsExactly(id);
        assertThat(view("no-reply")).containsExactly(id);
    }

    @Test
    @DisplayName(
            "I5: who writes after the thread was deleted opens a new one, as a request; an old delivery opens nothing")
    void deleted() {
        XEvent early = team.receive(account, person, "hi");
        String old = view("requests").getFirst();
        send(old);
        assertThat(team.api().delete("/threads/" + old).status()).isEqualTo(200);
        team.api().get("/threads/" + old).refused(404, "THREAD_NOT_FOUND");

        XEvent late = team.receive(account, person, "hello again");

        assertThat(late.createdAt()).isAfter(early.createdAt());
        List<String> requests = view("requests");
        assertThat(requests).hasSize(1).doesNotContain(old);
        assertThat(texts(messages(requests.getFirst()), "content")).containsExactly("hello again");
    }

    @Test
    @DisplayName("I6, I7: a done thread is in archived alone, and a new message brings it back")
    void archived() {
        team.receive(account, person, "hi");
        String id = view("requests").getFirst();
        send(id);
        archive(id);

        assertThat(view("archived")).containsExactly(id);
        for (String other : List.of("default", "no-reply", "requests")) {
            assertThat(view(other)).as(other).isEmpty();
        }

        long before = team.api().get("/events").ok().path("lastSeq").longValue();
        team.receive(account, person, "one more thing");
        assertThat(view("default")).containsExactly(id);
        assertThat(view("archived")).isEmpty();
        assertThat(texts(team.api().get("/events?afterSeq=%s", before).ok().path("events"), "type"))
                .containsExactly("thread.unarchived", "message.created");
    }

    @Test
    @DisplayName("I8: a thread whose first message was refused shows nowhere until somebody opens it")
    void idle() {
        SERVER.simulator()
                .behave(XCallBehaviour.refuse(XRefusal.closedDms())
                        .on(XCall.SEND)
                        .by(account.user())
                        .times(1));
        team.api()
                .post(
                        "/threads/messages",
                        "{\"accountLinkId\":\"%s\",\"externalPlatformId\":\"%s\",\"content\":\"hi\"}",
                        account.id(),
                        person.id())
                .refused(422, "VALIDATION_ERROR");

        for (String name : List.of("default", "no-reply", "requests", "archived", "all")) {
            assertThat(view(name)).as(name).isEmpty();
        }
        JsonNode idle = team.api()
                .get("/threads/lookup?accountLinkId=%s&externalPlatformId=%s", account.id(), person.id())
                .ok();
        assertThat(text(idle, "status")).isEqualTo("idle");
        assertThat(get(text(idle, "id"))).isEqualTo(idle);

        String id = team.thread(account, person);
        assertThat(id).isEqualTo(text(idle, "id"));
        assertThat(text(get(id), "status")).isEqualTo("active");
        assertThat(view("default")).containsExactly(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inbox", "view", "inboxView"})
    @DisplayName("I9: a view goes by three names; its values are known or refused")
    void names(String name) {
        String id = team.thread(account, person);
        archive(id);

        assertThat(list(name + "=archived")).containsExactly(id);
        assertThat(list(name + "=default")).isEmpty();
        assertThat(list(name + "=")).isEmpty();
        for (String unknown : List.of("foo", "noReply", "Archived", "null")) {
            JsonNode error = team.api().get("/threads?" + name + "=" + unknown).refused(400, "BAD_REQUEST");
            assertThat(text(error, "message")).contains("no-reply");
        }
        assertThat(list("inbox=archived&" + name + "=archived")).containsExactly(id);
        team.api().get("/threads?inbox=default&view=archived").refused(400, "BAD_REQUEST");
    }

    private void send(String thread) {
        team.api()
                .post("/threads/" + thread + "/messages", "{\"content\":\"hello\"}")
                .ok();
    }

    private void archive(String thread) {
        team.api().patch("/threads/" + thread, "{\"done\":true}").ok();
    }

    private JsonNode get(String thread) {
        return team.api().get("/threads/" + thread).ok();
    }

    private JsonNode messages(String thread) {
        return team.api().get("/threads/" + thread + "/messages").ok().path("messages");
    }

    private List<String> view(String name) {
        return list("inbox=" + name);
    }

    private List<String> list(String query) {
        return texts(team.api().get("/threads?" + query).ok().path("threads"), "id");
    }
}
