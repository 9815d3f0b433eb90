package io.openinbox.server.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.auth.BearerTokens;
import io.openinbox.server.limit.ApiQuota;
import io.openinbox.server.limit.Limits;
import io.openinbox.server.media.MediaAddresses;
import io.openinbox.server.support.Contract;
import io.openinbox.server.support.Pages;
import io.openinbox.server.support.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

final class ContractTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    @Test
    @DisplayName("the router serves what the contract says, and nothing else")
    void routerIsContract() {
        var quota = new ApiQuota(
                new Limits(1, 1, 1), true, SERVER.core().nodes(), SERVER.core().clock());
        var media = new MediaAddresses(
                SERVER.core().mediaSignature(), SERVER.core().clock(), Duration.ofDays(1), SERVER::url);
        var routes = new RoutesV1(SERVER.core(), new BearerTokens(SERVER.core().apiTokens()), quota, media, "x");

        assertThat(routes.operations()).containsExactlyInAnyOrderElementsOf(Contract.V1.operations());
    }

    @Test
    @DisplayName("the contract is served as it is in the repository, without a token")
    void served() throws IOException {
        var yaml = Pages.get(SERVER.url().resolve("/api/v1/openapi.yaml"));
        var json = Pages.get(SERVER.url().resolve("/api/v1/openapi.json"));

        assertThat(yaml.body()).isEqualTo(Files.readString(Path.of("../openapi/v1.yaml")));
        assertThat(yaml.headers().firstValue("Content-Type")).contains("application/yaml");
        JsonNode document = JsonV1.MAPPER.readTree(json.body());
        assertThat(document.path("openapi").stringValue()).startsWith("3.1");
        assertThat(document.path("paths")
                        .path("/threads")
                        .path("get")
                        .path("operationId")
                        .stringValue())
                .isEqualTo("threads.list");
    }
}
