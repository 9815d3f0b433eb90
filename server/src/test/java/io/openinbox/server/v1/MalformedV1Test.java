package io.openinbox.server.v1;

import static io.openinbox.server.support.Json.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.Api;
import io.openinbox.server.support.Contract;
import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every parameter and every field of a body, as the contract lists them, with values that do not fit: the answer is a
 * refusal that names the field, and never a fault of the server.
 */
final class MalformedV1Test {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Fields that are only read where another one, their first name, is absent. */
    private static final Map<String, String> FIRST_NAMES =
            Map.of("text", "content", "prospectPlatformId", "externalPlatformId", "externalId", "externalPlatformId");

    private static Api api;
    private static StoryV1 story;

    @BeforeAll
    static void tell() {
        TestTeam team = SERVER.team();
        api = team.api();
        story = StoryV1.tell(team);
    }

    /** @param field what the refusal names; empty where the request as a whole does not fit */
    private record Case(String method, String path, String body, String field) {

        String name() {
            return method + " " + path + " " + body;
        }

        void run() {
            Api.Answer answer = api.send(method, path, body.isEmpty() ? null : body);
            assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
            JsonNode error = answer.json().path("error");
            boolean isUnknownThing = text(error, "code").endsWith("_NOT_FOUND");
            assertThat(isUnknownThing || text(error, "message").contains(field))
                    .as(answer.text())
                    .isTrue();
        }
    }

    @TestFactory
    @DisplayName("a parameter of a query that does not fit")
    Stream<DynamicTest> queries() {
        List<Case> cases = new ArrayList<>();
        for (Contract.Operation operation : Contract.V1.details()) {
            for (JsonNode parameter : operation.parameters()) {
                String name = text(parameter, "name");
                if (text(parameter, "in").equals("query")) {
                    String path = story.path(operation.path(), Map.of()) + required(operation, name);
                    for (String value : badQueryValues(name, Contract.V1.resolved(parameter.path("schema")))) {
                        cases.add(new Case(
                                operation.method(),
                                path + name + value,
                                story.body(operation.id()).orElse(""),
                                name));
                    }
                }
            }
        }
        assertThat(cases).hasSizeGreaterThan(60);
        return cases.stream().map(one -> DynamicTest.dynamicTest(one.name(), one::run));
    }

    @TestFactory
    @DisplayName("a variable of a path that does not fit")
    Stream<DynamicTest> paths() {
        List<Case> cases = new ArrayList<>();
        for (Contract.Operation operation : Contract.V1.details()) {
            for (JsonNode parameter : operation.parameters()) {
                if (text(parameter, "in").equals("path")) {
                    for (String value :
                            List.of("Not-An-Id", "12345", "a b", "\u00fcber", "a/b", "a%b", "..", "z".repeat(500))) {
                        String path = story.path(operation.path(), Map.of(text(parameter, "name"), escape(value)));
                        cases.add(new Case(
                                operation.method(),
                                path,
                                story.body(operation.id()).orElse(""),
                                ""));
                    }
                }
            }
        }
        assertThat(cases).hasSizeGreaterThan(150);
        return cases.stream().map(one -> DynamicTest.dynamicTest(one.name(), one::run));
    }

    @TestFactory
    @DisplayName("a field of a body that does not fit")
    Stream<DynamicTest> fields() {
        List<Case> cases = new ArrayList<>();
        for (Contract.Operation operation : Contract.V1.details()) {
            for (Map.Entry<String, JsonNode> field : operation.fields().properties()) {
                String name = field.getKey();
                String path = story.path(operation.path(), Map.of()) + required(operation, "");
                for (String bad : badValues(name, Contract.V1.resolved(field.getValue()))) {
                    ObjectNode body = (ObjectNode)
                            JSON.readTree(story.body(operation.id()).orElse("{}"));
                    body.remove(FIRST_NAMES.getOrDefault(name, ""));
                    body.remove(name);
                    String fields = body.toString().replaceFirst("}$", body.isEmpty() ? "" : ",");
                    cases.add(new Case(operation.method(), path, fields + "\"" + name + "\":" + bad + "}", name));
                }
            }
        }
        assertThat(cases).hasSizeGreaterThan(150);
        return cases.stream().map(one -> DynamicTest.dynamicTest(one.name(), one::run));
    }

