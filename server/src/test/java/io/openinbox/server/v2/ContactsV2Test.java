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
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

final class ContactsV2Test {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private final TestTeam team = SERVER.team();
    private final Api api = team.api().v2();
    private final TestAccount account = team.account();
    private final XUser person = team.person();

    @Test
    @DisplayName("a contact is found by who it is on the platform")
    void find() {
        team.receive(account, person, "hi");

        JsonNode contact = only("platform=twitter&platformId=" + person.id());

        assertThat(contact.propertyNames())
                .containsExactly(
                        "id",
                        "profiles",
                        "statusId",
                        "tagIds",
                        "notes",
                        "valuation",
                        "assigneeId",
                        "createdAt",
                        "updatedAt");
        JsonNode profile = contact.path("profiles").get(0);
        assertThat(text(profile, "username")).isEqualTo(person.username());
        assertThat(text(profile, "handle")).isEqualTo("@" + person.username());
        assertThat(text(profile, "platform")).isEqualTo("twitter");
        assertThat(text(profile.path("platformData"), "_tag")).isEqualTo("twitter");
        assertThat(only("platform=x&username=" + person.username().toUpperCase(Locale.ROOT)))
                .isEqualTo(contact);
        assertThat(api.get("/contacts/" + text(contact, "id")).ok()).isEqualTo(contact);
    }

    @Test
    @DisplayName("looking for somebody makes nobody a contact")
    void readsCreateNothing() {
        assertThat(list("platform=twitter&platformId=" + person.id())).isEmpty();
        assertThat(list("platform=twitter&username=" + person.username())).isEmpty();
        assertThat(list("platform=twitter&platformId=" + person.id())).isEmpty();
        api.get("/contacts/" + "c".repeat(24)).refusedAs(404, "contactNotFound");
    }

