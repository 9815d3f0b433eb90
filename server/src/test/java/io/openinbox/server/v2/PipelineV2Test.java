package io.openinbox.server.v2;

import static io.openinbox.server.support.Json.text;
import static io.openinbox.server.support.Json.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.Api;
import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.simulator.x.XUser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Tags, statuses and colours. */
final class PipelineV2Test {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private final TestTeam team = SERVER.team();
    private final Api api = team.api().v2();

    @Test
    @DisplayName("a tag goes by its id or its name, whatever case and accents")
    void tagRefs() {
        JsonNode tag = api.post("/tags", "{\"name\":\"Caf\u00e9/Bar 100%\",\"color\":\"PURPLE\"}")
                .answered(201);

        assertThat(tag.propertyNames()).containsExactly("id", "name", "color");
        assertThat(text(tag, "color")).isEqualTo("#a855f7");
        for (String ref : new String[] {text(tag, "id"), "cafe%2Fbar%20100%25", "CAF%C3%89%2FBAR%20100%25"}) {
            assertThat(api.get("/tags/" + ref).ok()).isEqualTo(tag);
        }
        assertThat(text(
                        api.patch("/tags/cafe%2Fbar%20100%25", "{\"color\":\"#ABCDEF\"}")
                                .ok(),
                        "color"))
                .isEqualTo("#abcdef");
        assertThat(text(
                        api.patch("/tags/" + text(tag, "id"), "{\"name\":\"Pub\"}")
                                .ok(),
                        "name"))
                .isEqualTo("Pub");
        api.get("/tags/cafe%2Fbar%20100%25").refusedAs(404, "tagNotFound");
        api.delete("/tags/pub").answeredEmpty(204);
        api.delete("/tags/pub").refusedAs(404, "tagNotFound");
    }

    @Test
    @DisplayName("an id comes before a name that looks like it")
    void idFirst() {
        String id = text(api.post("/tags", "{\"name\":\"one\"}").answered(201), "id");
        api.post("/tags", "{\"name\":\"%s\"}", id).answered(201);

        assertThat(text(api.get("/tags/" + id).ok(), "name")).isEqualTo("one");
    }

    @Test
    @DisplayName("names are unique ignoring case and accents, and all tags stand in one page by name")
    void names() {
        api.post("/tags", "{\"name\":\"\u00c9cole\"}").answered(201);
        api.post("/tags", "{\"name\":\"alpha\"}").answered(201);

        assertThat(text(api.post("/tags", "{\"name\":\"ecole\"}").refusedAs(409, "nameTaken"), "name"))
                .isEqualTo("ecole");
        api.patch("/tags/alpha", "{\"name\":\"ECOLE\"}").refusedAs(409, "nameTaken");
        JsonNode page = api.get("/tags").ok();
        assertThat(texts(page.path("data"), "name")).containsExactly("alpha", "\u00c9cole");
        assertThat(page.path("nextCursor").isNull()).isTrue();
        api.post("/tags", "{\"name\":\"%s\"}", "x".repeat(256)).invalidAt("name");
        api.post("/tags", "{\"name\":\"  \"}").invalidAt("name");
        api.post("/tags", "{\"name\":\"x\",\"color\":\"no colour\"}").invalidAt("color");
        api.post("/tags", "{\"name\":\"x\",\"color\":null}").invalidAt("color");
    }

    @Test
    @DisplayName("statuses keep their order, and one may have no colour")
    void statuses() {
        for (String name : new String[] {"New", "Qualified", "Customer"}) {
            assertThat(api.post("/statuses", "{\"name\":\"%s\"}", name)
                            .answered(201)
                            .path("color")
                            .isNull())
                    .isTrue();
        }
        JsonNode painted = api.patch("/statuses/new", "{\"color\":\"red\"}").ok();
        assertThat(painted.propertyNames()).containsExactly("id", "name", "color", "createdAt");
        assertThat(text(painted, "color")).isEqualTo("#ef4444");
        assertThat(api.patch("/statuses/new", "{\"color\":null}")
                        .ok()
                        .path("color")
                        .isNull())
                .isTrue();
        api.delete("/statuses/qualified").answeredEmpty(204);
        api.post("/statuses", "{\"name\":\"customer\"}").refusedAs(409, "nameTaken");
        assertThat(texts(api.get("/statuses").ok().path("data"), "name")).containsExactly("New", "Customer");
        api.get("/statuses/qualified").refusedAs(404, "statusNotFound");
    }

    @Test
    @DisplayName("deleting a status clears it on contacts, each with its event")
    void deleteStatus() {
        XUser person = team.person();
        team.receive(team.account(), person, "hi");
        String contact = text(
                api.get("/contacts?platform=twitter&platformId=" + person.id())
                        .ok()
                        .path("data")
                        .get(0),
                "id");
        api.post("/statuses", "{\"name\":\"New\"}").answered(201);
        api.patch("/contacts/" + contact, "{\"status\":\"new\"}").ok();

        api.delete("/statuses/new").answeredEmpty(204);

        assertThat(api.get("/contacts/" + contact).ok().path("statusId").isNull())
                .isTrue();
        JsonNode events = api.get("/events?type=contact.statusChanged").ok().path("data");
        assertThat(events).hasSize(2);
        assertThat(events.get(1).path("data").path("statusId").isNull()).isTrue();
        assertThat(text(events.get(1).path("object"), "url")).isEqualTo("/contacts/" + contact);
    }

    @Test
    @DisplayName("the palette is there to choose from")
    void colors() {
        JsonNode colors = api.get("/colors").ok();

        assertThat(texts(colors, "name")).contains("blue", "red", "purple").doesNotHaveDuplicates();
        assertThat(texts(colors, "hex")).allMatch(hex -> hex.matches("#[0-9a-f]{6}"));
        String random = text(api.post("/tags", "{\"name\":\"any\"}").answered(201), "color");
        assertThat(texts(colors, "hex")).contains(random);
    }
}