    @TestFactory
    @DisplayName("a body that is no JSON object")
    Stream<DynamicTest> bodies() {
        List<Case> cases = new ArrayList<>();
        for (Contract.Operation operation : Contract.V1.details()) {
            if (!operation.fields().isEmpty()) {
                String path = story.path(operation.path(), Map.of());
                for (String body : List.of("{", "[]", "\"x\"", "1", "null", "{} {}", "{\"a\":}", "not json")) {
                    cases.add(new Case(operation.method(), path, body, "body"));
                }
            }
        }
        assertThat(cases).hasSizeGreaterThanOrEqualTo(80);
        return cases.stream().map(one -> DynamicTest.dynamicTest(one.name(), one::run));
    }

    /** What follows a parameter's name, equals sign included. */
    private static List<String> badQueryValues(String name, JsonNode schema) {
        List<String> bad = new ArrayList<>();
        switch (kind(schema)) {
            case "integer" -> {
                bad.addAll(List.of("=x", "=1.5", "=-1", "=99999999999999999999", "=1&" + name + "=2", "[a]=1"));
                if (schema.path("minimum").longValue(0) > 0) {
                    bad.add("=" + (schema.path("minimum").longValue() - 1));
                }
                if (schema.has("maximum")) {
                    bad.add("=" + (schema.path("maximum").longValue() + 1));
                }
            }
            case "enum" -> bad.addAll(List.of("=nonsense", "=%00", "[a]=b"));
            case "date-time" ->
                bad.addAll(List.of("=yesterday", "=2026-13-01T00:00:00Z", "=1", "=-1000000000-01-01T00:00:00Z"));
            case "object" -> bad.addAll(List.of("=text", "=%7B%22", "=%5B1%5D", "=1"));
            case "array" -> bad.addAll(List.of("[a]=b", "=%7B%22a%22:1%7D", "=%5B1%5D", "=%5B%22", "=%00"));
            default -> {
                bad.addAll(List.of("=%00", "[a]=b"));
                // Short for the list, and a list like it.
                if (!name.equals("accountLinkId")) {
                    bad.add("=a&" + name + "=b");
                }
            }
        }
        return bad;
    }

    private static List<String> badValues(String name, JsonNode schema) {
        return switch (kind(schema)) {
            case "boolean" -> List.of("\"yes\"", "1", "[true]", "{\"a\":1}");
            case "number" -> List.of("\"10\"", "true", "[1]", "{\"a\":1}", "1e400", "-1e99", "0.123456789012");
            case "array" ->
                List.of("\"x\"", "1", "true", "{\"a\":1}", "[1]", "[{\"a\":1}]", "[\"Not-An-Id\"]", "[\"a\\u0000b\"]");
            case "enum" -> List.of("\"nonsense\"", "1", "true", "[1]", "{\"a\":1}");
            default -> {
                List<String> bad =
                        new ArrayList<>(List.of("1", "true", "[\"x\"]", "{\"a\":1}", "\"a\\u0000b\"", "\"a\\ud800b\""));
                if (name.endsWith("Id") && !name.endsWith("PlatformId")) {
                    bad.add("\"Not-An-Id\"");
                    bad.add("\"" + "z".repeat(24) + "\"");
                }
                yield bad;
            }
        };
    }

    /** The first kind a schema allows that is not null. */
    private static String kind(JsonNode schema) {
        if (schema.has("enum")) {
            return "enum";
        }
        if (schema.has("anyOf")) {
            return kind(Contract.V1.resolved(schema.path("anyOf").get(0)));
        }
        JsonNode type = schema.path("type");
        String first = type.isArray() ? type.get(0).stringValue() : type.stringValue();
        return schema.path("format").asString("").equals("date-time") ? "date-time" : first;
    }

    /** The parameters the operation cannot do without, except the one in question, ready for one more. */
    private static String required(Contract.Operation operation, String except) {
        var query = new StringBuilder("?");
        for (JsonNode parameter : operation.parameters()) {
            String name = text(parameter, "name");
            if (text(parameter, "in").equals("query")
                    && parameter.path("required").booleanValue(false)
                    && !name.equals(except)) {
                query.append(name).append('=').append(escape(story.query(name))).append('&');
            }
        }
        return query.toString();
    }

    private static String escape(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
