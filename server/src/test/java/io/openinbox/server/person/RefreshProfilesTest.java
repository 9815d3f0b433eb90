package io.openinbox.server.person;

import static io.openinbox.server.support.Json.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.person.AccountStatus;
import io.openinbox.server.support.Api;
import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.server.support.TestTeam.TestAccount;
import io.openinbox.simulator.x.XUser;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** People are asked for once a day, and a change of what they show is told. */
final class RefreshProfilesTest {

    @RegisterExtension
    static final TestServer SERVER =
            TestServer.create(Map.of("inbox.x.reads-per-day", 100_000, "inbox.x.reads-per-team-per-day", 1_000));

    private final TestTeam team = SERVER.team();
    private final Api api = team.api();
    private final TestAccount account = team.account();

    @AfterEach
    void resetClock() {
        SERVER.clock().reset();
    }

    private JsonNode prospect(XUser person) {
        return api.get("/prospects/lookup?platformId=%s", person.id()).ok();
    }

    private List<String> enriched() {
        List<String> ids = new ArrayList<>();
        for (JsonNode event : api.get("/events?limit=1000").ok().path("events")) {
            if (text(event, "type").equals("prospect.enriched")) {
                ids.add(event.path("data").path("prospect").path("platformId").stringValue(""));
            }
        }
        return ids;
    }

    /** The server's own run may come first; either does it. */
    private void aDayLater() {
        SERVER.clock().pass(Duration.ofHours(26));
        SERVER.core().refreshProfiles().run();
    }

    @Test
    @DisplayName(
            "a day later names, and accounts that are gone, are as the platform has them; nobody hears what did not change")
    void refreshed() {
        XUser renamed = team.person();
        XUser same = team.person();
        XUser suspended = team.person();
        for (XUser person : List.of(renamed, same, suspended)) {
            team.receive(account, person, "Hello");
        }
        JsonNode before = prospect(same);
        SERVER.simulator().update(renamed.withName("Another name"));
        SERVER.simulator().suspend(suspended);

        aDayLater();

        JsonNode now = prospect(renamed);
        assertThat(text(now, "displayName")).isEqualTo("Another name");
        assertThat(now.path("isFresh").booleanValue()).isTrue();
        assertThat(Instant.parse(text(now, "lastUpdatedAt"))).isAfter(Instant.parse(text(before, "lastUpdatedAt")));
        JsonNode unchanged = prospect(same);
        assertThat(Instant.parse(text(unchanged, "lastEnrichedAt")))
                .isAfter(Instant.parse(text(before, "lastEnrichedAt")).plus(Duration.ofHours(25)));
        assertThat(text(unchanged, "lastUpdatedAt")).isEqualTo(text(before, "lastUpdatedAt"));
        assertThat(SERVER.core()
                        .people()
                        .findByPlatformId(team.team().id(), suspended.id())
                        .orElseThrow()
                        .profile()
                        .accountStatus())
                .isEqualTo(AccountStatus.SUSPENDED);
        assertThat(text(prospect(suspended), "displayName")).isEqualTo(suspended.name());
        assertThat(enriched()).containsExactlyInAnyOrder(renamed.id(), suspended.id());

        aDayLater();

        assertThat(enriched()).hasSize(2);
    }

    @Test
    @DisplayName("who was silent for a month is not asked for")
    void silent() {
        XUser person = team.person();
        team.receive(account, person, "Hello");
        SERVER.simulator().update(person.withName("Another name"));
        SERVER.clock().pass(Duration.ofDays(31));
        SERVER.core().refreshProfiles().run();

        assertThat(text(prospect(person), "displayName")).isEqualTo(person.name());
    }
}
