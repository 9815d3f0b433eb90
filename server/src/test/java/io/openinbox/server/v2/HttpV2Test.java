package io.openinbox.server.v2;

import static io.openinbox.server.support.Json.text;
import static io.openinbox.server.support.Json.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.Api;
import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.team.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What HTTP itself, tokens and pages ask of every operation. */
final class HttpV2Test {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private final TestTeam team = SERVER.team();
    private final Api api = team.api().v2();

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nothing", "/team/", "/members/a/b"})
    void an_unknown_address_is_not_found(String path) {
        assertThat(api.get(path).refusedAs(404, "invalidRequest").path("issues").size())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("a wrong method is told the right ones")
    void wrongMethod() {
        Api.Answer answer = api.delete("/team");

        answer.refusedAs(405, "invalidRequest");
        assertThat(answer.header("Allow")).contains("GET");
    }

    @Test
    @DisplayName("without a token nothing is said but that one is missing")
    void noToken() {
        Api.Answer answer = SERVER.anonymous().v2().get("/team");

        assertThat(answer.refusedAs(401, "unauthorized").isNull()).isTrue();
        assertThat(answer.header("WWW-Authenticate")).contains("Bearer");
    }

    @Test
    @DisplayName("a token without the scope is told which one it lacks, before its request is read")
    void missingScope() {
        assertThat(text(
                        team.api(Set.of(Scope.WRITE))
                                .v2()
                                .get("/members?limit=0")
                                .refusedAs(403, "insufficientScope"),
                        "scope"))
                .isEqualTo("read");
    }

    @Test
    @DisplayName("a caller's request id comes back in the header and the body")
    void requestId() {
        Api.Answer answer = api.with("X-Request-Id", "my-own.id_1").get("/nothing");

        assertThat(text(answer.json(), "requestId")).isEqualTo("my-own.id_1");
    }

    @Test
    @DisplayName("members are listed oldest first, page by page, each once")
    void members() {
        List<String> ids = new ArrayList<>(List.of(team.owner().id().text()));
        for (int i = 0; i < 4; i++) {
            // Of the same millisecond none is older.
            SERVER.clock().pass(Duration.ofMillis(1));
            ids.add(team.addMember().id().text());
        }

        List<String> seen = new ArrayList<>();
        String cursor = "";
        for (int pages = 0; pages < 10; pages++) {
            JsonNode page = api.get("/members?limit=2" + cursor).ok();
            seen.addAll(texts(page.path("data"), "id"));
            if (page.path("nextCursor").isNull()) {
                break;
            }
            cursor = "&cursor=" + text(page, "nextCursor");
        }

        assertThat(seen).containsExactlyElementsOf(ids);
        JsonNode member = api.get("/members/" + ids.getFirst()).ok();
        assertThat(member.propertyNames()).containsExactly("id", "name", "email", "imageUrl", "role", "createdAt");
        assertThat(text(member, "role")).isEqualTo("owner");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1", "x", "1.5", "", "99999999999999999999", "1&limit=2"})
    void a_limit_out_of_range_is_invalid(String limit) {
        api.get("/members?limit=" + limit).invalidAt("limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "AAAA", "%00", "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB"})
    void a_cursor_of_nobody_is_invalid(String cursor) {
        Api.Answer answer = api.get("/members?cursor=" + cursor);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(text(answer.json(), "code")).isIn("invalidCursor", "invalidRequest");
    }

    @Test
    @DisplayName("an id in another form is invalid, one that nothing has is not found")
    void ids() {
        api.get("/members/Not-An-Id").invalidAt("memberId");
        api.get("/members/a%2Fb").invalidAt("memberId");
        for (String unknown : new String[] {"a", "0", "m".repeat(24), "x".repeat(200)}) {
            assertThat(api.get("/members/" + unknown)
                            .refusedAs(404, "memberNotFound")
                            .isNull())
                    .isTrue();
        }
    }
}
