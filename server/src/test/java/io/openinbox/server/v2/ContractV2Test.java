package io.openinbox.server.v2;

import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.auth.BearerTokens;
import io.openinbox.server.auth.BrowserSessions;
import io.openinbox.server.auth.Callers;
import io.openinbox.server.auth.SessionCookie;
import io.openinbox.server.limit.ApiQuota;
import io.openinbox.server.limit.Limits;
import io.openinbox.server.manner.Json;
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

final class ContractV2Test {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    @Test
    @DisplayName("the router serves what the contract says, and nothing else")
    void routerIsContract() {
        var callers = new Callers(
                new BearerTokens(SERVER.core().apiTokens()),
                new BrowserSessions(SERVER.core().sessions(), new SessionCookie(false), null));

        var quota = new ApiQuota(
                new Limits(1, 1, 1), true, SERVER.core().nodes(), SERVER.core().clock());
        var media = new MediaAddresses(
                SERVER.core().mediaSignature(), SERVER.core().clock(), Duration.ofDays(1), SERVER::url);

        assertThat(RoutesV2.of(SERVER.core(), callers, quota, media).operations())
                .containsExactlyInAnyOrderElementsOf(Contract.V2.operations());
    }

    @Test
    @DisplayName("the contract is served as it is in the repository, without a token")
    void served() throws IOException {
        var yaml = Pages.get(SERVER.url().resolve("/api/v2/openapi.yaml"));
        var json = Pages.get(SERVER.url().resolve("/api/v2/openapi.json"));

        assertThat(yaml.body()).isEqualTo(Files.readString(Path.of("../openapi/v2.yaml")));
        assertThat(Json.MAPPER.readTree(json.body()).path("paths").size()).isGreaterThan(20);
    }
}
