package io.openinbox.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.Pages;
import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.server.support.TestTeam.TestAccount;
import io.openinbox.simulator.x.XUser;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class PrometheusTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    @Test
    @DisplayName("what came in and went out is counted, by platform and outcome")
    void platforms() {
        TestTeam team = SERVER.team();
        TestAccount account = team.account();
        XUser person = team.person();
        double received = value("openinbox_ingest_items_total{platform=\"x\"}");
        double sent = value("openinbox_sends_seconds_count{outcome=\"accepted\",platform=\"x\"}");

        team.receive(account, person, "Is this still available?");
        String thread = team.thread(account, person);
        team.api()
                .post("/threads/" + thread + "/messages", "{\"content\":\"Yes.\"}")
                .ok();

        assertThat(value("openinbox_ingest_items_total{platform=\"x\"}")).isGreaterThan(received);
        assertThat(value("openinbox_ingest_seconds_count{platform=\"x\"}")).isPositive();
        assertThat(value("openinbox_sends_seconds_count{outcome=\"accepted\",platform=\"x\"}"))
                .isEqualTo(sent + 1);
    }

    @Test
    @DisplayName("the state of this server is there as well")
    void state() {
        assertThat(value("openinbox_nodes")).isPositive();
        assertThat(value("openinbox_events_behind")).isZero();
        assertThat(scrape()).contains("openinbox_database_connections{state=\"active\"}", "jvm_memory_used_bytes");
    }

    @Test
    @DisplayName("figures are for the machine's own eyes, not for the public")
    void notPublic() {
        assertThat(Pages.get(SERVER.url().resolve("/actuator/prometheus")).statusCode())
                .isEqualTo(404);
    }

    private static double value(String meter) {
        Matcher line =
                Pattern.compile("(?m)^" + Pattern.quote(meter) + " (\\S+)$").matcher(scrape());
        return line.find() ? Double.parseDouble(line.group(1)) : 0;
    }

    private static String scrape() {
        HttpResponse<String> answer = Pages.get(URI.create(SERVER.managementUrl() + "/actuator/prometheus"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
        return answer.body();
    }
}
