package io.openinbox.server.v2;

import static io.openinbox.server.support.Json.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.Api;
import io.openinbox.server.support.Contract;
import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Another team's ids behave exactly like ids that nothing has. */
final class ForeignTeamV2Test {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private static final Set<String> LISTS =
            Set.of("contacts.list", "threads.list", "accountLinks.list", "events.list");

    private static StoryV2 theirs;
    private static Api theirApi;
    private static Api api;

    @BeforeAll
    static void tell() {
        TestTeam team = SERVER.team();
        theirs = StoryV2.tell(team);
        theirApi = team.api().v2();
        api = SERVER.team().api().v2();
    }

    @TestFactory
    @DisplayName("an operation on another team's object finds nothing and changes nothing")
    Stream<DynamicTest> objects() {
        return Contract.V2.details().stream()
                .filter(operation -> operation.path().contains("{"))
                .map(operation -> DynamicTest.dynamicTest(operation.id(), () -> {
                    String query = Stream.of("scope", "emoji")
                            .filter(name -> operation.parameters().stream()
                                    .anyMatch(
                                            parameter -> text(parameter, "name").equals(name)))
                            .map(name -> "?" + name + "=" + (name.equals("scope") ? "self" : "%E2%9D%A4%EF%B8%8F"))
                            .findFirst()
                            .orElse("");
                    Api.Answer answer = api.send(
                            operation.method(),
                            theirs.path(operation.path(), Map.of()) + query,
                            foreignBody(operation.id()));
                    assertThat(answer.status()).as(answer.text()).isEqualTo(404);
                    assertThat(text(answer.json(), "code")).endsWith("NotFound");
                    assertThat(answer.text()).doesNotContain("hello there");
                }));
    }

    @Test
    @DisplayName("their objects are as they were")
    void unchanged() {
        JsonNode thread = theirApi.get("/threads/" + theirs.threadId()).ok();
        assertThat(thread.path("archived").booleanValue()).isFalse();
        assertThat(thread.path("unread").booleanValue()).isFalse();
        assertThat(theirApi.get("/contacts/" + theirs.contactId())
                        .ok()
                        .path("tagIds")
                        .get(0)
                        .stringValue())
                .isEqualTo(theirs.tagId());
    }

    @Test
    @DisplayName("their ids in a filter match nothing, and in a body are not found")
    void filtersAndBodies() {
        for (String filter : new String[] {
            "accountLinkId=" + theirs.account().id(),
            "contactId=" + theirs.contactId(),
            "assigneeId=" + theirs.memberId(),
            "tag=" + theirs.tagId(),
            "status=" + theirs.statusId(),
            "campaignId=" + theirs.threadId()
        }) {
            assertThat(api.get("/threads?folder=all&" + filter)
                            .ok()
                            .path("data")
                            .isEmpty())
                    .as(filter)
                    .isTrue();
        }
        assertThat(api.get("/contacts?platform=twitter&platformId="
                                + theirs.person().id())
                        .ok()
                        .path("data")
                        .isEmpty())
                .isTrue();
        api.post("/messages", """
                {"target":{"type":"thread","threadId":"%s"},"content":"x"}""", theirs.threadId()).refusedAs(404, "threadNotFound");
        api.post("/messages", """
                {"target":{"type":"contact","accountLinkId":"%s","contactId":"%s"},"content":"x"}""", theirs.account().id(), theirs.contactId()).refusedAs(404, "accountLinkNotFound");
    }

    @TestFactory
    @DisplayName("lists show nothing of another team")
    Stream<DynamicTest> lists() {
        return LISTS.stream()
                .map(id -> DynamicTest.dynamicTest(id, () -> {
                    String path = switch (id) {
                        case "contacts.list" ->
                            "/contacts?platform=twitter&username="
                                    + theirs.person().username();
                        case "threads.list" -> "/threads?folder=all";
                        case "accountLinks.list" -> "/account-links";
                        default -> "/events";
                    };
                    assertThat(api.get(path).ok().path("data").isEmpty()).isTrue();
                    assertThat(theirApi.get(path).ok().path("data").isEmpty()).isFalse();
                }));
    }

    /** Names nothing of theirs, so that only the path can be what is not found. */
    private static @Nullable String foreignBody(String operation) {
        return switch (operation) {
            case "contacts.update" -> "{\"notes\":\"n\"}";
            case "threads.update" -> "{\"archived\":true,\"unread\":true}";
            default -> theirs.body(operation);
        };
    }
}