    @Test
    @DisplayName("several are found at once, oldest first, page by page")
    void several() {
        List<XUser> people = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            people.add(team.person());
            team.receive(account, people.getLast(), "hi");
        }
        String query = "platform=twitter&limit=2"
                + people.reversed().stream()
                        .map(user -> "&platformId=" + user.id())
                        .collect(Collectors.joining());

        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api.get("/contacts?" + query + cursor).ok();
            page.path("data")
                    .forEach(contact -> seen.add(text(contact.path("profiles").get(0), "platformId")));
            cursor = page.path("nextCursor").isNull() ? "" : "&cursor=" + text(page, "nextCursor");
        } while (!cursor.isEmpty());

        assertThat(seen)
                .containsExactlyElementsOf(people.stream().map(XUser::id).toList());
    }

    @Test
    @DisplayName("a list without either, with both, of too many or of an unknown platform is refused")
    void badLists() {
        api.get("/contacts?platform=twitter").invalidAt("platformId");
        api.get("/contacts?platform=twitter&platformId=1&username=a").invalidAt("platformId");
        api.get("/contacts?platformId=1").invalidAt("platform");
        api.get("/contacts?platform=twitter" + "&platformId=1".repeat(101)).invalidAt("platformId");
        assertThat(text(
                        api.get("/contacts?platform=myspace&platformId=1").refusedAs(403, "platformNotAvailable"),
                        "platform"))
                .isEqualTo("myspace");
    }

    @Test
    @DisplayName("a change takes what it names, by id or by name, and null empties")
    void change() {
        team.receive(account, person, "hi");
        String id = text(only("platform=twitter&platformId=" + person.id()), "id");
        JsonNode status = api.post("/statuses", "{\"name\":\"Qualifi\u00e9\"}").answered(201);
        String owner = team.owner().id().text();

        JsonNode all = api.patch(
                        "/contacts/" + id,
                        "{\"status\":\"qualifie\",\"notes\":\"n\",\"valuation\":12.5,\"assigneeId\":\"%s\"}",
                        owner)
                .ok();
        assertThat(text(all, "statusId")).isEqualTo(text(status, "id"));
        assertThat(text(all, "notes")).isEqualTo("n");
        assertThat(all.path("valuation").decimalValue()).isEqualByComparingTo("12.5");
        assertThat(text(all, "assigneeId")).isEqualTo(owner);
        assertThat(api.patch("/contacts/" + id, "{}").ok()).isEqualTo(all);

        JsonNode cleared = api.patch(
                        "/contacts/" + id, "{\"status\":null,\"notes\":null,\"valuation\":null,\"assigneeId\":null}")
                .ok();
        for (String field : new String[] {"statusId", "notes", "valuation", "assigneeId"}) {
            assertThat(cleared.path(field).isNull()).as(field).isTrue();
        }
        assertThat(text(
                        api.patch("/contacts/" + id, "{\"status\":\"%s\"}", text(status, "id"))
                                .ok(),
                        "statusId"))
                .isEqualTo(text(status, "id"));
        api.patch("/contacts/" + id, "{\"status\":\"no such\"}").invalidAt("status");
        api.patch("/contacts/" + id, "{\"assigneeId\":\"%s\"}", "b".repeat(24)).invalidAt("assigneeId");
        api.patch("/contacts/" + id, "{\"tagIds\":[]}").invalidAt("tagIds");
        api.patch("/contacts/" + id, "{\"valuation\":1e300}").invalidAt("valuation");
    }

    @Test
    @DisplayName("tags come and go by id or name, as often as one likes")
    void tags() {
        team.receive(account, person, "hi");
        String id = text(only("platform=twitter&platformId=" + person.id()), "id");
        JsonNode tag = api.post("/tags", "{\"name\":\"Hot lead/2026 100%\"}").answered(201);
        String byName = "/contacts/" + id + "/tags/hot%20LEAD%2F2026%20100%25";

        api.put(byName).answeredEmpty(204);
        api.put(byName).answeredEmpty(204);
        api.put("/contacts/" + id + "/tags/" + text(tag, "id")).answeredEmpty(204);
        assertThat(texts(api.get("/contacts/" + id + "?expand=tags").ok().path("tags"), "name"))
                .containsExactly("Hot lead/2026 100%");
        long events =
                api.get("/events?type=contact.tagsChanged").ok().path("data").size();
        assertThat(events).isEqualTo(1);

        api.delete(byName).answeredEmpty(204);
        api.delete(byName).answeredEmpty(204);
        assertThat(api.get("/contacts/" + id).ok().path("tagIds").isEmpty()).isTrue();
        api.put("/contacts/" + id + "/tags/none").refusedAs(404, "tagNotFound");
        api.put("/contacts/" + "c".repeat(24) + "/tags/none").refusedAs(404, "contactNotFound");
    }

    @Test
    @DisplayName("status, tags and assignee stand beside their ids where they are asked for")
    void expand() {
        team.receive(account, person, "hi");
        String id = text(only("platform=twitter&platformId=" + person.id()), "id");
        String all = "/contacts/" + id + "?expand=status&expand=tags&expand=assignee";

        JsonNode bare = api.get(all).ok();
        assertThat(bare.has("status")).isFalse();
        assertThat(bare.has("assignee")).isFalse();
        assertThat(bare.path("tags").isArray()).isTrue();

        api.post("/statuses", "{\"name\":\"New\",\"color\":\"Blue\"}").answered(201);
        api.patch(
                        "/contacts/" + id,
                        "{\"status\":\"new\",\"assigneeId\":\"%s\"}",
                        team.owner().id().text())
                .ok();
        JsonNode full = api.get(all).ok();
        assertThat(text(full.path("status"), "color")).isEqualTo("#3b82f6");
        assertThat(text(full.path("assignee"), "role")).isEqualTo("owner");
    }

    private JsonNode only(String query) {
        JsonNode data = list(query);
        assertThat(data).hasSize(1);
        return data.get(0);
    }

    private JsonNode list(String query) {
        return api.get("/contacts?" + query).ok().path("data");
    }
}
