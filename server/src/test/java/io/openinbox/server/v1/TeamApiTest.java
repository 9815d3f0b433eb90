package io.openinbox.server.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam.TestAccount;
import io.openinbox.team.Member;
import io.openinbox.team.Scope;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class TeamApiTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    @Test
    @DisplayName("A1: a token opens its team, and nothing opens it without one")
    void team() {
        var team = SERVER.team();

        JsonNode shown = team.api().get("/team").ok();

        assertThat(shown.path("id").stringValue()).isEqualTo(team.team().id().text());
        assertThat(shown.path("name").stringValue()).isEqualTo(team.team().name());
        assertThat(shown.path("slug").stringValue()).isEqualTo(team.team().slug());
        assertThat(shown.path("updatedAt").isNull()).isTrue();
        var refused = SERVER.anonymous().get("/team");
        refused.refused(401, "UNAUTHORIZED");
        assertThat(refused.header("WWW-Authenticate")).contains("Bearer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer", "Bearer ", "Bearer nonsense", "Bearer ibt_unknown", "Basic aWJ0Og==", "ibt_unknown"})
    void whatever_is_no_token_of_ours_is_unauthorized(String header) {
        SERVER.anonymous().with("Authorization", header).get("/team").refused(401, "UNAUTHORIZED");
    }

    @ParameterizedTest
    @CsvSource({
        "READ, PATCH, /threads/t00000000000000000000000, write",
        "READ, POST, /threads, write",
        "READ, POST, /threads/messages, send",
        "WRITE, POST, /threads/t00000000000000000000000/messages, send",
        "WRITE, GET, /threads, read",
        "ADMIN, GET, /team, read"
    })
    @DisplayName("G4: a token without the scope is refused, and told which one it lacks")
    void scopes(Scope given, String method, String path, String missing) {
        String body = method.equals("GET") ? null : "{}";

        JsonNode error =
                SERVER.team().api(Set.of(given)).send(method, path, body).refused(403, "FORBIDDEN");

        assertThat(error.path("message").stringValue()).contains("\"" + missing + "\"");
    }

    @Test
    @DisplayName("E1: account links are a flat list with their state, user names without @")
    void accountLinks() {
        var team = SERVER.team();
        TestAccount first = team.account();
        TestAccount second = team.account();

        JsonNode links = team.api().get("/account-links").ok();

        assertThat(links.valueStream().map(link -> link.path("id").stringValue()))
                .containsExactly(first.id(), second.id());
        JsonNode link = links.get(0);
        assertThat(link.path("platformId").stringValue()).isEqualTo(first.user().id());
        assertThat(link.path("username").stringValue()).isEqualTo(first.user().username());
        assertThat(link.path("status").stringValue()).isEqualTo("active");
        assertThat(link.path("syncedAt").isNull()).isTrue();
    }

    @Test
    @DisplayName("G1: members are listed with their roles, and found by id")
    void members() {
        var team = SERVER.team();
        Member second = team.addMember();

        JsonNode members = team.api().get("/members").ok();

        assertThat(members.valueStream().map(member -> member.path("id").stringValue()))
                .containsExactly(team.owner().id().text(), second.id().text());
        assertThat(members.valueStream().map(member -> member.path("role").stringValue()))
                .containsExactly("owner", "user");
        assertThat(members.get(1).path("userId").stringValue())
                .isEqualTo(second.userId().text());
        assertThat(team.api().get("/members/" + second.id()).ok()).isEqualTo(members.get(1));
        team.api().get("/members/" + second.userId()).refused(404, "MEMBER_NOT_FOUND");
        team.api().get("/members/nobody").refused(404, "MEMBER_NOT_FOUND");
        SERVER.team().api().get("/members/" + second.id()).refused(404, "MEMBER_NOT_FOUND");
    }
}
