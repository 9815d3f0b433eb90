package io.openinbox.server.v1;

import static io.openinbox.server.support.Json.platforms;
import static io.openinbox.server.support.Json.text;
import static io.openinbox.server.support.Json.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.server.support.TestTeam.TestAccount;
import io.openinbox.simulator.x.XUser;
import io.openinbox.team.Member;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@ParameterizedClass
@ValueSource(strings = {"x", "twitter"})
final class ThreadsApiTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private final String xName;
    private final TestTeam team;
    private final TestAccount account;
    private final XUser person;

    ThreadsApiTest(String xName) {
        this.xName = xName;
        team = SERVER.team(xName);
        account = team.account();
        person = team.person();
    }

    @Test
    @DisplayName("B1: a thread is a conversation between an account link and a prospect")
    void open() {
        JsonNode thread = open(account, person);

        assertThat(text(thread, "accountLinkId")).isEqualTo(account.id());
        assertThat(text(thread.path("prospect"), "platformId")).isEqualTo(person.id());
        assertThat(text(thread, "status")).isEqualTo("active");
        assertThat(text(thread, "variant")).isEqualTo("unencrypted");
        assertThat(thread.path("isRequest").booleanValue()).isFalse();
        assertThat(thread.path("lastMessage").isNull()).isTrue();
        assertThat(text(thread, "computedSortTimestamp")).isEqualTo(text(thread, "createdAt"));
        assertThat(text(thread, "prospectId")).isEqualTo(text(thread.path("prospect"), "externalId"));
        assertThat(platforms(thread)).containsOnly(xName).hasSize(2);
        assertThat(team.api().get("/threads/" + text(thread, "id")).ok()).isEqualTo(thread);
    }

    @Test
    @DisplayName("B2: there is one thread for each prospect and account, also when many ask at once")
    void oneThread() throws Exception {
        String id = text(open(account, person), "id");

        assertThat(text(open(account, person), "id")).isEqualTo(id);
        XUser other = team.person();
        Callable<String> opening = () -> text(open(account, other), "id");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Set<String> ids = threads
                    .invokeAll(IntStream.range(0, 20).mapToObj(i -> opening).toList())
                    .stream()
                    .map(Future::resultNow)
                    .collect(Collectors.toSet());
            assertThat(ids).hasSize(1).doesNotContain(id);
        }
        assertThat(quickSend(account, person)).isEqualTo(id);
        assertThat(quickSend(team.account(), person)).isNotEqualTo(id);
    }

    @Test
    @DisplayName("B1: a prospect can be named by our id as well; two ids that name two people are refused")
    void openByExternalId() {
        JsonNode thread = open(account, person);
        String prospect = text(thread, "prospectId");
        TestAccount second = team.account();

        JsonNode other = team.api()
                .post("/threads", "{\"accountLinkId\":\"%s\",\"externalId\":\"%s\"}", second.id(), prospect)
                .ok();

        assertThat(text(other, "prospectId")).isEqualTo(prospect);
        assertThat(text(other, "id")).isNotEqualTo(text(thread, "id"));
        team.api()
                .post(
                        "/threads",
                        "{\"accountLinkId\":\"%s\",\"externalId\":\"%s\",\"externalPlatformId\":\"%s\"}",
                        second.id(),
                        prospect,
                        team.person().id())
                .refused(422, "VALIDATION_ERROR");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                  | 400 | BAD_REQUEST
            {"externalPlatformId":"1"}                                          | 400 | BAD_REQUEST
            {"accountLinkId":"ACCOUNT"}                                         | 400 | BAD_REQUEST
            {"accountLinkId":"ACCOUNT","externalPlatformId":""}                 | 400 | BAD_REQUEST
            {"accountLinkId":"ACCOUNT","externalPlatformId":1}                  | 400 | BAD_REQUEST
            {"accountLinkId":"ACCOUNT","externalPlatformId":"1","platform":"y"} | 400 | BAD_REQUEST
            {"accountLinkId":"nobody","externalPlatformId":"1"}                 | 404 | ACCOUNT_LINK_NOT_FOUND
            {"accountLinkId":"a0000000000000000000000a","externalPlatformId":"1"} | 404 | ACCOUNT_LINK_NOT_FOUND
            {"accountLinkId":"ACCOUNT","externalId":"nobody"}                   | 404 | PROSPECT_NOT_FOUND
            {"accountLinkId":"ACCOUNT","externalId":"p00000000000000000000000"} | 404 | PROSPECT_NOT_FOUND
            """)
    void opening_a_thread_needs_an_account_and_a_prospect(String body, int status, String code) {
        team.api().post("/threads", body.replace("ACCOUNT", account.id())).refused(status, code);
    }

    @Test
    @DisplayName("B3, G2: threads are assigned to members of the team, by member id")
    void assign() {
        String id = text(open(account, person), "id");
        Member member = team.addMember();

        JsonNode assigned = team.api()
                .patch("/threads/" + id, "{\"assigneeId\":\"%s\"}", member.id())
                .ok();
        assertThat(text(assigned, "assigneeId")).isEqualTo(member.id().text());
        assertThat(text(assigned, "assignedToMemberId")).isEqualTo(member.id().text());
        assertThat(text(
                        team.api()
                                .patch("/threads/" + id, "{\"assigneeId\":\"\"}")
                                .ok(),
                        "assigneeId"))
                .isEqualTo(member.id().text());

        JsonNode cleared =
                team.api().patch("/threads/" + id, "{\"assigneeId\":null}").ok();
        assertThat(cleared.path("assigneeId").isNull()).isTrue();

        String foreign = SERVER.team().addMember().id().text();
        for (String nobody : List.of(member.userId().text(), foreign, "nobody", "12345")) {
            team.api()
                    .patch("/threads/" + id, "{\"assigneeId\":\"%s\"}", nobody)
                    .refused(404, "MEMBER_NOT_FOUND");
        }
        assertThat(events("thread.assigned", "thread.unassigned"))
                .containsExactly("thread.assigned", "thread.unassigned");
    }

    @Test
    @DisplayName("B4: done archives a thread and brings it back")
    void done() {
        String id = text(open(account, person), "id");

        assertThat(team.api()
                        .patch("/threads/" + id, "{\"done\":true}")
                        .ok()
                        .path("done")
                        .booleanValue())
                .isTrue();
        assertThat(view("default")).doesNotContain(id);
        assertThat(view("archived")).contains(id);
        // Nothing changes, so nothing happens.
        team.api().patch("/threads/" + id, "{\"done\":true}").ok();
        team.api().patch("/threads/" + id, "{\"done\":null}").ok();
        team.api().send("PATCH", "/threads/" + id, null).ok();

        assertThat(team.api()
                        .patch("/threads/" + id, "{\"done\":false}")
                        .ok()
                        .path("done")
                        .booleanValue())
                .isFalse();
        assertThat(view("default")).contains(id);
        assertThat(view("archived")).doesNotContain(id);
        assertThat(events("thread.archived", "thread.unarchived"))
                .containsExactly("thread.archived", "thread.unarchived");
        team.api().patch("/threads/" + id, "{\"done\":\"yes\"}").refused(400, "BAD_REQUEST");
    }

    @Test
    @DisplayName("a deleted thread answers with no body, and is gone")
    void delete() {
        String id = text(open(account, person), "id");

        var answer = team.api().delete("/threads/" + id);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEmpty();
        team.api().get("/threads/" + id).refused(404, "THREAD_NOT_FOUND");
        team.api().patch("/threads/" + id, "{\"done\":true}").refused(404, "THREAD_NOT_FOUND");
        team.api().get("/threads/" + id + "/messages").refused(404, "THREAD_NOT_FOUND");
        team.api().delete("/threads/" + id).refused(404, "THREAD_NOT_FOUND");
        assertThat(view("all")).isEmpty();
    }

    @Test
    @DisplayName("E3: threads are filtered by account, in every form a list can have")
    void filterByAccount() {
        TestAccount second = team.account();
        String one = text(open(account, person), "id");
        String two = text(open(second, person), "id");
        String first = account.id();

        for (String query : List.of(
                "accountLinkIds=" + first,
                "accountLinkIds%5B%5D=" + first,
                "accountLinkIds%5B0%5D=" + first,
                "accountLinkIds=%5B%22" + first + "%22%5D",
                "accountLinkId=" + first)) {
            assertThat(list(query)).as(query).containsExactly(one);
        }
        assertThat(list("accountLinkIds=" + first + "&accountLinkIds=" + second.id()))
                .containsExactlyInAnyOrder(one, two);
        for (String all : List.of("", "accountLinkIds=", "accountLinkIds=%5Bnull%5D")) {
            assertThat(list(all)).as(all).containsExactlyInAnyOrder(one, two);
        }
        String foreign = SERVER.team().account().id();
        for (String nothing : List.of("nobody", "12345", foreign)) {
            assertThat(list("accountLinkIds=" + nothing)).isEmpty();
        }
    }

    @Test
    @DisplayName("E4: a look-up finds the thread of one account and one prospect, or answers null")
    void lookUp() {
        JsonNode thread = open(account, person);
        String prospect = text(thread, "prospectId");
        String other = team.account().id();

        assertThat(lookUp("accountLinkId=%s&externalPlatformId=%s", account.id(), person.id()))
                .isEqualTo(thread);
        assertThat(lookUp("accountLinkId=%s&prospectPlatformId=%s", account.id(), person.id()))
                .isEqualTo(thread);
        assertThat(lookUp("accountLinkId=%s&externalId=%s", account.id(), prospect))
                .isEqualTo(thread);
        assertThat(lookUp("accountLinkId=%s&externalId=%s&externalPlatformId=%s", account.id(), prospect, person.id()))
                .isEqualTo(thread);

        assertThat(lookUp("accountLinkId=%s&externalPlatformId=%s", other, person.id())
                        .isNull())
                .isTrue();
        assertThat(lookUp("accountLinkId=%s&externalId=%s", other, prospect).isNull())
                .isTrue();
        assertThat(lookUp("accountLinkId=%s&externalPlatformId=%s", account.id(), prospect)
                        .isNull())
                .isTrue();
        assertThat(lookUp("accountLinkId=%s&externalId=%s", account.id(), person.id())
                        .isNull())
                .isTrue();
        assertThat(lookUp("accountLinkId=nobody&externalId=%s", prospect).isNull())
                .isTrue();
        assertThat(lookUp("accountLinkId=%s&externalId=%s&externalPlatformId=1", account.id(), prospect)
                        .isNull())
                .isTrue();
        team.api().get("/threads/lookup?accountLinkId=%s", account.id()).refused(400, "BAD_REQUEST");
        team.api().get("/threads/lookup?externalId=%s", prospect).refused(400, "BAD_REQUEST");
    }

    @Test
    @DisplayName("there are no campaigns: every thread is one without")
    void filters() {
        String id = text(open(account, person), "id");

        assertThat(list("filters%5Bcampaigns%5D%5BselectedIds%5D=x")).isEmpty();
        assertThat(list("filters%5Bcampaigns%5D%5BnoCampaign%5D=true")).containsExactly(id);
        assertThat(
                        list(
                                "filters=%7B%22campaigns%22%3A%7B%22selectedIds%22%3A%5B%22x%22%5D%2C%22noCampaign%22%3Atrue%7D%7D"))
                .containsExactly(id);
        // What a no-code client sends for "no filter".
        assertThat(
                        list(
                                "filters=%7B%22tags%22%3A%7B%22selectedIds%22%3A%5Bnull%5D%7D%7D&cursor=%7B%7D&cursorId=&limit="))
                .containsExactly(id);
    }

    private JsonNode open(TestAccount from, XUser to) {
        return team.api()
                .post(
                        "/threads",
                        "{\"accountLinkId\":\"%s\",\"externalPlatformId\":\"%s\",\"platform\":\"%s\"}",
                        from.id(),
                        to.id(),
                        xName)
                .ok();
    }

    private String quickSend(TestAccount from, XUser to) {
        JsonNode sent = team.api()
                .post(
                        "/threads/messages",
                        "{\"accountLinkId\":\"%s\",\"externalPlatformId\":\"%s\",\"content\":\"hello\"}",
                        from.id(),
                        to.id())
                .ok();
        return text(sent.path("thread"), "id");
    }

    private JsonNode lookUp(String query, Object... values) {
        return team.api().get("/threads/lookup?" + query, values).ok();
    }

    private List<String> view(String name) {
        return list("inbox=" + name);
    }

    private List<String> list(String query) {
        return texts(team.api().get("/threads?" + query).ok().path("threads"), "id");
    }

    private List<String> events(String... types) {
        return texts(team.api().get("/events").ok().path("events"), "type").stream()
                .filter(List.of(types)::contains)
                .toList();
    }
}
