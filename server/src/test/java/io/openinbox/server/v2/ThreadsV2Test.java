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

final class ThreadsV2Test {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private final TestTeam team = SERVER.team();
    private final Api api = team.api().v2();
    private final TestAccount account = team.account();

    @Test
    @DisplayName("a thread says everything, every time")
    void fields() {
        XUser person = team.person();
        team.receive(account, person, "  hello\n there ");

        JsonNode thread = only("folder=requests");

        assertThat(thread.propertyNames())
                .containsExactly(
                        "id",
                        "platform",
                        "platformId",
                        "accountLinkId",
                        "profileId",
                        "contactId",
                        "assigneeId",
                        "isRequest",
                        "acceptanceState",
                        "archived",
                        "unread",
                        "restrictions",
                        "syncing",
                        "typingIndicators",
                        "lastMessage",
                        "activity",
                        "createdAt");
        assertThat(text(thread, "platform")).isEqualTo("twitter");
        assertThat(text(thread, "accountLinkId")).isEqualTo(account.id());
        assertThat(thread.path("isRequest").booleanValue()).isTrue();
        assertThat(text(thread, "typingIndicators")).isEqualTo("teamDefault");
        assertThat(text(thread.path("lastMessage"), "direction")).isEqualTo("inbound");
        assertThat(text(thread.path("activity"), "preview")).isEqualTo("hello there");
        assertThat(text(thread.path("activity"), "at")).isEqualTo(text(thread.path("lastMessage"), "createdAt"));
        assertThat(api.get("/threads/" + text(thread, "id")).ok()).isEqualTo(thread);
    }

    @Test
    @DisplayName("a conversation nobody has written in yet has no id on the platform and no activity")
    void opened() {
        String id = team.thread(account, team.person());

        JsonNode thread = api.get("/threads/" + id).ok();

        assertThat(thread.path("platformId").isNull()).isTrue();
        assertThat(thread.path("lastMessage").isNull()).isTrue();
        assertThat(thread.path("activity").isNull()).isTrue();
        assertThat(ids("folder=inbox")).containsExactly(id);
    }

    @Test
    @DisplayName("a folder holds what its name says, and noReply is what waits for the team")
    void folders() {
        String request = received("a request");
        String waiting = answered("waits");
        receiveAgain(waiting, "for us");
        String answered = answered("we spoke last");
        String archived = answered("done");
        api.patch("/threads/" + archived, "{\"archived\":true}").ok();

        assertThat(ids("")).containsExactly(answered, waiting);
        assertThat(ids("folder=inbox")).containsExactly(answered, waiting);
        assertThat(ids("folder=noReply")).containsExactly(waiting);
        assertThat(ids("folder=requests")).containsExactly(request);
        assertThat(ids("folder=archived")).containsExactly(archived);
        assertThat(ids("folder=all")).containsExactlyInAnyOrder(request, waiting, answered, archived);
    }

    @Test
    @DisplayName("filters narrow the folder: any value of one, all of different ones")
    void filters() {
        String one = answered("alpha beta");
        String two = answered("gamma 100% delta");
        JsonNode first = api.get("/threads/" + one).ok();
        JsonNode second = api.get("/threads/" + two).ok();
        String tag = text(api.post("/tags", "{\"name\":\"Hot L\u00e9ad/2026\"}").answered(201), "id");
        String status = text(api.post("/statuses", "{\"name\":\"Qualified\"}").answered(201), "id");
        api.put("/contacts/" + text(first, "contactId") + "/tags/hot%20lead%2F2026")
                .answeredEmpty(204);
        api.patch("/contacts/" + text(first, "contactId"), "{\"status\":\"qualified\"}")
                .ok();
        String member = team.addMember().id().text();
        api.patch("/threads/" + two, "{\"assigneeId\":\"%s\"}", member).ok();

        assertThat(ids("tag=" + tag)).containsExactly(one);
        assertThat(ids("tag=HOT%20lead%2F2026")).containsExactly(one);
        assertThat(ids("tag=none-such&tag=" + tag)).containsExactly(one);
        assertThat(ids("tag=none-such")).isEmpty();
        assertThat(ids("status=" + status)).containsExactly(one);
        assertThat(ids("status=QUALIFIED")).containsExactly(one);
        assertThat(ids("assigneeId=" + member)).containsExactly(two);
        assertThat(ids("unassigned=true")).containsExactly(one);
        assertThat(ids("unassigned=false")).containsExactly(two, one);
        assertThat(ids("contactId=" + text(second, "contactId"))).containsExactly(two);
        assertThat(ids("contactId=" + text(second, "contactId") + "&accountLinkId=" + account.id()))
                .containsExactly(two);
        assertThat(ids("accountLinkId=" + team.account().id())).isEmpty();
        assertThat(ids("platform=twitter")).containsExactly(two, one);
        assertThat(ids("platform=x")).containsExactly(two, one);
        assertThat(ids("q=ALPHA")).containsExactly(one);
        assertThat(ids("q=100%25")).containsExactly(two);
        assertThat(ids("q=1_0")).isEmpty();
        assertThat(ids("tag=" + tag + "&assigneeId=" + member)).isEmpty();
        assertThat(ids("campaignId=abc")).isEmpty();
        assertThat(ids("tag[]=" + tag)).containsExactly(two, one);
        assertThat(text(api.get("/threads?platform=myspace").refusedAs(403, "platformNotAvailable"), "platform"))
                .isEqualTo("myspace");
        api.get("/threads?unassigned=true&assigneeId=" + member).invalidAt("unassigned");
    }

