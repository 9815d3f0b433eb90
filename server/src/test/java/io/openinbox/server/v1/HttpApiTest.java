package io.openinbox.server.v1;

import static io.openinbox.server.support.Json.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.Api;
import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What HTTP itself asks of every operation. */
final class HttpApiTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private final TestTeam team = SERVER.team();

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/nothing", "/threads/a/b/c/d", "/team/", "/nothing/hot%20lead%2F2026%25%3B%5C", "/v2"})
    void an_unknown_address_is_not_found(String path) {
        team.api().get(path).refused(404, "NOT_FOUND");
        SERVER.anonymous().get(path).refused(404, "NOT_FOUND");
    }

    @Test
    @DisplayName("an escaped slash in an id reaches the route as part of the id")
    void escapedSlash() {
        for (String id : new String[] {"a%2Fb", "a%5Cb", "a%25b", "a%3Bb", "%2F", "%20"}) {
            team.api().get("/threads/" + id).refused(404, "THREAD_NOT_FOUND");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PUT    | /threads         | GET, POST
            DELETE | /team            | GET
            POST   | /threads/lookup  | GET
            PUT    | /threads/abc     | DELETE, GET, PATCH
            GET    | /threads/messages | POST
            """)
    void a_wrong_method_is_told_the_right_ones(String method, String path, String allowed) {
        Api.Answer answer = team.api().send(method, path, null);

        answer.refused(405, "METHOD_NOT_ALLOWED");
        assertThat(answer.header("Allow")).contains(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/x-www-form-urlencoded", "nonsense", "multipart/form-data; boundary=x"
            })
    void a_body_that_is_not_json_is_an_unsupported_medium(String type) {
        team.api()
                .with("Content-Type", type)
                .post("/threads", "{\"accountLinkId\":\"a\"}")
                .refused(415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json; charset=utf-8", "application/merge-patch+json"})
    void json_goes_by_several_names(String type) {
        team.api().with("Content-Type", type).post("/threads", "{}").refused(400, "BAD_REQUEST");
        team.api().with("Content-Type", type).get("/team").ok();
    }

    @Test
    void a_body_over_a_megabyte_is_too_large() {
        String large = "{\"content\":\"" + "x".repeat(1 << 20) + "\"}";

        team.api().post("/threads/messages", large).refused(413, "PAYLOAD_TOO_LARGE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "\"text\"", "{\"a\":}", "null", "\u0000"})
    void malformed_json_is_a_bad_request(String body) {
        team.api().post("/threads", body).refused(400, "BAD_REQUEST");
    }

    @Test
    void json_nested_without_end_is_a_bad_request() {
        team.api().post("/threads", "{\"a\":" + "[".repeat(100_000)).refused(400, "BAD_REQUEST");
    }

    @Test
    void a_broken_escape_in_the_query_is_a_bad_request() throws IOException {
        String answer = raw(
                "GET /api/v1/threads?inbox=%zz HTTP/1.1",
                "Authorization: " + team.api().authorization());

        assertThat(answer).startsWith("HTTP/1.1 400").contains("\"code\":\"BAD_REQUEST\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accountLinkIds[]=abc",
                "accountLinkIds[0]=abc",
                "accountLinkIds=[\"abc\"]",
                "cursor={}&filters={\"tags\":{\"selectedIds\":[null]}}",
                "filters[sortOrder]=asc"
            })
    @DisplayName("brackets, braces and quotes may come as they are, as browsers and curl send them")
    void unescapedQueries(String query) throws IOException {
        String answer = raw(
                "GET /api/v1/threads?" + query + " HTTP/1.1",
                "Authorization: " + team.api().authorization());

        assertThat(answer).startsWith("HTTP/1.1 200").contains("\"nextCursor\":null");
    }

    @Test
    @DisplayName("every answer has a request id; a sane one of the caller's is kept")
    void requestId() {
        assertThat(team.api().get("/team").header("X-Request-Id").orElseThrow()).matches("[0-9a-f]{16}");
        assertThat(team.api().with("X-Request-Id", "my-id_1.2").get("/team").header("X-Request-Id"))
                .contains("my-id_1.2");
        assertThat(team.api()
                        .with("X-Request-Id", "a b\"<script>")
                        .get("/team")
                        .header("X-Request-Id")
                        .orElseThrow())
                .matches("[0-9a-f]{16}");
        assertThat(team.api().get("/nothing").header("X-Request-Id")).isPresent();
    }

    @Test
    @DisplayName("no answer may be guessed at, framed, cached or run by a browser")
    void browserSafety() {
        Api.Answer answer = team.api().get("/team");

        assertThat(answer.header("Content-Type")).contains("application/json");
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.header("Content-Security-Policy").orElseThrow()).contains("default-src 'none'");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void a_head_is_a_get_without_the_body() {
        Api.Answer answer = team.api().send("HEAD", "/team", null);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEmpty();
    }

    @Test
    void the_error_names_the_field() {
        assertThat(text(team.api().post("/threads", "{}").refused(400, "BAD_REQUEST"), "message"))
                .startsWith("accountLinkId: ");
    }

    private static String raw(String requestLine, String header) throws IOException {
        try (var socket = new Socket(SERVER.url().getHost(), SERVER.url().getPort())) {
            socket.getOutputStream()
                    .write((requestLine + "\r\n" + header + "\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
