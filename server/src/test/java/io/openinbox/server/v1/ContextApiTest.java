package io.openinbox.server.v1;

import static io.openinbox.server.support.Json.text;
import static io.openinbox.server.support.Json.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.Api;
import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.server.support.TestTeam.TestAccount;
import io.openinbox.simulator.x.XUser;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the team says about a prospect. */
@ParameterizedClass
@ValueSource(strings = {"x", "twitter"})
final class ContextApiTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private final TestTeam team;
    private final TestAccount account;
    private final XUser person;
    private final String thread;
    private final String prospect;

    ContextApiTest(String xName) {
        team = SERVER.team(xName);
        account = team.account();
        person = team.person();
        thread = team.thread(account, person);
        prospect = text(team.api().get("/threads/" + thread).ok(), "prospectId");
    }

    @Test
    @DisplayName("D4: notes, valuation, tags and status are set, kept and cleared one by one")
    void context() {
        String tag = tag("one");
        String other = tag("two");
        String status = status("New");
        int before = lastSeq();

        JsonNode all = update("""
                {"notes":"met in Rome","valuation":1250.5,"addTags":["%s"],"statusId":"%s"}""".formatted(tag, status));
        assertThat(all.at("/context/notes").stringValue()).isEqualTo("met in Rome");
        assertThat(all.at("/context/valuation").decimalValue()).isEqualByComparingTo("1250.5");
        assertThat(all.at("/context/statusId").stringValue()).isEqualTo(status);
        assertThat(tags(all)).containsExactly(tag);
        assertThat(typesAfter(before))
                .containsExactly(
                        "prospect.statusChanged",
                        "prospect.tagsChanged",
                        "prospect.notesChanged",
                        "prospect.valuationChanged");

        before = lastSeq();
        JsonNode cleared = update("{\"notes\":null}");
        assertThat(cleared.at("/context/notes").isNull()).isTrue();
        assertThat(cleared.at("/context/valuation").decimalValue()).isEqualByComparingTo("1250.5");
        assertThat(cleared.at("/context/statusId").stringValue()).isEqualTo(status);
        assertThat(tags(cleared)).containsExactly(tag);
        assertThat(typesAfter(before)).containsExactly("prospect.notesChanged");

        before = lastSeq();
        assertThat(tags(update("{\"addTags\":[\"" + other + "\"]}"))).containsExactly(tag, other);
        assertThat(typesAfter(before)).containsExactly("prospect.tagsChanged");
        assertThat(team.api().get("/prospects/" + prospect).ok().at("/context/threads"))
                .isEqualTo(cleared.at("/context/threads"));
    }

    @Test
    @DisplayName("D4: what an event says changed is what it was right then")
    void eventsKeepTheirValues() {
        String tag = tag("one");
        String status = status("New");
        int before = lastSeq();
        update("{\"notes\":\"first\",\"valuation\":1,\"addTags\":[\"" + tag + "\"],\"statusId\":\"" + status + "\"}");
        update("{\"notes\":\"second\",\"valuation\":null,\"removeTags\":[\"" + tag + "\"],\"statusId\":null}");

        JsonNode events = eventsAfter(before);

        assertThat(events.size()).isEqualTo(8);
        JsonNode firstStatus = events.get(0).at("/data/prospect/context");
        assertThat(firstStatus.path("statusId").stringValue()).isEqualTo(status);
        assertThat(events.get(1).at("/data/prospect/context/tags/0").stringValue())
                .isEqualTo(tag);
        assertThat(events.get(2).at("/data/prospect/context/notes").stringValue())
                .isEqualTo("first");
        assertThat(events.get(3).at("/data/prospect/context/valuation").decimalValue())
                .isEqualByComparingTo("1");
        assertThat(events.get(4).at("/data/prospect/context/statusId").isNull()).isTrue();
        assertThat(events.get(5).at("/data/prospect/context/tags").isEmpty()).isTrue();
        assertThat(events.get(6).at("/data/prospect/context/notes").stringValue())
                .isEqualTo("second");
        assertThat(events.get(7).at("/data/prospect/context/valuation").isNull())
                .isTrue();
    }

    @Test
    @DisplayName("D4: no event without a change")
    void nothingChanged() {
        String tag = tag("one");
        update("{\"notes\":\"same\",\"valuation\":10,\"addTags\":[\"" + tag + "\"]}");
        int before = lastSeq();

        update("{\"notes\":\"same\",\"valuation\":10.00,\"addTags\":[\"" + tag + "\"],\"statusId\":null,"
                + "\"assigneeId\":null,\"done\":false}");
        update("{}");
        update("{\"removeTags\":[\"" + tag("never put on") + "\"],\"addTags\":[],\"statusId\":\"\"}");

        assertThat(typesAfter(before)).containsExactly("tag.created");
    }

    @Test
    @DisplayName("D4: an empty note clears; a tag both put on and taken off is off")
    void edges() {
        String tag = tag("one");
        update("{\"notes\":\"text\"}");

        JsonNode after = update("{\"notes\":\"\",\"addTags\":[\"%1$s\"],\"removeTags\":[\"%1$s\"]}".formatted(tag));

        assertThat(after.at("/context/notes").isNull()).isTrue();
        assertThat(tags(after)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"notes\":\"n\",\"addTags\":[\"%s\"]}|404|TAG_NOT_FOUND",
                "{\"notes\":\"n\",\"removeTags\":[\"%s\"]}|404|TAG_NOT_FOUND",
                "{\"notes\":\"n\",\"statusId\":\"%s\"}|404|STATUS_NOT_FOUND",
                "{\"notes\":\"n\",\"assigneeId\":\"%s\"}|404|MEMBER_NOT_FOUND",
                "{\"notes\":\"n\",\"valuation\":1e300}|422|VALIDATION_ERROR",
                "{\"notes\":\"n\",\"valuation\":\"10\"}|400|BAD_REQUEST",
                "{\"notes\":7}|400|BAD_REQUEST",
                "{\"notes\":\"n\",\"done\":\"yes\"}|400|BAD_REQUEST"
            })
    @DisplayName("D4: when any part is refused, nothing is written")
    void allOrNothing(String body, int status, String code) {
        int before = lastSeq();

        team.api()
                .patch("/prospects/" + prospect + "/context", body.replace("%s", "q".repeat(24)))
                .refused(status, code);

        assertThat(team.api()
                        .get("/prospects/" + prospect)
                        .ok()
                        .at("/context/notes")
                        .isNull())
                .isTrue();
        assertThat(typesAfter(before)).isEmpty();
    }

    @Test
    @DisplayName("D4: another team's tag, status, member and prospect are unknown here")
    void otherTeams() {
        TestTeam other = SERVER.team();
        String foreignTag =
                text(other.api().post("/tags", "{\"name\":\"theirs\"}").ok(), "id");
        String foreignStatus =
                text(other.api().post("/statuses", "{\"name\":\"theirs\"}").ok(), "id");
        String path = "/prospects/" + prospect + "/context";

        team.api().patch(path, "{\"addTags\":[\"" + foreignTag + "\"]}").refused(404, "TAG_NOT_FOUND");
        team.api().patch(path, "{\"statusId\":\"" + foreignStatus + "\"}").refused(404, "STATUS_NOT_FOUND");
        team.api()
                .patch(path, "{\"assigneeId\":\"" + other.owner().id().text() + "\"}")
                .refused(404, "MEMBER_NOT_FOUND");
        other.api().patch(path, "{\"notes\":\"n\"}").refused(404, "PROSPECT_NOT_FOUND");
    }

    @Test
    @DisplayName("E4: the assignee of a prospect is the one of all their threads, their own notwithstanding")
    void assignee() {
        TestAccount second = team.account();
        String otherThread = team.thread(second, person);
        String first = team.owner().id().text();
        String other = team.addMember().id().text();
        team.api()
                .patch("/threads/" + otherThread, "{\"assigneeId\":\"" + other + "\"}")
                .ok();
        int before = lastSeq();

        update("{\"assigneeId\":\"" + first + "\"}");

        assertThat(assigneeOf(thread)).contains(first);
        assertThat(assigneeOf(otherThread)).contains(first);
        assertThat(typesAfter(before)).containsExactly("thread.assigned", "thread.assigned");

        before = lastSeq();
        update("{\"assigneeId\":\"" + first + "\"}");
        assertThat(typesAfter(before)).isEmpty();

        update("{\"assigneeId\":null}");
        assertThat(assigneeOf(thread)).isEmpty();
        assertThat(assigneeOf(otherThread)).isEmpty();
        assertThat(typesAfter(before)).containsExactly("thread.unassigned", "thread.unassigned");
    }

    @Test
    @DisplayName("E4: a thread opened later has the prospect's assignee; nobody of its own is kept apart from it")
    void laterThreads() {
        String first = team.owner().id().text();
        update("{\"assigneeId\":\"" + first + "\"}");

        String opened = team.thread(team.account(), person);
        assertThat(assigneeOf(opened)).contains(first);
        TestAccount third = team.account();
        team.receive(third, person, "hi");
        String received = team.api()
                .get("/threads/lookup?accountLinkId=%s&externalId=%s", third.id(), prospect)
                .ok()
                .path("id")
                .stringValue();
        assertThat(assigneeOf(received)).contains(first);

        team.api().patch("/threads/" + opened, "{\"assigneeId\":null}").ok();
        assertThat(assigneeOf(opened)).isEmpty();
        assertThat(assigneeOf(received)).contains(first);
    }

    @Test
    @DisplayName("E4: done archives all threads of the prospect, and tells of those it moved")
    void done() {
        String otherThread = team.thread(team.account(), person);
        team.api().patch("/threads/" + otherThread, "{\"done\":true}").ok();
        int before = lastSeq();

        update("{\"done\":true}");
        assertThat(isDone(thread)).isTrue();
        assertThat(isDone(otherThread)).isTrue();
        assertThat(typesAfter(before)).containsExactly("thread.archived");

        before = lastSeq();
        update("{\"done\":false}");
        assertThat(isDone(thread)).isFalse();
        assertThat(isDone(otherThread)).isFalse();
        assertThat(typesAfter(before)).containsExactly("thread.unarchived", "thread.unarchived");
    }

    @Test
    @DisplayName("K3: tags and status in one update are two events of one write")
    void together() {
        String tag = tag("one");
        String status = status("New");
        int before = lastSeq();

        update("{\"addTags\":[\"" + tag + "\"],\"statusId\":\"" + status + "\"}");

        JsonNode events = eventsAfter(before);
        assertThat(texts(events, "type")).containsExactly("prospect.statusChanged", "prospect.tagsChanged");
        assertThat(texts(events, "timestamp").stream().distinct()).hasSize(1);
    }

    @Test
    @DisplayName("F5: a prospect has many tags and one status; setting one leaves the other alone")
    void manyTagsOneStatus() {
        List<String> tags = List.of(tag("one"), tag("two"));
        String first = status("New");
        String second = status("Won");
        update("{\"addTags\":[\"" + String.join("\",\"", tags) + "\"],\"statusId\":\"" + first + "\"}");

        JsonNode after = update("{\"statusId\":\"" + second + "\"}");

        assertThat(tags(after)).containsExactlyElementsOf(tags);
        assertThat(after.at("/context/statusId").stringValue()).isEqualTo(second);
    }

    @Test
    @DisplayName("K1: a platform's id is no id of a prospect")
    void platformId() {
        team.api()
                .patch("/prospects/" + person.id() + "/context", "{\"notes\":\"n\"}")
                .refused(404, "PROSPECT_NOT_FOUND");
    }

    @Test
    @DisplayName("many changes at once leave every tag on, and a deletion in the midst leaves none of its tag behind")
    void concurrent() throws Exception {
        List<String> tags =
                IntStream.range(0, 8).mapToObj(number -> tag("tag " + number)).toList();
        String doomed = tag("doomed");
        Api api = team.api();
        Stream<Callable<Integer>> adding = tags.stream()
                .map(tag -> () -> api.patch(
                                "/prospects/" + prospect + "/context",
                                "{\"addTags\":[\"" + tag + "\",\"" + doomed + "\"]}")
                        .status());
        Callable<Integer> deleting = () -> api.delete("/tags/" + doomed).status();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> answers = threads
                    .invokeAll(Stream.concat(adding, Stream.of(deleting)).toList())
                    .stream()
                    .map(Future::resultNow)
                    .toList();
            assertThat(answers).isSubsetOf(200, 404).last().isEqualTo(200);
        }

        tags.forEach(tag -> update("{\"addTags\":[\"" + tag + "\"]}"));
        assertThat(tags(team.api().get("/prospects/" + prospect).ok())).containsExactlyInAnyOrderElementsOf(tags);
    }

    @Test
    @DisplayName("a thread's settings: whether typing is shown, or as the team has it")
    void settings() {
        String path = "/threads/" + thread + "/settings";

        JsonNode off =
                team.api().patch(path, "{\"typingIndicatorsEnabled\":false}").ok();
        assertThat(text(off, "threadId")).isEqualTo(thread);
        assertThat(off.path("typingIndicatorsEnabled").booleanValue()).isFalse();
        assertThat(team.api().patch(path, "{}").ok()).isEqualTo(off);
        assertThat(team.api()
                        .get("/threads/" + thread)
                        .ok()
                        .path("typingIndicatorsEnabled")
                        .booleanValue())
                .isFalse();
        assertThat(team.api()
                        .patch(path, "{\"typingIndicatorsEnabled\":null}")
                        .ok()
                        .path("typingIndicatorsEnabled")
                        .isNull())
                .isTrue();
        assertThat(team.api()
                        .patch(path, "{\"typingIndicatorsEnabled\":\"on\"}")
                        .refused(400, "BAD_REQUEST")
                        .path("message")
                        .stringValue())
                .startsWith("typingIndicatorsEnabled: ");
    }

    private JsonNode update(String body) {
        return team.api()
                .send("PATCH", "/prospects/" + prospect + "/context", body)
                .ok();
    }

    private String tag(String name) {
        return text(team.api().post("/tags", "{\"name\":\"" + name + "\"}").ok(), "id");
    }

    private String status(String name) {
        return text(team.api().post("/statuses", "{\"name\":\"" + name + "\"}").ok(), "id");
    }

    private static List<String> tags(JsonNode shown) {
        return shown.at("/context/tags")
                .valueStream()
                .map(JsonNode::stringValue)
                .toList();
    }

    private Optional<String> assigneeOf(String id) {
        JsonNode assignee = team.api().get("/threads/" + id).ok().path("assigneeId");
        return assignee.isNull() ? Optional.empty() : Optional.of(assignee.stringValue());
    }

    private boolean isDone(String id) {
        return team.api().get("/threads/" + id).ok().path("done").booleanValue();
    }

    private int lastSeq() {
        JsonNode page = team.api().get("/events?limit=1000").ok();
        return page.path("lastSeq").intValue();
    }

    private JsonNode eventsAfter(int seq) {
        return team.api().get("/events?limit=1000&afterSeq=" + seq).ok().path("events");
    }

    private List<String> typesAfter(int seq) {
        return texts(eventsAfter(seq), "type");
    }
}
