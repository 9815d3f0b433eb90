package io.openinbox.server.v1;

import static io.openinbox.server.support.Json.platforms;
import static io.openinbox.server.support.Json.text;
import static io.openinbox.server.support.Json.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.server.support.TestTeam.TestAccount;
import io.openinbox.simulator.x.XUser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@ParameterizedClass
@ValueSource(strings = {"x", "twitter"})
final class ProspectsApiTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private final String xName;
    private final TestTeam team;
    private final TestAccount account;
    private final XUser person;

    ProspectsApiTest(String xName) {
        this.xName = xName;
        team = SERVER.team(xName);
        account = team.account();
        person = team.person();
    }

    @AfterEach
    void resetClock() {
        SERVER.clock().reset();
    }

    @Test
    @DisplayName("D1: a prospect is found by the platform's id and shown by ours")
    void lookUp() {
        team.receive(account, person, "hi");

        JsonNode found = lookUp(person.id());

        assertThat(text(found, "platformId")).isEqualTo(person.id());
        assertThat(text(found, "username")).isEqualTo(person.username());
        assertThat(text(found, "handle")).isEqualTo("@" + person.username());
        assertThat(text(found, "displayName")).isEqualTo(person.name());
        assertThat(text(found, "id")).isEqualTo(text(found, "externalId"));
        assertThat(platforms(found)).containsExactly(xName);
        assertThat(team.api().get("/prospects/" + text(found, "externalId")).ok())
                .isEqualTo(found);
        assertThat(lookUp("1").isNull()).isTrue();
        assertThat(lookUp(text(found, "externalId")).isNull()).isTrue();
        team.api().get("/prospects/lookup").refused(400, "BAD_REQUEST");
        team.api().get("/prospects/lookup?platformId=").refused(400, "BAD_REQUEST");
        team.api().get("/prospects/p0000000000000000000000a").refused(404, "PROSPECT_NOT_FOUND");
        SERVER.team().api().get("/prospects/" + text(found, "id")).refused(404, "PROSPECT_NOT_FOUND");
    }

    @Test
    @DisplayName("D2: a prospect is one, whichever account link talks to them")
    void shared() {
        TestAccount second = team.account();
        String one = team.thread(account, person);
        String two = team.thread(second, person);

        String prospect = text(team.api().get("/threads/" + one).ok(), "prospectId");

        assertThat(text(team.api().get("/threads/" + two).ok(), "prospectId")).isEqualTo(prospect);
        JsonNode threads =
                team.api().get("/prospects/" + prospect).ok().path("context").path("threads");
        assertThat(texts(threads, "id")).containsExactlyInAnyOrder(one, two);
        assertThat(texts(threads, "accountLinkId")).containsExactlyInAnyOrder(account.id(), second.id());
    }

    @Test
    @DisplayName("J7: a new prospect carries an empty context")
    void context() {
        String thread = team.thread(account, person);

        JsonNode context =
                team.api().get("/threads/" + thread).ok().path("prospect").path("context");

        assertThat(context).isEqualTo(JsonV1.MAPPER.readTree("""
                {"tags":[],"statusId":null,"valuation":null,"notes":null}"""));
    }

    @Test
    @DisplayName("a prospect known by id alone has a value in every field that needs one")
    void knownById() {
        team.thread(account, person);

        JsonNode found = lookUp(person.id());

        assertThat(text(found, "username")).isEqualTo(person.id());
        assertThat(text(found, "displayName")).isEqualTo(person.id());
        assertThat(text(found, "profileUrl")).isEmpty();
        assertThat(found.path("followerCount").intValue()).isZero();
        assertThat(found.path("lastEnrichedAt").isNull()).isTrue();
        assertThat(found.path("isFresh").booleanValue()).isFalse();
        assertThat(found.path("isStale").booleanValue()).isTrue();
        assertThat(found.path("platformData").path("isVerifiedBlue").booleanValue())
                .isFalse();
    }

    @Test
    @DisplayName("K2: a copied profile says how old it is")
    void freshness() {
        team.receive(account, person, "hi");

        List<List<Boolean>> ages = new ArrayList<>();
        List<Double> confidence = new ArrayList<>();
        for (Duration age : List.of(Duration.ofDays(1), Duration.ofDays(9), Duration.ofDays(30))) {
            SERVER.clock().pass(age);
            JsonNode found = lookUp(person.id());
            ages.add(List.of(
                    found.path("isFresh").booleanValue(), found.path("isStale").booleanValue()));
            confidence.add(found.path("confidence").doubleValue());
        }

        assertThat(ages).containsExactly(List.of(true, false), List.of(false, false), List.of(false, true));
        assertThat(confidence)
                .isSortedAccordingTo((a, b) -> Double.compare(b, a))
                .doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("J5: both spellings are understood from everybody, another platform is refused")
    void platformOnInput() {
        team.thread(account, person);

        for (String known : List.of("x", "twitter")) {
            assertThat(team.api()
                            .get("/prospects/lookup?platformId=%s&platform=%s", person.id(), known)
                            .ok()
                            .isNull())
                    .isFalse();
        }
        team.api().get("/prospects/lookup?platformId=1&platform=myspace").refused(400, "BAD_REQUEST");
    }

    private JsonNode lookUp(String platformId) {
        return team.api().get("/prospects/lookup?platformId=%s", platformId).ok();
    }
}
