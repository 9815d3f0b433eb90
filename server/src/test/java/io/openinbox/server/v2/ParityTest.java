package io.openinbox.server.v2;

import static io.openinbox.server.support.Json.text;
import static io.openinbox.server.support.Json.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.Api;
import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.server.support.TestTeam.TestAccount;
import io.openinbox.simulator.x.XUser;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** One story, told in turn through both versions; after each step both show the same, with the same ids. */
final class ParityTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private final TestTeam team = SERVER.team();
    private final Api v1 = team.api();
    private final Api v2 = team.api().v2();

    @Test
    @DisplayName("what one version does, both show")
    void story() {
        TestAccount account = team.account();
        XUser rosa = team.person();
        XUser noah = team.person();
        compare();

        team.receive(account, rosa, "Is this still available?");
        compare();

        String thread =
                text(v2.get("/threads?folder=requests").ok().path("data").get(0), "id");
        v1.post("/threads/" + thread + "/messages", "{\"content\":\"Yes\"}").ok();
        compare();

        v2.post("/messages", """
                {"target":{"type":"profile","accountLinkId":"%s","platform":"twitter","platformId":"%s"},
                 "content":"Hello Noah"}""", account.id(), noah.id()).answered(201);
        compare();

        String tag = text(v1.post("/tags", "{\"name\":\"Hot lead\"}").json(), "id");
        JsonNode contact = v2.get("/contacts?platform=twitter&platformId=" + rosa.id())
                .ok()
                .path("data")
                .get(0);
        v2.put("/contacts/" + text(contact, "id") + "/tags/" + tag).answeredEmpty(204);
        String status = text(v2.post("/statuses", "{\"name\":\"New\"}").answered(201), "id");
        String prospect = text(contact.path("profiles").get(0), "id");
        v1.patch("/prospects/" + prospect + "/context", "{\"statusId\":\"%s\",\"notes\":\"likes tea\"}", status)
                .ok();
        v2.patch("/contacts/" + text(contact, "id"), "{\"valuation\":12.5}").ok();
        compare();

        v2.patch(
                        "/threads/" + thread,
                        "{\"assigneeId\":\"%s\"}",
                        team.owner().id().text())
                .ok();
        compare();
        v1.patch("/threads/" + thread, "{\"assigneeId\":null,\"done\":true}").ok();
        compare();
        team.receive(account, rosa, "Still there?");
        compare();
        v1.delete("/tags/" + tag);
        v2.delete("/statuses/" + status).answeredEmpty(204);
        compare();
        v2.delete("/threads/" + thread).ok();
        compare();
        team.receive(account, rosa, "Hello?");
        compare();
    }

    private void compare() {
        assertThat(texts(v2.get("/tags").ok().path("data"), "id"))
                .containsExactlyInAnyOrderElementsOf(texts(v1.get("/tags").ok(), "id"));
        assertThat(texts(v2.get("/statuses").ok().path("data"), "id"))
                .containsExactlyElementsOf(texts(v1.get("/statuses").ok(), "id"));
        Map.of("default", "inbox", "requests", "requests", "archived", "archived", "all", "all")
                .forEach((view, folder) -> {
                    List<JsonNode> threads1 = v1.get("/threads?inbox=" + view)
                            .ok()
                            .path("threads")
                            .valueStream()
                            .toList();
                    List<JsonNode> threads2 = v2.get("/threads?folder=" + folder + "&expand=contact&expand=profile")
                            .ok()
                            .path("data")
                            .valueStream()
                            .toList();
                    assertThat(threads2.stream().map(thread -> text(thread, "id")))
                            .as(folder)
                            .containsExactlyElementsOf(threads1.stream()
                                    .map(thread -> text(thread, "id"))
                                    .toList());
                    for (int i = 0; i < threads1.size(); i++) {
                        compareThread(threads1.get(i), threads2.get(i));
                    }
                });
        compareViewsOfTheLastWord();
    }

    /** v1's no-reply and v2's noReply split the inbox between them. */
    private void compareViewsOfTheLastWord() {
        List<String> ours = texts(v1.get("/threads?inbox=no-reply").ok().path("threads"), "id");
        List<String> theirs = texts(v2.get("/threads?folder=noReply").ok().path("data"), "id");
        List<String> inbox = texts(v2.get("/threads").ok().path("data"), "id");
        assertThat(inbox).containsAll(ours).containsAll(theirs).hasSize(ours.size() + theirs.size());
    }

    private void compareThread(JsonNode one, JsonNode two) {
        assertThat(two.path("archived").booleanValue())
                .isEqualTo(one.path("done").booleanValue());
        assertThat(two.path("isRequest").booleanValue())
                .isEqualTo(one.path("isRequest").booleanValue());
        assertThat(two.path("assigneeId")).isEqualTo(one.path("assigneeId"));
        assertThat(two.path("createdAt")).isEqualTo(one.path("createdAt"));
        assertThat(two.path("lastMessage").path("id"))
                .isEqualTo(one.path("lastMessage").path("id"));
        assertThat(two.path("lastMessage").path("createdAt"))
                .isEqualTo(one.path("lastMessage").path("createdAt"));

        JsonNode prospect = one.path("prospect");
        assertThat(text(two, "profileId")).isEqualTo(text(prospect, "externalId"));
        assertThat(text(two.path("profile"), "username")).isEqualTo(text(prospect, "username"));
        assertThat(text(two.path("profile"), "displayName")).isEqualTo(text(prospect, "displayName"));
        JsonNode context = prospect.path("context");
        JsonNode contact = two.path("contact");
        assertThat(contact.path("tagIds")).isEqualTo(context.path("tags"));
        assertThat(contact.path("statusId")).isEqualTo(context.path("statusId"));
        assertThat(contact.path("notes")).isEqualTo(context.path("notes"));
        assertThat(contact.path("valuation")).isEqualTo(context.path("valuation"));

        String id = text(one, "id");
        assertThat(messages(v2.get("/threads/" + id + "/messages").ok().path("data")))
                .isEqualTo(messages(v1.get("/threads/" + id + "/messages").ok().path("messages")));
    }

    private static String messages(JsonNode list) {
        return list.valueStream()
                .map(message -> String.join(
                        " ",
                        text(message, "id"),
                        text(message, "direction"),
                        text(message, "createdAt"),
                        text(message, "content"),
                        String.valueOf(message.path("platformId")),
                        String.valueOf(message.path("deletedAt"))))
                .collect(Collectors.joining("\n"));
    }
}
