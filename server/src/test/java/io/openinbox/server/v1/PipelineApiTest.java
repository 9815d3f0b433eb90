package io.openinbox.server.v1;

import static io.openinbox.server.support.Json.text;
import static io.openinbox.server.support.Json.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.kernel.ProfileId;
import io.openinbox.kernel.StatusId;
import io.openinbox.kernel.TagId;
import io.openinbox.person.ContextChange;
import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.server.support.TestTeam.TestAccount;
import io.openinbox.simulator.x.XUser;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Tags, statuses and their colours. */
final class PipelineApiTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private TestTeam team;

    @BeforeEach
    void makeTeam() {
        team = SERVER.team();
    }

    @Test
    @DisplayName("F1: tags are labels on prospects: made, put on, unique by name, and gone from everybody once deleted")
    void tags() {
        TestAccount account = team.account();
        XUser person = team.person();
        String prospect = prospect(account, person);
        JsonNode tag = make("/tags", "Hot Lead");

        assertThat(team.api().get("/tags/" + text(tag, "id")).ok()).isEqualTo(tag);
        team.api()
                .patch("/prospects/" + prospect + "/context", """
                        {"addTags":["%s"]}""", text(tag, "id"))
                .ok();
        assertThat(tagsOf(prospect)).containsExactly(text(tag, "id"));

        team.api().post("/tags", """
                {"name":"hót LEAD"}""").refused(409, "CONFLICT");

        team.api().delete("/tags/" + text(tag, "id")).ok();
        assertThat(tagsOf(prospect)).isEmpty();
        team.api().get("/tags/" + text(tag, "id")).refused(404, "TAG_NOT_FOUND");
        team.api().delete("/tags/" + text(tag, "id")).refused(404, "TAG_NOT_FOUND");
        assertThat(types()).endsWith("tag.created", "prospect.tagsChanged", "tag.deleted");
        assertThat(lastEvent().path("data").path("tag")).isEqualTo(tag);
    }

    @Test
    @DisplayName("F3: any number of tags, names up to 255 characters, colours by name or by digits")
    void ownCategories() {
        String longest = "é".repeat(255);
        assertThat(text(make("/tags", longest), "name")).isEqualTo(longest);
        assertThat(team.api()
                        .post("/tags", """
                                {"name":"%s"}""", "n".repeat(256))
                        .refused(400, "BAD_REQUEST")
                        .path("message")
                        .stringValue())
                .startsWith("name: ");
        assertThat(text(make("/tags", "by name", "purple"), "color")).isEqualTo("#a855f7");
        assertThat(text(make("/tags", "by digits", "#6366F1"), "color")).isEqualTo("#6366f1");
        assertThat(text(make("/statuses", "by name", "Purple"), "color")).isEqualTo("#a855f7");
        assertThat(texts(team.api().get("/colors").ok(), "hex")).contains(text(make("/tags", "by chance"), "color"));

        String prospect = prospect(team.account(), team.person());
        List<String> five = IntStream.range(0, 5)
                .mapToObj(number -> text(make("/tags", "tag " + number), "id"))
                .toList();
        team.api()
                .patch("/prospects/" + prospect + "/context", """
                {"addTags":["%s"]}""", String.join("\",\"", five))
                .ok();
        assertThat(tagsOf(prospect)).containsExactlyElementsOf(five);
    }

    @Test
    @DisplayName("F3: three paths give the one palette")
    void palette() {
        JsonNode colors = team.api().get("/colors").ok();

        assertThat(colors.valueStream().filter(color -> text(color, "name").equals("purple")))
                .singleElement()
                .satisfies(color -> assertThat(text(color, "hex")).isEqualTo("#a855f7"));
        assertThat(texts(colors, "hex"))
                .hasSize(18)
                .doesNotHaveDuplicates()
                .allMatch(hex -> hex.matches("#[0-9a-f]{6}"));
        assertThat(team.api().get("/tags/colors").ok()).isEqualTo(colors);
        assertThat(team.api().get("/statuses/colors").ok()).isEqualTo(colors);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mauve", "#12345", "#1234567", "#12345g", "rgb(1,2,3)", "#"})
    @DisplayName("a colour that is none is refused by name")
    void noColor(String color) {
        for (String path : List.of("/tags", "/statuses")) {
            assertThat(team.api()
                            .post(path, """
                                    {"name":"new","color":"%s"}""", color)
                            .refused(422, "VALIDATION_ERROR")
                            .path("message")
                            .stringValue())
                    .startsWith("color: ");
            assertThat(team.api().get(path).ok()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"/tags,TAG_NOT_FOUND,tag", "/statuses,STATUS_NOT_FOUND,status"})
    @DisplayName("a change keeps what it does not name, and is an event only if it changes something")
    void update(String path, String notFound, String word) {
        JsonNode made = make(path, "First", "red");
        String place = path + "/" + text(made, "id");

        JsonNode renamed = team.api().patch(place, "{\"name\":\"Second\"}").ok();
        assertThat(text(renamed, "name")).isEqualTo("Second");
        assertThat(text(renamed, "color")).isEqualTo("#ef4444");
        JsonNode recolored =
                team.api().patch(place, "{\"color\":\"blue\",\"name\":\"\"}").ok();
        assertThat(text(recolored, "name")).isEqualTo("Second");
        assertThat(text(recolored, "color")).isEqualTo("#3b82f6");
        assertThat(team.api()
                        .patch(place, "{\"name\":\"Second\",\"color\":\"#3B82F6\"}")
                        .ok())
                .isEqualTo(recolored);
        assertThat(team.api().patch(place, "{}").ok()).isEqualTo(recolored);
        assertThat(team.api()
                        .patch(place, "{\"name\":\"second\"}")
                        .ok()
                        .path("name")
                        .stringValue())
                .isEqualTo("second");

        make(path, "Taken");
        assertThat(team.api()
                        .patch(place, "{\"name\":\"TAKEN\"}")
                        .refused(409, "CONFLICT")
                        .path("message")
                        .stringValue())
                .startsWith("name: ");
        team.api().patch(path + "/" + "z".repeat(24), "{\"name\":\"x\"}").refused(404, notFound);
        assertThat(types())
                .containsExactly(
                        word + ".created", word + ".updated", word + ".updated", word + ".updated", word + ".created");
    }

    @Test
    @DisplayName("null takes a status's colour away and leaves a tag's as it is")
    void nullColor() {
        JsonNode tag = make("/tags", "tag", "red");
        JsonNode status = make("/statuses", "status", "red");

        assertThat(team.api()
                        .patch("/tags/" + text(tag, "id"), "{\"color\":null}")
                        .ok())
                .isEqualTo(tag);
        assertThat(team.api()
                        .patch("/statuses/" + text(status, "id"), "{\"color\":null}")
                        .ok()
                        .path("color")
                        .isNull())
                .isTrue();
        assertThat(team.api()
                        .post("/statuses", "{\"name\":\"plain\",\"color\":null}")
                        .ok()
                        .path("color")
                        .isNull())
                .isTrue();
    }

    @Test
    @DisplayName("tags are listed by name, whatever their case and accents")
    void tagOrder() {
        Stream.of("Éclair", "apple", "Zoo", "eclipse", "Apfel").forEach(name -> make("/tags", name));

        assertThat(texts(team.api().get("/tags").ok(), "name"))
                .containsExactly("Apfel", "apple", "Éclair", "eclipse", "Zoo");
    }

    @Test
    @DisplayName("F4: a prospect is in one stage of the pipeline at most")
    void oneStatus() {
        String prospect = prospect(team.account(), team.person());
        String first = text(make("/statuses", "New"), "id");
        String second = text(make("/statuses", "Qualified"), "id");

        assertThat(setStatus(prospect, quoted(first))).isEqualTo(quoted(first));
        assertThat(setStatus(prospect, quoted(second))).isEqualTo(quoted(second));
        assertThat(setStatus(prospect, "null")).isEqualTo("null");

        JsonNode events = team.api().get("/events").ok().path("events");
        assertThat(events.valueStream()
                        .filter(event -> text(event, "type").equals("prospect.statusChanged"))
                        .map(event ->
                                event.at("/data/prospect/context/statusId").toString()))
                .containsExactly(quoted(first), quoted(second), "null");
    }

    @Test
    @DisplayName("F6: statuses stand in the order of the pipeline, new ones last")
    void statusOrder() {
        List<String> names = List.of("New", "Qualified", "Customer");
        List<JsonNode> made =
                names.stream().map(name -> make("/statuses", name)).toList();
        assertThat(texts(team.api().get("/statuses").ok(), "name")).containsExactlyElementsOf(names);

        team.api()
                .patch("/statuses/" + text(made.getFirst(), "id"), "{\"name\":\"Zebra\"}")
                .ok();
        assertThat(texts(team.api().get("/statuses").ok(), "name")).containsExactly("Zebra", "Qualified", "Customer");

        team.api().delete("/statuses/" + text(made.get(1), "id")).ok();
        make("/statuses", "Again");
        assertThat(texts(team.api().get("/statuses").ok(), "name")).containsExactly("Zebra", "Customer", "Again");
    }

    @Test
    @DisplayName("F6: the order can be changed; each status that moved is told of")
    void reorder() {
        List<StatusId> ids = Stream.of("one", "two", "three", "four")
                .map(name -> StatusId.parse(text(make("/statuses", name), "id")).orElseThrow())
                .toList();
        int before = types().size();

        SERVER.core().statuses().reorder(team.team().id(), List.of(ids.get(2), ids.get(1), ids.get(0), ids.get(3)));

        assertThat(texts(team.api().get("/statuses").ok(), "name")).containsExactly("three", "two", "one", "four");
        JsonNode events = team.api().get("/events?afterSeq=" + before).ok().path("events");
        assertThat(texts(events, "type")).containsExactly("status.updated", "status.updated");
        assertThat(events.valueStream()
                        .map(event -> event.at("/data/status/name").stringValue()))
                .containsExactly("three", "one");
    }

    @Test
    @DisplayName("deleting a status clears it from everybody, and tells so of each before the status is gone")
    void deleteStatus() {
        TestAccount account = team.account();
        String status = text(make("/statuses", "Doomed"), "id");
        String other = text(make("/statuses", "Spared"), "id");
        List<String> there =
                Stream.generate(() -> prospect(account, team.person())).limit(3).toList();
        there.forEach(prospect -> setStatus(prospect, quoted(status)));
        String elsewhere = prospect(account, team.person());
        setStatus(elsewhere, quoted(other));
        int before = types().size();

        team.api().delete("/statuses/" + status).ok();

        assertThat(there)
                .allSatisfy(prospect ->
                        assertThat(context(prospect).path("statusId").isNull()).isTrue());
        assertThat(context(elsewhere).path("statusId").stringValue()).isEqualTo(other);
        JsonNode events = team.api().get("/events?afterSeq=" + before).ok().path("events");
        assertThat(texts(events, "type"))
                .containsExactly(
                        "prospect.statusChanged", "prospect.statusChanged", "prospect.statusChanged", "status.deleted");
        assertThat(events.valueStream()
                        .limit(3)
                        .map(event -> event.at("/data/prospect/externalId").stringValue()))
                .containsExactlyInAnyOrderElementsOf(there);
        assertThat(events.get(3).at("/data/status/name").stringValue()).isEqualTo("Doomed");
        assertThat(events.get(3).at("/data/status/createdAt").stringValue()).isNotBlank();
    }

    @Test
    @DisplayName("a tag and a status that many have are taken off all of them, more than are done at once")
    void deleteFromMany() {
        var account = team.account().link().id();
        var teamId = team.team().id();
        TagId tag = TagId.parse(text(make("/tags", "crowded"), "id")).orElseThrow();
        StatusId status =
                StatusId.parse(text(make("/statuses", "crowded"), "id")).orElseThrow();
        ContextChange both = ContextChange.NONE.addingTags(List.of(tag)).withStatus(status);
        List<ProfileId> people = IntStream.range(0, 600)
                .mapToObj(number -> SERVER.core()
                        .threads()
                        .open(teamId, account, Long.toString(7_000_000_000L + number))
                        .profileId())
                .toList();
        people.forEach(profile -> SERVER.core().updateContext().ofProfile(teamId, profile, both, null));
        long before = lastEvent().path("seq").longValue();

        team.api().delete("/statuses/" + status.text()).ok();
        team.api().delete("/tags/" + tag.text()).ok();

        assertThat(SERVER.core().people().getAll(teamId, people).values())
                .hasSize(600)
                .allSatisfy(person -> {
                    assertThat(person.context().tagIds()).isEmpty();
                    assertThat(person.context().statusId()).isNull();
                });
        JsonNode events =
                team.api().get("/events?limit=1000&afterSeq=" + before).ok().path("events");
        assertThat(texts(events, "type").stream().filter("prospect.statusChanged"::equals))
                .hasSize(600);
        assertThat(texts(events, "type"))
                .endsWith("status.deleted", "tag.deleted")
                .hasSize(602);
    }

    @Test
    @DisplayName("an event shows a tag as it was, whatever became of it")
    void tagEvents() {
        JsonNode tag = make("/tags", "Before", "red");
        team.api().patch("/tags/" + text(tag, "id"), "{\"name\":\"After\"}").ok();
        team.api().delete("/tags/" + text(tag, "id")).ok();

        JsonNode events = team.api().get("/events").ok().path("events");

        assertThat(events.valueStream().map(event -> event.at("/data/tag/name").stringValue()))
                .containsExactly("Before", "After", "After");
    }

    @Test
    @DisplayName("a team has 1,000 tags at most, and can make room")
    void tagLimit() {
        var tags = SERVER.core().tags();
        IntStream.range(0, 999).forEach(number -> tags.create(team.team().id(), "tag " + number, "red"));
        String last = text(make("/tags", "the thousandth"), "id");

        team.api().post("/tags", "{\"name\":\"one too many\"}").refused(422, "VALIDATION_ERROR");
        team.api().delete("/tags/" + last).ok();
        make("/tags", "now there is room");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"name\":\"\"}", "{\"name\":null}", "{\"name\":\"  \"}", "{\"name\":\"\\u0301\"}"})
    @DisplayName("a name is needed")
    void noName(String body) {
        for (String path : List.of("/tags", "/statuses")) {
            assertThat(team.api()
                            .post(path, body)
                            .refused(400, "BAD_REQUEST")
                            .path("message")
                            .stringValue())
                    .startsWith("name: ");
        }
    }

    private JsonNode make(String path, String name) {
        return make(path, name, "");
    }

    private JsonNode make(String path, String name, String color) {
        return team.api().post(path, """
                        {"name":"%s","color":"%s"}""", name, color).ok();
    }

    private String prospect(TestAccount account, XUser person) {
        String thread = team.thread(account, person);
        return team.api().get("/threads/" + thread).ok().path("prospectId").stringValue();
    }

    private JsonNode context(String prospect) {
        return team.api().get("/prospects/" + prospect).ok().path("context");
    }

    private List<String> tagsOf(String prospect) {
        List<String> tags = new ArrayList<>();
        context(prospect).path("tags").forEach(tag -> tags.add(tag.stringValue()));
        return tags;
    }

    private String setStatus(String prospect, String json) {
        return team.api()
                .patch("/prospects/" + prospect + "/context", "{\"statusId\":" + json + "}")
                .ok()
                .at("/context/statusId")
                .toString();
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private List<String> types() {
        return texts(team.api().get("/events?limit=1000").ok().path("events"), "type");
    }

    private JsonNode lastEvent() {
        long seq = SERVER.core().events().bounds(team.team().id()).lastSeq();
        return team.api()
                .get("/events?afterSeq=" + (seq - 1))
                .ok()
                .path("events")
                .get(0);
    }
}
