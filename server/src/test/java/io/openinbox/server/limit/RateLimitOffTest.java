package io.openinbox.server.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.Api;
import io.openinbox.server.support.TestServer;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** With {@code INBOX_RATE_LIMIT=off}, for load tests. */
final class RateLimitOffTest {

    @RegisterExtension
    static final TestServer SERVER =
            TestServer.create(Map.of("inbox.rate-limit", false, "inbox.rate-limit-per-minute", 2));

    @Test
    @DisplayName("the headers stay, and nothing is refused")
    void off() {
        Api api = SERVER.team().api();

        assertThat(api.get("/team").header("X-RateLimit-Remaining")).contains("1");
        assertThat(api.get("/team").header("X-RateLimit-Remaining")).contains("0");
        Api.Answer third = api.get("/team");
        third.ok();
        assertThat(third.header("X-RateLimit-Limit")).contains("2");
        assertThat(third.header("X-RateLimit-Remaining")).contains("0");
    }
}
