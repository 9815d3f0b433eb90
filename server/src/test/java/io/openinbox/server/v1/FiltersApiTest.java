package io.openinbox.server.v1;

import static io.openinbox.server.support.Json.text;
import static io.openinbox.server.support.Json.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.server.support.TestTeam.TestAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Which threads a list shows, by what the team says of their prospects. */
final class FiltersApiTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private TestTeam team;
    private TestAccount account;

    @BeforeEach
    void makeTeam() {
        team = SERVER.team();
        account = team.account();
    }

    @Test
    @DisplayName("F2: threads are selected by their prospects' tags; several ids are alternatives; or none at all")
    void tags() {
        String hot = made("/tags", "hot");
        String cold = made("/tags", "cold");
        String both = thread("{\"addTags\":[\"" + hot + "\",\"" + cold + "\"]}");
        String onlyHot = thread("{\"addTags\":[\"" + hot + "\"]}");
        String onlyCold = thread("{\"addTags\":[\"" + cold + "\"]}");
        String bare = thread("{}");

        assertThat(list("filters[tags][selectedIds][0]=" + hot)).containsExactlyInAnyOrder(both, onlyHot);
        assertThat(list("filters[tags][selectedIds][0]=" + hot + "&filters[tags][selectedIds][5]=" + cold))
                .containsExactlyInAnyOrder(both, onlyHot, onlyCold);
        assertThat(list("filters[tags][noTags]=true")).containsExactly(bare);
        assertThat(list("filters[tags][noTags]=false")).hasSize(4);
        assertThat(list("filters[tags][selectedIds][]=" + hot + "&filters[tags][noTags]=true"))
                .containsExactlyInAnyOrder(both, onlyHot, bare);
    }

    @Test
    @DisplayName("F7: a status filter gives a board's columns; together they are the view")
    void columns() {
        String first = made("/statuses", "New");
        String second = made("/statuses", "Won");
        List<String> all = new ArrayList<>();
        for (String status : List.of(first, second, first)) {
            all.add(thread("{\"statusId\":\"" + status + "\",\"valuation\":100}"));
        }
        all.add(thread("{}"));

        List<String> columns = new ArrayList<>();
        columns.addAll(list("filters[statuses][selectedIds][0]=" + first));
        assertThat(columns).containsExactlyInAnyOrder(all.get(0), all.get(2));
        columns.addAll(list("filters[statuses][selectedIds][0]=" + second));
        columns.addAll(list("filters[statuses][noStatus]=true"));
        assertThat(columns)
                .containsExactlyInAnyOrderElementsOf(list("inbox=default"))
                .hasSize(4);
    }

    @Test
    @DisplayName("G3: threads are filtered by assignee, the effective one, or by having none")
    void assignees() {
        String member = team.owner().id().text();
        String other = team.addMember().id().text();
        String own = thread("{}");
        team.api()
                .patch("/threads/" + own, "{\"assigneeId\":\"" + member + "\"}")
                .ok();
        String byDefault = thread("{\"assigneeId\":\"" + member + "\"}");
        String others = thread("{\"assigneeId\":\"" + other + "\"}");
        String nobodys = thread("{}");

        assertThat(list("filters[assignees][selectedIds]=" + member)).containsExactlyInAnyOrder(own, byDefault);
        assertThat(list("filters[assignees][noAssignee]=true")).containsExactly(nobodys);
        assertThat(list("filters[assignees][noAssignee]=true&filters[assignees][selectedIds]=" + other))
                .containsExactlyInAnyOrder(nobodys, others);
        assertThat(list("filters[assignees][selectedIds]="
                        + team.owner().userId().text()))
                .isEmpty();
    }

    @Test
    @DisplayName("K3: tags and statuses together narrow; so do accounts and views")
    void together() {
        String tag = made("/tags", "hot");
        String status = made("/statuses", "New");
        String fits = thread("{\"addTags\":[\"" + tag + "\"],\"statusId\":\"" + status + "\"}");
        thread("{\"addTags\":[\"" + tag + "\"]}");
        thread("{\"statusId\":\"" + status + "\"}");
        String filter = "filters[tags][selectedIds][0]=" + tag + "&filters[statuses][selectedIds][0]=" + status;

        assertThat(list(filter)).containsExactly(fits);
        assertThat(list(filter + "&accountLinkIds=" + account.id())).containsExactly(fits);
        assertThat(list(filter + "&accountLinkIds=" + team.account().id())).isEmpty();
        assertThat(list(filter + "&inbox=archived")).isEmpty();
        team.api().patch("/threads/" + fits, "{\"done\":true}").ok();
        assertThat(list(filter + "&inbox=archived")).containsExactly(fits);
    }

    @Test
    @DisplayName("a filter as JSON text, in brackets and percent-encoded asks the same")
    void forms() {
        String tag = made("/tags", "hot");
        String fits = thread("{\"addTags\":[\"" + tag + "\"]}");
        thread("{}");

        Stream.of(
                        "filters[tags][selectedIds][0]=" + tag,
                        "filters%5Btags%5D%5BselectedIds%5D%5B0%5D=" + tag,
                        "filters[tags][selectedIds]=" + tag,
                        "filters={\"tags\":{\"selectedIds\":[\"" + tag + "\"]}}",
                        "filters={\"tags\":{\"selectedIds\":[null,\"" + tag
                                + "\"],\"noTags\":false},\"sortOrder\":\"\"}",
                        "filters[tags]={\"selectedIds\":[\"" + tag + "\"]}",
                        "filters[tags][selectedIds]=[\"" + tag + "\"]")
                .forEach(form -> assertThat(list(form)).as(form).containsExactly(fits));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "filters={\"tags\":{\"selectedIds\":[null]}}",
                "filters={}",
                "filters=",
                "filters=null",
                "filters[tags][selectedIds]=",
                "filters[campaigns][noCampaign]=true",
                "filters[campaigns][selectedIds][0]=&filters[sortOrder]=",
                "accountLinkIds=[null]&cursor={}"
            })
    @DisplayName("what is present and empty narrows nothing")
    void empty(String query) {
        String thread = thread("{}");

        assertThat(list(query)).containsExactly(thread);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tags", "statuses", "assignees", "campaigns"})
    @DisplayName("an unknown id, a malformed one and another team's match nothing")
    void unknown(String name) {
        TestTeam other = SERVER.team();
        String foreign = switch (name) {
            case "tags" -> text(other.api().post("/tags", "{\"name\":\"t\"}").ok(), "id");
            case "statuses" ->
                text(other.api().post("/statuses", "{\"name\":\"t\"}").ok(), "id");
            default -> other.owner().id().text();
        };
        thread("{}");

        for (String id : List.of(foreign, "z".repeat(24), "12345", "NO-ID")) {
            assertThat(list("filters[" + name + "][selectedIds][0]=" + id)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "filters[tags][noTags]=maybe",
                "filters[statuses][noStatus]=1",
                "filters[assignees]=someone",
                "filters[sortOrder]=up",
                "filters=text",
                "filters={\"tags\":",
                "filters[tags][selectedIds][a]=b"
            })
    @DisplayName("a filter that cannot be understood is refused by its name")
    void malformed(String query) {
        assertThat(team.api()
                        .get("/threads?" + escaped(query))
                        .refused(400, "BAD_REQUEST")
                        .path("message")
                        .stringValue())
                .startsWith("filters");
    }

    @Test
    @DisplayName("filtered pages follow one another without gap or repetition, in both orders")
    void pages() {
        String tag = made("/tags", "hot");
        List<String> fits = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            fits.add(thread("{\"addTags\":[\"" + tag + "\"]}"));
            thread("{}");
        }

        List<String> descending = walk("filters[tags][selectedIds][0]=" + tag + "&limit=3");
        assertThat(descending).containsExactlyInAnyOrderElementsOf(fits).doesNotHaveDuplicates();
        assertThat(walk("filters[tags][selectedIds][0]=" + tag + "&limit=3&filters[sortOrder]=asc"))
                .containsExactlyElementsOf(descending.reversed());
    }

    @Test
    @DisplayName("E4: a name finds its threads over all accounts, in any case, with or without @")
    void byUsername() {
        var person = team.person();
        String one = team.thread(account, person);
        TestAccount second = team.account();
        team.receive(second, person, "hi");
        String other = text(
                team.api()
                        .get("/threads/lookup?accountLinkId=%s&externalPlatformId=%s", second.id(), person.id())
                        .ok(),
                "id");
        thread("{}");
        String name = person.username();

        for (String form : List.of(name, "@" + name, name.toUpperCase(Locale.ROOT), " @" + name + " ")) {
            assertThat(texts(
                            team.api()
                                    .get("/threads/lookup-by-username?username=%s", form)
                                    .ok(),
                            "id"))
                    .as(form)
                    .containsExactlyInAnyOrder(one, other);
        }
        assertThat(texts(
                        team.api()
                                .get("/threads/lookup-by-username?username=%s&accountLinkIds=%s", name, second.id())
                                .ok(),
                        "id"))
                .containsExactly(other);
        assertThat(team.api()
                        .get("/threads/lookup-by-username?username=%s", name.substring(1))
                        .ok())
                .isEmpty();
        assertThat(SERVER.team()
                        .api()
                        .get("/threads/lookup-by-username?username=%s", name)
                        .ok())
                .isEmpty();
        assertThat(team.api()
                        .get("/threads/lookup-by-username")
                        .refused(400, "BAD_REQUEST")
                        .path("message")
                        .stringValue())
                .startsWith("username: ");
    }

    private String made(String path, String name) {
        return text(team.api().post(path, "{\"name\":\"" + name + "\"}").ok(), "id");
    }

    /** A thread with a new prospect of whom the team says this. */
    private String thread(String context) {
        String thread = team.thread(account, team.person());
        String prospect = text(team.api().get("/threads/" + thread).ok(), "prospectId");
        team.api().send("PATCH", "/prospects/" + prospect + "/context", context).ok();
        return thread;
    }

    private List<String> list(String query) {
        return texts(team.api().get("/threads?" + escaped(query)).ok().path("threads"), "id");
    }

    private List<String> walk(String query) {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        while (true) {
            JsonNode page =
                    team.api().get("/threads?" + escaped(query) + cursor).ok();
            ids.addAll(texts(page.path("threads"), "id"));
            JsonNode next = page.path("nextCursor");
            if (next.isNull()) {
                return ids;
            }
            cursor = "&cursorId=" + text(next, "id") + "&cursorTimestamp=" + text(next, "timestamp");
        }
    }

    /** Brackets may go as they are; what the client's address cannot hold is escaped. */
    private static String escaped(String query) {
        return query.replace("[", "%5B")
                .replace("]", "%5D")
                .replace("{", "%7B")
                .replace("}", "%7D")
                .replace("\"", "%22");
    }
}
