package io.openinbox.server.receive;

import static io.openinbox.server.support.Json.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.account.AccountLink;
import io.openinbox.server.support.Await;
import io.openinbox.server.support.Pages;
import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.server.support.TestTeam.TestAccount;
import io.openinbox.simulator.x.XUser;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** What X tells besides messages. */
final class ActivityTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private final TestTeam team = SERVER.team();
    private final TestAccount account = team.account();
    private final XUser person = team.person();

    @Test
    @DisplayName("a person's new profile is shown, and told once for what really changed")
    void profile() {
        team.receive(account, person, "hi");

        deliver("profile.update.handle", person, "\"renamed" + person.username().replaceAll("\\D", "") + "\"");
        deliver("profile.update.screenname", person, "\"Rosa &amp; Co\"");
        deliver("profile.update.screenname", person, "\"Rosa &amp; Co\"");
        deliver("profile.update.bio", person, "\"\"");
        deliver("profile.update.verified_badge", person, "\"blue\"");
        deliver("profile.update.handle", person, "null");

        JsonNode profile = team.api()
                .get("/threads?inbox=requests")
                .ok()
                .path("threads")
                .path(0)
                .path("prospect");
        assertThat(profile.path("username").stringValue()).startsWith("renamed");
        assertThat(profile.path("displayName").stringValue()).isEqualTo("Rosa & Co");
        assertThat(eventTypes().stream().filter("prospect.enriched"::equals)).hasSize(2);
        assertThat(eventTypes()).doesNotContain("raw");
    }

    @Test
    @DisplayName("the account's own new name is the account link's")
    void ownProfile() {
        deliver("profile.update.screenname", account.user(), "\"New name\"");
        deliver("profile.update.handle", account.user(), "\"new_handle\"");

        AccountLink link = SERVER.core()
                .accountLinks()
                .get(team.team().id(), account.link().id());
        assertThat(link.name()).isEqualTo("New name");
        assertThat(link.username()).isEqualTo("new_handle");
        assertThat(eventTypes()).isEmpty();
    }

    @Test
    @DisplayName("an account of one team that is a prospect of another changes in both")
    void accountAndProspect() {
        TestTeam other = SERVER.team();
        TestAccount theirs = other.account();
        other.receive(theirs, account.user(), "from one shop to the other");

        deliver("profile.update.screenname", account.user(), "\"Both see it\"");

        assertThat(other.api()
                        .get("/threads?inbox=requests")
                        .ok()
                        .path("threads")
                        .path(0)
                        .path("prospect")
                        .path("displayName")
                        .stringValue())
                .isEqualTo("Both see it");
        assertThat(SERVER.core()
                        .accountLinks()
                        .get(team.team().id(), account.link().id())
                        .name())
                .isEqualTo("Both see it");
    }

    @Test
    @DisplayName("an encrypted message is shown as one, once, in a thread of its own kind")
    void encrypted() {
        String chat = """
                {"data":{"event_uuid":"-9","filter":{"user_id":"%1$s"},"event_type":"chat.received","payload":{
                "conversation_token":"a.b.c","id":"chat-of-%1$s","created_at_msec":"1790000003000","sender_id":"%2$s",
                "conversation_id":"%2$s:%1$s","encoded_event":"CwABAAAA"}}}
                """.formatted(account.user().id(), person.id());
        post(chat);
        post(chat);

        JsonNode threads = team.api().get("/threads?inbox=requests").ok().path("threads");
        assertThat(threads).hasSize(1);
        assertThat(threads.path(0).path("variant").stringValue()).isEqualTo("xChat");
        assertThat(threads.path(0).path("lastMessage").path("content").stringValue())
                .isEqualTo("Encrypted message: open it in X");
    }

    @Test
    @DisplayName("a group's messages stand in no thread, and are counted once")
    void group() {
        XUser third = team.person();
        SERVER.simulator().writeInGroup(person, List.of(account.user(), third), "to all of you");
        String again = SERVER.simulator().deliveries().getLast().body();

        Await.until("it is counted", () -> groupMessages() == 1);
        post(again);

        assertThat(groupMessages()).isEqualTo(1);
        assertThat(team.api().get("/threads?inbox=all").ok().path("threads")).isEmpty();
    }

    @Test
    @DisplayName("an account that takes the app's access back is offline, and says why a send cannot work")
    void revoked() {
        team.receive(account, person, "hi");
        String thread = team.thread(account, person);
        SERVER.simulator().revoke(account.user());

        Await.until(
                "the account is offline",
                () -> texts(team.api().get("/account-links").ok(), "status").contains("offline"));
        assertThat(team.api()
                        .post("/threads/" + thread + "/messages", "{\"content\":\"hello\"}")
                        .refused(409, "CONFLICT")
                        .path("message")
                        .stringValue())
                .contains("link it again");
    }

    private static void deliver(String type, XUser user, String after) {
        post("""
                {"data":{"event_uuid":"7","filter":{"user_id":"%s"},"event_type":"%s","tag":"openinbox",
                "payload":{"before":"x","after":%s}}}
                """.formatted(user.id(), type, after));
    }

    private static void post(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        assertThat(Pages.post(
                                URI.create(SERVER.url() + "/hooks/x"),
                                bytes,
                                "x-twitter-webhooks-signature",
                                SERVER.signatureOf(bytes))
                        .statusCode())
                .isEqualTo(200);
    }

    private long groupMessages() {
        return SERVER.core()
                .database()
                .sql()
                .sql("select group_message_count from account_link where team_id = :team")
                .param("team", team.team().id().value())
                .query(Long.class)
                .single();
    }

    private List<String> eventTypes() {
        return texts(team.api().get("/events").ok().path("events"), "type");
    }
}
