package io.openinbox.server.v2;

import static io.openinbox.server.support.Json.text;
import static io.openinbox.server.support.Json.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.Api;
import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.server.support.TestTeam.TestAccount;
import io.openinbox.simulator.x.XUser;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

final class EventsV2Test {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private final TestTeam team = SERVER.team();
    private final Api api = team.api().v2();

    @Test
    @DisplayName("an event says what it is about and what changed, and lastSeq counts what was left out")
    void feed() {
        TestAccount account = team.account();
        XUser person = team.person();
        team.receive(account, person, "hi");

        JsonNode page = api.get("/events").ok();

        JsonNode events = page.path("data");
        assertThat(texts(events, "type")).containsExactly("thread.created", "message.received");
        assertThat(events.get(0).path("seq").longValue())
                .as("the prospect's own is left out")
                .isEqualTo(2);
        assertThat(page.path("lastSeq").longValue()).isEqualTo(3);
        assertThat(page.path("hasMore").booleanValue()).isFalse();
        JsonNode received = events.get(1);
        assertThat(received.propertyNames())
                .containsExactly("id", "seq", "type", "apiVersion", "createdAt", "object", "data");
        assertThat(text(received, "apiVersion")).isEqualTo("2");
        assertThat(text(received.path("object"), "type")).isEqualTo("message");
        assertThat(text(received.path("object"), "url")).isEqualTo("/messages/" + text(received.path("object"), "id"));
        api.get(text(received.path("object"), "url")).ok();
        assertThat(text(received.path("data"), "threadId"))
                .isEqualTo(text(events.get(0).path("object"), "id"));
        assertThat(api.get("/events?afterSeq=1&limit=1").ok().path("data")).hasSize(1);
    }

    @Test
    @DisplayName("an empty page is not the end where there is more")
    void filteredPages() {
        for (String name : new String[] {"a", "b", "c"}) {
            api.post("/tags", "{\"name\":\"%s\"}", name).answered(201);
        }
        api.post("/statuses", "{\"name\":\"s\"}").answered(201);

        List<String> seen = new ArrayList<>();
        long after = 0;
        boolean hasMore = true;
        int empty = 0;
        while (hasMore) {
            JsonNode page = api.get("/events?limit=1&type=status.created&afterSeq=" + after)
                    .ok();
            seen.addAll(texts(page.path("data"), "type"));
            empty += page.path("data").isEmpty() ? 1 : 0;
            after = page.path("lastSeq").longValue();
            hasMore = page.path("hasMore").booleanValue();
        }

        assertThat(seen).containsExactly("status.created");
        assertThat(empty).isEqualTo(3);
        JsonNode end = api.get("/events?afterSeq=" + after).ok();
        assertThat(end.path("data").isEmpty()).isTrue();
        assertThat(end.path("lastSeq").isNull()).isTrue();
        assertThat(end.path("hasMore").booleanValue()).isFalse();
    }

    @Test
    @DisplayName("each change of a team's records is one event with just the changed values")
    void changes() {
        TestAccount account = team.account();
        XUser person = team.person();
        team.receive(account, person, "hi");
        JsonNode thread = api.get("/threads?folder=all").ok().path("data").get(0);
        String threadId = text(thread, "id");
        String contactId = text(thread, "contactId");
        String owner = team.owner().id().text();
        String tag = text(api.post("/tags", "{\"name\":\"t\"}").answered(201), "id");
        String status = text(api.post("/statuses", "{\"name\":\"s\"}").answered(201), "id");
        long after = lastSeq();

        api.put("/contacts/" + contactId + "/tags/t").answeredEmpty(204);
        api.patch("/contacts/" + contactId, "{\"status\":\"s\"}").ok();
        api.patch("/contacts/" + contactId, "{\"notes\":\"n\"}").ok();
        api.patch("/contacts/" + contactId, "{\"valuation\":7}").ok();
        api.patch("/threads/" + threadId, "{\"archived\":true}").ok();
        api.patch("/threads/" + threadId, "{\"archived\":false}").ok();
        api.patch("/threads/" + threadId, "{\"assigneeId\":\"%s\"}", owner).ok();
        api.patch("/threads/" + threadId, "{\"assigneeId\":null}").ok();
        api.patch("/contacts/" + contactId, "{\"assigneeId\":\"%s\"}", owner).ok();
        api.patch("/threads/" + threadId, "{\"unread\":true}").ok();
        api.delete("/threads/" + threadId).ok();
        api.delete("/tags/t").answeredEmpty(204);

        JsonNode events = api.get("/events?afterSeq=" + after).ok().path("data");
        assertThat(events.valueStream().map(event -> text(event, "type") + event.path("data")))
                .containsExactly(
                        "contact.tagsChanged{\"tagIds\":[\"" + tag + "\"]}",
                        "contact.statusChanged{\"statusId\":\"" + status + "\"}",
                        "contact.notesChanged{\"notes\":\"n\"}",
                        "contact.valuationChanged{\"valuation\":7}",
                        "thread.archived{}",
                        "thread.unarchived{}",
                        "thread.assigned{\"assigneeId\":\"" + owner + "\"}",
                        "thread.unassigned{\"assigneeId\":null}",
                        "contact.assigneeChanged{\"assigneeId\":\"" + owner + "\"}",
                        "thread.assigned{\"assigneeId\":\"" + owner + "\"}",
                        "thread.deleted{\"accountLinkId\":\"" + account.id() + "\",\"platform\":\"twitter\"}",
                        "tag.deleted{}");
        api.get("/events?type=no.such").invalidAt("type.0");
        api.get("/events?type=prospect.created").invalidAt("type.0");
        assertThat(api.get("/events?type=campaign.created&type=target.replied")
                        .ok()
                        .path("data")
                        .isEmpty())
                .isTrue();
    }

    private long lastSeq() {
        return api.get("/events?limit=1000").ok().path("lastSeq").longValue();
    }
}
