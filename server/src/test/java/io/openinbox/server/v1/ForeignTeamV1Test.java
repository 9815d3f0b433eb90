package io.openinbox.server.v1;

import static io.openinbox.server.support.Json.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.Api;
import io.openinbox.server.support.Contract;
import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another team's ids behave exactly like ids that nothing has. */
final class ForeignTeamV1Test {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private static StoryV1 theirs;
    private static StoryV1 own;
    private static Api theirApi;
    private static Api api;

    @BeforeAll
    static void tell() {
        TestTeam their = SERVER.team();
        theirs = StoryV1.tell(their);
        theirApi = their.api();
        TestTeam team = SERVER.team();
        own = StoryV1.tell(team);
        api = team.api();
    }

    @TestFactory
    @DisplayName("G4: an operation on another team's object finds nothing and changes nothing")
    Stream<DynamicTest> objects() {
        return Contract.V1.details().stream()
                .filter(operation -> operation.path().contains("{"))
                .map(operation -> DynamicTest.dynamicTest(operation.id(), () -> {
                    String before =
                            theirApi.get("/threads/" + theirs.threadId()).ok().toString();

                    Api.Answer answer = api.send(
                            operation.method(),
                            theirs.path(operation.path(), Map.of()),
                            own.body(operation.id()).orElse(null));

                    assertThat(answer.status()).as(answer.text()).isEqualTo(404);
                    assertThat(text(answer.json().path("error"), "code")).endsWith("_NOT_FOUND");
                    assertThat(answer.text()).doesNotContain(StoryV1.SAID);
                    assertThat(theirApi.get("/threads/" + theirs.threadId())
                                    .ok()
                                    .toString())
                            .isEqualTo(before);
                }));
    }

    @TestFactory
    @DisplayName("G4: another team's message is not found below a thread of our own")
    Stream<DynamicTest> messages() {
        return Contract.V1.details().stream()
                .filter(operation -> operation.path().contains("{messageId}"))
                .map(operation -> DynamicTest.dynamicTest(
                        operation.id(),
                        () -> api.send(
                                        operation.method(),
                                        own.path(operation.path(), Map.of("messageId", theirs.messageId())),
                                        own.body(operation.id()).orElse(null))
                                .refused(404, "MESSAGE_NOT_FOUND")));
    }

    @Test
    @DisplayName("G4: another team's ids in a body are not found")
    void bodies() {
        String accountAndPerson =
                """
                {"accountLinkId":"%s","externalPlatformId":"%s","content":"hi"}""".formatted(theirs.account().id(), theirs.person().id());
        api.send("POST", "/threads", accountAndPerson).refused(404, "ACCOUNT_LINK_NOT_FOUND");
        api.send("POST", "/threads/messages", accountAndPerson).refused(404, "ACCOUNT_LINK_NOT_FOUND");
        String ownAccount = """
                {"accountLinkId":"%s","externalId":"%s","content":"hi"}""".formatted(own.account().id(), theirs.prospectId());
        api.send("POST", "/threads", ownAccount).refused(404, "PROSPECT_NOT_FOUND");
        api.send("POST", "/threads/messages", ownAccount).refused(404, "PROSPECT_NOT_FOUND");
        api.patch("/threads/" + own.threadId(), "{\"assigneeId\":\"%s\"}", theirs.memberId())
                .refused(404, "MEMBER_NOT_FOUND");
        String context = "/prospects/" + own.prospectId() + "/context";
        api.patch(context, "{\"addTags\":[\"%s\"]}", theirs.tagId()).refused(404, "TAG_NOT_FOUND");
        api.patch(context, "{\"statusId\":\"%s\"}", theirs.statusId()).refused(404, "STATUS_NOT_FOUND");
        api.patch(context, "{\"assigneeId\":\"%s\"}", theirs.memberId()).refused(404, "MEMBER_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/members", "/account-links", "/threads?inbox=all", "/tags", "/statuses", "/events", "/team"})
    @DisplayName("G4: lists show nothing of another team")
    void lists(String path) {
        String shown = api.get(path).ok().toString();

        assertThat(theirApi.get(path).ok().toString())
                .containsAnyOf(
                        theirs.memberId(),
                        theirs.account().id(),
                        theirs.threadId(),
                        theirs.tagId(),
                        theirs.statusId(),
                        "Team team-");
        for (String id : new String[] {
            theirs.memberId(),
            theirs.account().id(),
            theirs.threadId(),
            theirs.prospectId(),
            theirs.tagId(),
            theirs.statusId(),
            theirs.messageId()
        }) {
            assertThat(shown).doesNotContain(id);
        }
    }

    @Test
    @DisplayName("G4: look-ups and filters with another team's ids find nothing")
    void lookUps() {
        assertThat(api.get("/prospects/lookup?platformId=%s", theirs.person().id())
                        .ok()
                        .isNull())
                .isTrue();
        assertThat(api.get(
                                "/threads/lookup?accountLinkId=%s&externalPlatformId=%s",
                                theirs.account().id(), theirs.person().id())
                        .ok()
                        .isNull())
                .isTrue();
        assertThat(api.get(
                                "/threads/lookup-by-username?username=%s",
                                theirs.person().username())
                        .ok())
                .isEmpty();
        assertThat(api.get(
                                "/threads?inbox=all&accountLinkIds=%s",
                                theirs.account().id())
                        .ok()
                        .path("threads"))
                .isEmpty();
    }
}
