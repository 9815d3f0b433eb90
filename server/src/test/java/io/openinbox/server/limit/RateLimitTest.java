package io.openinbox.server.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.Api;
import io.openinbox.server.support.Browser;
import io.openinbox.server.support.TestNode;
import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.team.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** A team may ask 5 times a minute, 8 times an hour and 11 times a day here. */
final class RateLimitTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create(Map.of(
            "inbox.rate-limit", true,
            "inbox.rate-limit-per-minute", 5,
            "inbox.rate-limit-per-hour", 8,
            "inbox.rate-limit-per-day", 11));

    private final TestTeam team = SERVER.team();
    private final Api api = team.api();

    @Test
    @DisplayName("every answer says where the team stands")
    void headers() {
        Instant before = SERVER.clock().instant();
        api.get("/team").ok();

        Api.Answer second = api.get("/threads/nothing");

        second.refused(404, "THREAD_NOT_FOUND");
        assertThat(second.header("X-RateLimit-Limit")).contains("5");
        assertThat(second.header("X-RateLimit-Remaining")).contains("3");
        assertThat(Instant.ofEpochSecond(number(second, "X-RateLimit-Reset")))
                .isBetween(before.plusSeconds(59), SERVER.clock().instant().plusSeconds(62));
        assertThat(second.header("Retry-After")).isEmpty();
    }

    @Test
    @DisplayName("one request too many is refused with the time to wait, and taken after it")
    void refusal() {
        ask(5);

        Api.Answer refused = api.get("/team");

        String message = refused.refused(429, "RATE_LIMITED").path("message").stringValue();
        long wait = number(refused, "Retry-After");
        assertThat(message).contains("5 requests", "minute", wait + " s");
        assertThat(wait).isBetween(1L, 61L);
        assertThat(refused.header("X-RateLimit-Remaining")).contains("0");
        SERVER.clock().pass(Duration.ofSeconds(wait));
        api.get("/team").ok();
    }

    @Test
    @DisplayName("the windows slide: what was asked earlier makes room earlier")
    void sliding() {
        ask(2);
        SERVER.clock().pass(Duration.ofSeconds(40));
        ask(3);

        Api.Answer refused = api.get("/team");

        refused.refused(429, "RATE_LIMITED");
        assertThat(number(refused, "Retry-After")).isBetween(1L, 21L);
        SERVER.clock().pass(Duration.ofSeconds(22));
        ask(2);
        api.get("/team").refused(429, "RATE_LIMITED");
    }

    @Test
    @DisplayName("refused requests do not count")
    void refusedOnes() {
        ask(5);
        for (int i = 0; i < 20; i++) {
            api.get("/team").refused(429, "RATE_LIMITED");
        }
        SERVER.clock().pass(Duration.ofSeconds(62));

        assertThat(ask(1).header("X-RateLimit-Remaining")).contains("2");
    }

    @Test
    @DisplayName("the headers are about the hour once less is left of it, and it is kept as well")
    void hour() {
        ask(5);
        SERVER.clock().pass(Duration.ofSeconds(62));

        Api.Answer sixth = ask(1);
        assertThat(sixth.header("X-RateLimit-Limit")).contains("8");
        assertThat(sixth.header("X-RateLimit-Remaining")).contains("2");
        ask(2);
        Api.Answer refused = api.get("/team");

        assertThat(refused.refused(429, "RATE_LIMITED").path("message").stringValue())
                .contains("hour");
        assertThat(number(refused, "Retry-After")).isBetween(57L * 60, 61L * 60);
        SERVER.clock().pass(Duration.ofSeconds(number(refused, "Retry-After")));
        api.get("/team").ok();
    }

    @Test
    @DisplayName("the day is kept as well")
    void day() {
        ask(4);
        SERVER.clock().pass(Duration.ofMinutes(62));
        ask(4);
        SERVER.clock().pass(Duration.ofMinutes(62));
        ask(3);

        Api.Answer refused = api.get("/team");

        assertThat(refused.refused(429, "RATE_LIMITED").path("message").stringValue())
                .contains("day");
        assertThat(number(refused, "Retry-After")).isGreaterThan(20L * 3_600);
        SERVER.clock().pass(Duration.ofHours(22).plusMinutes(30));
        assertThat(ask(4).header("X-RateLimit-Remaining")).contains("0");
    }

    @Test
    @DisplayName("all tokens of a team share its quota, and no other team's")
    void tokens() {
        ask(3);

        Api other = team.api(EnumSet.of(Scope.READ));
        assertThat(other.get("/team").header("X-RateLimit-Remaining")).contains("1");
        other.get("/team").ok();
        other.get("/team").refused(429, "RATE_LIMITED");
        api.get("/team").refused(429, "RATE_LIMITED");
        SERVER.team().api().get("/team").ok();
    }

    @Test
    @DisplayName("a token is asked for first, then its scope, then the quota, and only then what the request says")
    void order() {
        Api reader = team.api(EnumSet.of(Scope.READ));
        ask(5);

        assertThat(SERVER.anonymous().get("/team").header("X-RateLimit-Limit")).isEmpty();
        SERVER.anonymous().get("/team").refused(401, "UNAUTHORIZED");
        reader.post("/threads", "{}").refused(403, "FORBIDDEN");
        api.get("/threads?limit=none").refused(429, "RATE_LIMITED");
        api.get("/threads/nothing").refused(429, "RATE_LIMITED");
    }

    @Test
    @DisplayName("v1 and v2 share the quota, and v2 says which window is full until when")
    void versions() {
        ask(3);
        Api v2 = api.v2();
        assertThat(v2.get("/team").header("X-RateLimit-Remaining")).contains("1");
        v2.get("/members/none").refusedAs(404, "memberNotFound");

        Api.Answer refused = v2.get("/members?limit=none");

        JsonNode error = refused.refusedAs(429, "rateLimited");
        assertThat(error.path("window").stringValue()).isEqualTo("minute");
        assertThat(error.path("limit").intValue()).isEqualTo(5);
        assertThat(Instant.parse(error.path("resetAt").stringValue()))
                .isEqualTo(Instant.ofEpochSecond(number(refused, "X-RateLimit-Reset")));
        assertThat(number(refused, "Retry-After")).isBetween(1L, 61L);
        api.get("/team").refused(429, "RATE_LIMITED");
    }

    @Test
    @DisplayName("members in their browsers are outside the quota")
    void browsers() {
        ask(5);
        Api browser = Browser.signIn(SERVER, team.owner().email()).api(team);

        Api.Answer answer = browser.get("/team");

        answer.ok();
        assertThat(answer.header("X-RateLimit-Limit")).isEmpty();
        api.v2().get("/team").refusedAs(429, "rateLimited");
    }

    @Test
    @DisplayName("nodes share a team's quota in equal parts, until one leaves or falls silent")
    void nodes() {
        try (TestNode second = SERVER.addNode()) {
            meet(second);
            Api there = api.at(second.url());

            assertThat(api.get("/team").header("X-RateLimit-Remaining")).contains("2");
            assertThat(api.get("/team").header("X-RateLimit-Remaining")).contains("0");
            api.get("/team").refused(429, "RATE_LIMITED");
            there.get("/team").ok();
            there.get("/team").ok();
            there.get("/team").refused(429, "RATE_LIMITED");

            second.core().nodes().leave();
            SERVER.core().nodes().beat();
            ask(3);
            api.get("/team").refused(429, "RATE_LIMITED");
        }
    }

    @Test
    @DisplayName("a node that stopped without a word counts for half a minute")
    void silence() {
        try (TestNode second = SERVER.addNode()) {
            meet(second);
            assertThat(SERVER.core().nodes().live()).isEqualTo(2);
        }
        SERVER.clock().pass(Duration.ofSeconds(31));
        SERVER.core().nodes().beat();

        assertThat(SERVER.core().nodes().live()).isEqualTo(1);
    }

    private static void meet(TestNode second) {
        SERVER.core().nodes().beat();
        second.core().nodes().beat();
        SERVER.core().nodes().beat();
    }

    private Api.Answer ask(int times) {
        Api.Answer answer = api.get("/team");
        answer.ok();
        for (int i = 1; i < times; i++) {
            answer = api.get("/team");
            answer.ok();
        }
        return answer;
    }

    private static long number(Api.Answer answer, String header) {
        return Long.parseLong(answer.header(header).orElseThrow());
    }
}
