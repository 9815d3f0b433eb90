package io.openinbox.server.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.Pages;
import io.openinbox.server.support.TestServer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

final class ApiExplorerTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /docs    | /api/v1/openapi.json
            /docs/   | /api/v1/openapi.json
            /docs/v1 | /api/v1/openapi.json
            /docs/v2 | /api/v2/openapi.json
            /docs/manage | /api/manage/openapi.json
            """)
    void a_page_shows_a_contract_that_is_served(String page, String contract) {
        assertThat(get(page).body()).contains("data-contract=\"" + contract + "\"");
        assertThat(JsonMapper.shared()
                        .readTree(get(contract).body())
                        .path("openapi")
                        .stringValue())
                .startsWith("3.1");
    }

    @Test
    @DisplayName("every file the page loads is there, and of the kind a browser takes it for")
    void files() {
        List<String> files = attributes(get("/docs").body(), "(?:src|stylesheet\" href)=\"([^\"]+)\"");

        assertThat(files).hasSize(4).allSatisfy(file -> {
            HttpResponse<String> answer = get(file);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith(file.endsWith(".js") ? "text/javascript" : "text/css");
            assertThat(answer.headers().allValues("Cache-Control")).hasSize(1);
            assertThat(answer.body()).isNotBlank();
        });
    }

    @Test
    @DisplayName("scripts and styles are compressed for whoever takes it, answers of the API are not")
    void compression() {
        String script =
                attributes(get("/docs").body(), "src=\"([^\"]+bundle.js)\"").getFirst();

        assertThat(get(script, "Accept-Encoding", "gzip").headers().firstValue("Content-Encoding"))
                .contains("gzip");
        assertThat(get("/api/v2/openapi.json", "Accept-Encoding", "gzip")
                        .headers()
                        .firstValue("Content-Encoding"))
                .isEmpty();
    }

    @Test
    @DisplayName("the page may load and call this server alone, and runs nothing that stands in it")
    void contentSecurityPolicy() {
        HttpResponse<String> page = get("/docs/v2");

        assertThat(page.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .startsWith("default-src 'none';")
                .contains("script-src 'self';", "connect-src 'self';")
                .doesNotContain("unsafe", "http", "*");
        assertThat(page.body()).doesNotContain("http://", "https://", "<style", "style=", "onclick");
        assertThat(attributes(page.body(), "<script([^>]*)>")).allMatch(tag -> tag.contains("src=\"/docs/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs/v3", "/docs/files/explorer.js", "/docs/files/../../application.yaml", "/docsx"})
    void anything_else_is_not_found(String path) {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    private static HttpResponse<String> get(String path, String... headers) {
        return Pages.get(SERVER.url().resolve("/").resolve(path), headers);
    }

    private static List<String> attributes(String html, String pattern) {
        return Pattern.compile(pattern)
                .matcher(html)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
