package io.openinbox.server.v1;

import static io.openinbox.server.support.Json.text;
import static io.openinbox.server.support.Json.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.server.support.TestTeam.TestAccount;
import io.openinbox.simulator.x.XUser;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

final class IdsApiTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private TestTeam team;
    private TestAccount account;
    private XUser person;

    @BeforeEach
    void makeTeam() {
        team = SERVER.team();
        account = team.account();
        person = team.person();
    }

    @Test
    @DisplayName("H1, H2: objects have our id and the platform's, and ours works everywhere")
    void bothIds() {
        team.receive(account, person, "hi");
        JsonNode thread =
                team.api().get("/threads?inbox=all").ok().path("threads").get(0);
        JsonNode link = team.api().get("/account-links").ok().get(0);
        JsonNode message = team.api()
                .get("/threads/" + text(thread, "id") + "/messages")
                .ok()
                .path("messages")
                .get(0);

        for (JsonNode object : List.of(thread, link, message, thread.path("prospect"))) {
            assertThat(text(object, "id")).matches("[0-9a-z]{24}");
            assertThat(text(object, "platformId")).isNotBlank();
        }
        assertThat(team.api().get("/threads/" + text(thread, "id")).ok()).isEqualTo(thread);
        team.api()
                .get("/prospects/" + text(thread.path("prospect"), "externalId"))
                .ok();
    }

    @Test
    @DisplayName("H3, K1: a platform's id is no id, it is for look-ups")
    void platformIds() {
        team.receive(account, person, "hi");
        JsonNode thread =
                team.api().get("/threads?inbox=all").ok().path("threads").get(0);
        String platformId = text(thread, "platformId");

        for (String wrong : List.of(platformId, person.id(), account.user().id(), "1", "t", "THREAD", "a-b", "ä")) {
            String path = "/threads/" + wrong.replace("ä", "%C3%A4");
            team.api().get(path).refused(404, "THREAD_NOT_FOUND");
            team.api().patch(path, "{\"done\":true}").refused(404, "THREAD_NOT_FOUND");
            team.api().delete(path).refused(404, "THREAD_NOT_FOUND");
            team.api().get(path + "/messages").refused(404, "THREAD_NOT_FOUND");
        }
        JsonNode error = team.api().get("/prospects/" + person.id()).refused(404, "PROSPECT_NOT_FOUND");
        assertThat(text(error, "message")).contains("platform's id");
        assertThat(team.api()
                        .get("/threads/lookup?accountLinkId=%s&externalPlatformId=%s", account.id(), person.id())
                        .ok())
                .isEqualTo(thread);
    }

    @Test
    @DisplayName("H4: a conversation of X is both users' ids, the smaller number first, whoever began")
    void conversationIds() {
        XUser small = SERVER.simulator().addUser("99", "ninetynine", "Ninety-nine");
        XUser large = SERVER.simulator().addUser("100", "hundred", "Hundred");
        TestAccount ofSmall = team.link(small);
        TestAccount ofLarge = team.link(large);

        team.receive(ofSmall, large, "hi");
        String opened = team.thread(ofLarge, small);

        assertThat(texts(team.api().get("/threads?inbox=all").ok().path("threads"), "platformId"))
                .contains("99:100");
        assertThat(text(team.api().get("/threads/" + opened).ok(), "platformId"))
                .isEqualTo("99:100");
    }

    @Test
    @DisplayName("G4: another team's ids are like ids that nothing has")
    void teamsAreApart() {
        String thread = team.thread(account, person);
        TestTeam other = SERVER.team();

        other.api().get("/threads/" + thread).refused(404, "THREAD_NOT_FOUND");
        other.api().patch("/threads/" + thread, "{\"done\":true}").refused(404, "THREAD_NOT_FOUND");
        other.api().delete("/threads/" + thread).refused(404, "THREAD_NOT_FOUND");
        other.api()
                .post("/threads/" + thread + "/messages", "{\"content\":\"hi\"}")
                .refused(404, "THREAD_NOT_FOUND");
        other.api()
                .post("/threads", "{\"accountLinkId\":\"%s\",\"externalPlatformId\":\"5\"}", account.id())
                .refused(404, "ACCOUNT_LINK_NOT_FOUND");
        assertThat(other.api().get("/threads?inbox=all").ok().path("threads")).isEmpty();
        assertThat(other.api().get("/events").ok().path("events")).isEmpty();
        assertThat(other.api()
                        .get("/prospects/lookup?platformId=%s", person.id())
                        .ok()
                        .isNull())
                .isTrue();
    }
}
