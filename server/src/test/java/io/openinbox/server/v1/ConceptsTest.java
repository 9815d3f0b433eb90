package io.openinbox.server.v1;

import static io.openinbox.server.support.Json.platforms;
import static io.openinbox.server.support.Json.text;
import static io.openinbox.server.support.Json.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.server.support.TestTeam.TestAccount;
import io.openinbox.simulator.x.XUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/**
 * The concepts of API v1 have a letter and a number each, and tests carry them in their names: A overview, B threads, C
 * messages, D prospects, E account links, F tags and statuses, G members, H ids, I states and views, J relationships and
 * paging, K best practices. Here stand those that belong to no one object, and the check that none is missing.
 */
final class ConceptsTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private static final Map<Character, Integer> CONCEPTS = Map.ofEntries(
            Map.entry('A', 3),
            Map.entry('B', 5),
            Map.entry('C', 3),
            Map.entry('D', 4),
            Map.entry('E', 4),
            Map.entry('F', 7),
            Map.entry('G', 4),
            Map.entry('H', 4),
            Map.entry('I', 9),
            Map.entry('J', 7),
            Map.entry('K', 4));

    private static final Pattern DISPLAY_NAME = Pattern.compile("@DisplayName\\(\\s*\"((?:[A-K][0-9](?:, | and )?)+):");

    private TestTeam team;
    private TestAccount account;
    private XUser person;

    @BeforeEach
    void makeTeam() {
        team = SERVER.team();
        account = team.account();
        person = team.person();
    }

    @Test
    @DisplayName("every concept is a test that bears its name")
    void complete() throws IOException {
        Set<String> tested;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java/io/openinbox/server"))) {
            tested = files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(ConceptsTest::conceptsIn)
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        assertThat(tested)
                .containsAll(CONCEPTS.entrySet().stream()
                        .flatMap(section -> IntStream.rangeClosed(1, section.getValue())
                                .mapToObj(number -> section.getKey().toString() + number))
                        .toList());
    }

    @Test
    @DisplayName("A2, J4: everything that belongs to a platform says to which")
    void platform() {
        team.receive(account, person, "hi");
        JsonNode thread =
                team.api().get("/threads?inbox=all").ok().path("threads").get(0);
        String prospect = "/prospects/" + text(thread, "prospectId");
        String messages = "/threads/" + text(thread, "id") + "/messages";

        for (JsonNode shown : List.of(
                thread,
                thread.path("prospect"),
                team.api().get(prospect).ok(),
                team.api().get(messages).ok().path("messages").get(0),
                team.api().get("/account-links").ok().get(0))) {
            assertThat(text(shown, "platform")).as(shown.toString()).isEqualTo("x");
        }
    }

    @Test
    @DisplayName(
            "A3, J6: only platform names, platformData and variant know the platform; a client switches on the name")
    void neutral() {
        team.receive(account, person, "hi");
        String id =
                text(team.api().get("/threads?inbox=all").ok().path("threads").get(0), "id");

        JsonNode asX = team.api("x").get("/threads/" + id).ok();
        JsonNode asTwitter = team.api("twitter").get("/threads/" + id).ok();

        assertThat(platforms(asX)).containsOnly("x");
        assertThat(platforms(asTwitter)).containsOnly("twitter");
        assertThat(asTwitter.toString().replace("\"platform\":\"twitter\"", "\"platform\":\"x\""))
                .isEqualTo(asX.toString());
        assertThat(asX.propertyNames())
                .doesNotContain("twitterId", "xId", "platformData")
                .contains("variant");
        assertThat(asX.path("prospect").propertyNames()).contains("platformData");
    }

    @Test
    @DisplayName("D3: what the platform says of a prospect is kept up to date, and the change is told of")
    void enriched() {
        team.receive(account, person, "hi");
        JsonNode before = prospect();

        SERVER.simulator().update(person.withName("Another Name"));
        team.receive(account, person, "me again");

        JsonNode after = prospect();
        assertThat(text(before, "displayName")).isEqualTo(person.name());
        assertThat(text(after, "displayName")).isEqualTo("Another Name");
        assertThat(text(after, "lastUpdatedAt")).isGreaterThan(text(before, "lastUpdatedAt"));
        assertThat(text(after, "lastEnrichedAt")).isNotBlank();
        assertThat(text(after, "source")).isIn("cached", "indexed", "live", "merged");
        JsonNode events = team.api().get("/events").ok().path("events");
        assertThat(texts(events, "type"))
                .containsExactly(
                        "prospect.created",
                        "thread.created",
                        "message.created",
                        "prospect.enriched",
                        "message.created");
        assertThat(events.get(3).at("/data/prospect/externalId").stringValue()).isEqualTo(text(after, "externalId"));
    }

    @Test
    @DisplayName("J1: every id a thread names is found by its own operation")
    void relationships() {
        team.receive(account, person, "hi");
        String member = team.owner().id().text();
        String listed =
                text(team.api().get("/threads?inbox=all").ok().path("threads").get(0), "id");
        JsonNode thread = team.api()
                .patch("/threads/" + listed, "{\"assigneeId\":\"" + member + "\"}")
                .ok();
        String tag = text(team.api().post("/tags", "{\"name\":\"t\"}").ok(), "id");
        String status = text(team.api().post("/statuses", "{\"name\":\"s\"}").ok(), "id");
        String prospect = thread.path("prospect").path("externalId").stringValue();
        JsonNode context = team.api()
                .patch("/prospects/" + prospect + "/context", """
                        {"addTags":["%s"],"statusId":"%s"}""", tag, status)
                .ok()
                .path("context");

        assertThat(texts(team.api().get("/account-links").ok(), "id")).contains(text(thread, "accountLinkId"));
        assertThat(text(team.api().get("/members/" + text(thread, "assigneeId")).ok(), "id"))
                .isEqualTo(member);
        assertThat(text(team.api().get("/prospects/" + prospect).ok(), "externalId"))
                .isEqualTo(prospect);
        assertThat(texts(team.api().get("/threads/" + listed + "/messages").ok().path("messages"), "id"))
                .contains(text(thread.path("lastMessage"), "id"));
        assertThat(text(
                        team.api()
                                .get("/tags/" + context.path("tags").get(0).stringValue())
                                .ok(),
                        "id"))
                .isEqualTo(tag);
        assertThat(text(team.api().get("/statuses/" + text(context, "statusId")).ok(), "id"))
                .isEqualTo(status);
        assertThat(texts(context.path("threads"), "id")).containsExactly(listed);
        assertThat(text(team.api().get("/team").ok(), "id"))
                .isEqualTo(team.team().id().text());
    }

    private JsonNode prospect() {
        return team.api().get("/prospects/lookup?platformId=%s", person.id()).ok();
    }

    private static Stream<String> conceptsIn(Path file) {
        try {
            return DISPLAY_NAME
                    .matcher(Files.readString(file))
                    .results()
                    .map(MatchResult::group)
                    .flatMap(names -> Pattern.compile("[A-K][0-9]")
                            .matcher(names.substring(names.indexOf('"')))
                            .results())
                    .map(MatchResult::group);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
