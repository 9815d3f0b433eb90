package io.openinbox.server.v1;

import static io.openinbox.server.support.Json.platforms;
import static io.openinbox.server.support.Json.text;
import static io.openinbox.server.support.Json.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.server.support.TestTeam.TestAccount;
import io.openinbox.simulator.x.XUser;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@ParameterizedClass
@ValueSource(strings = {"x", "twitter"})
final class EventsApiTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private final String xName;
    private final TestTeam team;
    private final TestAccount account;
    private final XUser person;

    EventsApiTest(String xName) {
        this.xName = xName;
        team = SERVER.team(xName);
        account = team.account();
        person = team.person();
    }

    @Test
    @DisplayName(
            "a first message is told as prospect, thread and message, in this order, with all that integrators read")
    void firstMessage() {
        team.receive(account, person, "hi");

        JsonNode page = team.api().get("/events").ok();

        JsonNode events = page.path("events");
        assertThat(texts(events, "type")).containsExactly("prospect.created", "thread.created", "message.created");
        assertThat(events.valueStream().map(event -> event.path("seq").longValue()))
                .containsExactly(1L, 2L, 3L);
        assertThat(page.path("lastSeq").longValue()).isEqualTo(3);
        assertThat(page.path("hasMore").booleanValue()).isFalse();
        assertThat(texts(events, "version")).containsOnly("1.0");
        assertThat(texts(events, "teamId")).containsOnly(team.team().id().text());
        assertThat(texts(events, "id")).doesNotHaveDuplicates();

        JsonNode created = events.get(0).path("data");
        assertThat(created.propertyNames()).containsExactly("prospect");
        assertThat(created.path("prospect").has("documentId")).isFalse();
        assertThat(created.path("prospect").has("platformData")).isFalse();
        assertThat(text(created.path("prospect"), "platformId")).isEqualTo(person.id());
        assertThat(created.path("prospect").path("context").path("tags")).isEmpty();

        JsonNode opened = events.get(1).path("data");
        assertThat(opened.propertyNames()).containsExactlyInAnyOrder("thread", "prospect");
        assertThat(opened.path("thread").path("isRequest").booleanValue()).isTrue();
        assertThat(opened.path("thread").path("prospect").propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "platform",
                        "platformId",
                        "externalId",
                        "displayName",
                        "username",
                        "handle",
                        "image",
                        "context");

        JsonNode message = events.get(2).path("data");
        assertThat(text(message.path("message"), "content")).isEqualTo("hi");
        assertThat(text(message, "authorId")).isEqualTo(text(message.path("prospect"), "id"));
        assertThat(text(message.path("accountLink"), "id")).isEqualTo(account.id());
        assertThat(text(message.path("accountLink"), "username"))
                .isEqualTo(account.user().username());
        assertThat(text(message.path("accountLink"), "platformId"))
                .isEqualTo(account.user().id());
        assertThat(text(message.path("thread"), "id")).isEqualTo(text(opened.path("thread"), "id"));
        assertThat(platforms(page)).containsOnly(xName).hasSize(9);
    }

    @Test
    @DisplayName("B3, B4: a thread's events show what they changed, whatever came after")
    void changedValues() {
        String thread = team.thread(account, person);
        String member = team.owner().id().text();
        long before = lastSeq();
        team.api()
                .patch("/threads/" + thread, "{\"done\":true,\"assigneeId\":\"%s\"}", member)
                .ok();
        team.api()
                .patch("/threads/" + thread, "{\"done\":false,\"assigneeId\":null}")
                .ok();
        team.api().delete("/threads/" + thread);

        JsonNode events = team.api().get("/events?afterSeq=%s", before).ok().path("events");

        assertThat(texts(events, "type"))
                .containsExactly(
                        "thread.archived",
                        "thread.assigned",
                        "thread.unarchived",
                        "thread.unassigned",
                        "thread.deleted");
        assertThat(events.valueStream().map(event -> text(event.path("data").path("thread"), "id")))
                .containsOnly(thread);
        assertThat(events.get(0).at("/data/thread/done").booleanValue()).isTrue();
        assertThat(events.get(1).at("/data/thread/assigneeId").stringValue()).isEqualTo(member);
        assertThat(events.get(2).at("/data/thread/done").booleanValue()).isFalse();
        assertThat(events.get(3).at("/data/thread/assigneeId").isNull()).isTrue();
    }

    @Test
    @DisplayName("an event reads the same however often it is read and whatever changed meanwhile")
    void stable() {
        team.receive(account, person, "hi");
        JsonNode first = team.api().get("/events").ok().path("events");
        String thread = first.get(1).at("/data/thread/id").stringValue();
        team.api()
                .post("/threads/" + thread + "/messages", "{\"content\":\"hello\"}")
                .ok();
        team.api().patch("/threads/" + thread, "{\"done\":true}").ok();

        JsonNode second = team.api().get("/events?limit=3").ok().path("events");

        assertThat(second).isEqualTo(first);
    }

    @Test
    @DisplayName("J5: the same event is spelled as each token reads it")
    void spelling() {
        team.receive(account, person, "hi");
        JsonNode mine = team.api().get("/events").ok();

        String otherName = xName.equals("x") ? "twitter" : "x";
        JsonNode theirs = team.api(otherName).get("/events").ok();
        assertThat(platforms(theirs)).containsOnly(otherName).hasSameSizeAs(platforms(mine));
        assertThat(theirs.toString().replace("\"platform\":\"" + otherName + "\"", "\"platform\":\"" + xName + "\""))
                .isEqualTo(mine.toString());
    }

    @Test
    @DisplayName("the log is read page by page, and goes on where it was left")
    void pages() {
        for (int i = 0; i < 4; i++) {
            team.receive(account, team.person(), "hi");
        }

        List<Long> seqs = new ArrayList<>();
        long after = 0;
        JsonNode page;
        do {
            page = team.api().get("/events?limit=5&afterSeq=%s", after).ok();
            page.path("events").forEach(event -> seqs.add(event.path("seq").longValue()));
            after = page.path("lastSeq").longValue();
        } while (page.path("hasMore").booleanValue());

        assertThat(seqs).hasSize(12).isSorted().doesNotHaveDuplicates();
        JsonNode end = team.api().get("/events?afterSeq=%s", after).ok();
        assertThat(end.path("events")).isEmpty();
        assertThat(end.path("lastSeq").isNull()).isTrue();
        assertThat(end.path("hasMore").booleanValue()).isFalse();
        team.api().get("/events?afterSeq=-1").refused(400, "BAD_REQUEST");
        team.api().get("/events?afterSeq=9007199254740992").refused(400, "BAD_REQUEST");
    }

    private long lastSeq() {
        return team.api().get("/events?limit=1000").ok().path("lastSeq").longValue();
    }
}