    @Test
    @DisplayName("a name or username of the person is found, too")
    void searchByName() {
        XUser person = team.person();
        team.receive(account, person, "x");

        assertThat(ids("folder=all&q=" + person.username())).hasSize(1);
        assertThat(ids("folder=all&q=name%20OF%20person")).hasSize(1);
        assertThat(ids("folder=all&q=nobody%20at%20all")).isEmpty();
    }

    @Test
    @DisplayName("pages follow each other without gap or repetition, in both orders and with filters")
    void pages() {
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            newestFirst.addFirst(received("number " + i));
        }

        assertThat(walk("folder=requests&limit=3")).containsExactlyElementsOf(newestFirst);
        assertThat(walk("folder=requests&limit=2&q=number")).containsExactlyElementsOf(newestFirst);
        assertThat(walk("folder=requests&limit=2&order=asc")).containsExactlyElementsOf(newestFirst.reversed());
        assertThat(walk("folder=all&limit=1&unassigned=true")).containsExactlyElementsOf(newestFirst);
    }

    @Test
    @DisplayName("a cursor belongs to its filters; limit and expand may change on the way")
    void cursors() {
        for (int i = 0; i < 3; i++) {
            received("number " + i);
        }
        String cursor = text(api.get("/threads?folder=requests&limit=1").ok(), "nextCursor");

        assertThat(ids("folder=requests&limit=2&expand=profile&cursor=" + cursor))
                .hasSize(2);
        for (String other : new String[] {"", "folder=all", "folder=requests&q=x", "folder=requests&order=asc"}) {
            assertThat(api.get("/threads?" + other + "&cursor=" + cursor)
                            .refusedAs(400, "invalidCursor")
                            .isNull())
                    .isTrue();
        }
        api.get("/members?cursor=" + cursor).refusedAs(400, "invalidCursor");
    }

    @Test
    @DisplayName("what is expanded stands beside its id, what has no id stays away")
    void expand() {
        XUser person = team.person();
        team.receive(account, person, "hi");
        String id = ids("folder=all").getFirst();
        String all = "?expand=profile&expand=contact&expand=accountLink&expand=assignee";

        JsonNode thread = api.get("/threads/" + id + all).ok();

        assertThat(text(thread.path("profile"), "username")).isEqualTo(person.username());
        assertThat(text(thread.path("profile"), "handle")).isEqualTo("@" + person.username());
        assertThat(text(thread.path("contact"), "id")).isEqualTo(text(thread, "contactId"));
        assertThat(text(thread.path("contact").path("profiles").get(0), "id")).isEqualTo(text(thread, "profileId"));
        assertThat(text(thread.path("accountLink"), "id")).isEqualTo(account.id());
        assertThat(thread.has("assignee")).isFalse();

        api.patch("/threads/" + id, "{\"assigneeId\":\"%s\"}", team.owner().id().text())
                .ok();
        assertThat(text(api.get("/threads/" + id + all).ok().path("assignee"), "email"))
                .isEqualTo(team.owner().email());
        api.get("/threads/" + id + "?expand=status").invalidAt("expand.0");
        api.get("/threads/" + id + "?expand=profile&expand=profile&expand=profile&expand=profile&expand=profile")
                .invalidAt("expand");
    }

    @Test
    @DisplayName("a change takes what it names, and null falls back to the contact's assignee")
    void change() {
        String id = received("hi");
        String contact = text(api.get("/threads/" + id).ok(), "contactId");
        String owner = team.owner().id().text();
        String other = team.addMember().id().text();
        JsonNode before = api.get("/threads/" + id).ok();

        assertThat(api.patch("/threads/" + id, "{}").ok()).isEqualTo(before);
        api.patch("/contacts/" + contact, "{\"assigneeId\":\"%s\"}", owner).ok();
        assertThat(text(api.get("/threads/" + id).ok(), "assigneeId")).isEqualTo(owner);
        assertThat(text(
                        api.patch("/threads/" + id, "{\"assigneeId\":\"%s\"}", other)
                                .ok(),
                        "assigneeId"))
                .isEqualTo(other);
        assertThat(text(api.patch("/threads/" + id, "{\"assigneeId\":null}").ok(), "assigneeId"))
                .isEqualTo(owner);
        assertThat(api.patch("/threads/" + id, "{\"unread\":true}")
                        .ok()
                        .path("unread")
                        .booleanValue())
                .isTrue();
        assertThat(api.patch("/threads/" + id, "{\"unread\":false}")
                        .ok()
                        .path("unread")
                        .booleanValue())
                .isFalse();
        assertThat(text(
                        api.patch("/threads/" + id, "{\"typingIndicators\":\"disabled\"}")
                                .ok(),
                        "typingIndicators"))
                .isEqualTo("disabled");
        api.patch("/threads/" + id, "{\"assigneeId\":\"%s\"}", "a".repeat(24)).invalidAt("assigneeId");
        api.patch("/threads/" + id, "{\"archived\":null}").invalidAt("archived");
        api.patch("/threads/" + id, "{\"done\":true}").invalidAt("done");
    }

    @Test
    @DisplayName("a deleted thread is gone, and a later message opens another")
    void delete() {
        XUser person = team.person();
        team.receive(account, person, "hi");
        String id = ids("folder=all").getFirst();

        assertThat(text(api.delete("/threads/" + id).ok(), "scope")).isEqualTo("local");

        api.get("/threads/" + id).refusedAs(404, "threadNotFound");
        api.delete("/threads/" + id).refusedAs(404, "threadNotFound");
        api.get("/threads/" + id + "/messages").refusedAs(404, "threadNotFound");
        team.receive(account, person, "again");
        assertThat(ids("folder=requests")).hasSize(1).doesNotContain(id);
    }

    private JsonNode only(String query) {
        JsonNode data = api.get("/threads?" + query).ok().path("data");
        assertThat(data).hasSize(1);
        return data.get(0);
    }

    private List<String> ids(String query) {
        return texts(api.get("/threads?" + query).ok().path("data"), "id");
    }

    private List<String> walk(String query) {
        List<String> seen = new ArrayList<>();
        String cursor = "";
        for (int pages = 0; pages < 20; pages++) {
            JsonNode page = api.get("/threads?" + query + cursor).ok();
            seen.addAll(texts(page.path("data"), "id"));
            if (page.path("nextCursor").isNull()) {
                return seen;
            }
            cursor = "&cursor=" + text(page, "nextCursor");
        }
        throw new AssertionError("The pages do not end: " + seen);
    }

    private String received(String text) {
        XUser person = team.person();
        team.receive(account, person, text);
        return text(
                api.get("/threads?folder=requests&limit=1").ok().path("data").get(0), "id");
    }

    /** A thread in which we have the last word. */
    private String answered(String text) {
        XUser person = team.person();
        return text(
                api.post("/messages", """
                        {"target":{"type":"profile","accountLinkId":"%s","platform":"twitter","platformId":"%s"},
                         "content":"%s"}""", account.id(), person.id(), text)
                        .answered(201)
                        .path("thread"),
                "id");
    }

    private void receiveAgain(String thread, String text) {
        String platformId =
                text(api.get("/threads/" + thread + "?expand=profile").ok().path("profile"), "platformId");
        XUser person = SERVER.simulator().users().stream()
                .filter(user -> user.id().equals(platformId))
                .findFirst()
                .orElseThrow();
        team.receive(account, person, text);
    }
}
