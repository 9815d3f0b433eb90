package io.openinbox.server.manage;

import static io.openinbox.server.support.Json.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.Api;
import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.server.support.TestTeam.TestAccount;
import io.openinbox.team.Scope;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** How a team's accounts fare, and taking them off. */
final class AccountsManageTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private final TestTeam team = SERVER.team();
    private final Api manage = team.api().manage();
    private final TestAccount account = team.account();

    @Test
    @DisplayName("an account says what was delivered to it and could not be shown")
    void health() {
        SERVER.simulator().deliverUnknown(account.user());
        SERVER.simulator().awaitIdle(Duration.ofSeconds(20));

        JsonNode health = manage.get("/account-links/health").ok().path("data");

        assertThat(health).hasSize(1);
        assertThat(text(health.get(0), "id")).isEqualTo(account.id());
        assertThat(text(health.get(0), "status")).isEqualTo("active");
        assertThat(text(health.get(0).path("keptRaw").get(0), "reason")).isEqualTo("an event of an unknown type");
        assertThat(health.get(0).path("keptRaw").get(0).path("count").intValue())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("an account that is taken off keeps its history and its place in the list")
    void unlink() {
        team.receive(account, team.person(), "hi");

        assertThat(manage.delete("/account-links/" + account.id()).status()).isEqualTo(204);

        assertThat(text(manage.get("/account-links/health").ok().path("data").get(0), "status"))
                .isEqualTo("offline");
        assertThat(team.api().get("/threads?inbox=requests").ok().path("threads"))
                .hasSize(1);
        assertThat(SERVER.simulator().linkedAccounts()).doesNotContain(account.user());
    }

    @Test
    @DisplayName("it takes the scope admin, and an account of one's own team")
    void refused() {
        team.api(Set.of(Scope.READ, Scope.WRITE))
                .manage()
                .delete("/account-links/" + account.id())
                .refusedAs(403, "insufficientScope");
        SERVER.team().api().manage().delete("/account-links/" + account.id()).refusedAs(404, "accountLinkNotFound");
        assertThat(manage.get("/account-links/health")
                        .ok()
                        .path("data")
                        .get(0)
                        .path("status")
                        .stringValue())
                .isEqualTo("active");
    }
}
