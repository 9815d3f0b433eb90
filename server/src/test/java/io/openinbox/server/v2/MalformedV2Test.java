package io.openinbox.server.v2;

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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every parameter and every field of a body, as the contract lists them, with values that do not fit: the answer is a
 * refusal that names the place, whatever the value.
 */
final class MalformedV2Test {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private static final JsonMapper JSON = JsonMapper.shared();

    private static Api api;
    private static StoryV2 story;

    @BeforeAll
    static void tell() {
        TestTeam team = SERVER.team();
        api = team.api().v2();
        story = StoryV2.tell(team);
    }

    /** @param at the path of the issue; empty for whatever is not a place in the request */
    private record Case(
            String method, String path, @Nullable String body, String at) {

        String name() {
            return method + " " + path + (body == null ? "" : " " + body);
        }

        void run() {
            Api.Answer answer = api.send(method, path, body);
            assertThat(answer.status()).as(answer.text()).isEqualTo(400);
            if (text(answer.json(), "code").equals("invalidCursor")) {
                assertThat(at).isEqualTo("cursor");
            } else {
                answer.invalidAt(at);
            }
        }
    }

    @TestFactory
    @DisplayName("a parameter that does not fit")
    Stream<DynamicTest> parameters() {
        List<Case> cases = new ArrayList<>();
        for (Contract.Operation operation : Contract.V2.details()) {
            for (JsonNode parameter : operation.parameters()) {
                String name = text(parameter, "name");
                JsonNode schema = Contract.V2.resolved(parameter.path("schema"));
                switch (text(parameter, "in")) {
                    case "path" -> {
                        for (String value : badPathValues(schema)) {
                            String path = story.path(operation.path(), Map.of(name, escape(value)));
                            cases.add(new Case(
                                    operation.method(),
                                    withRequired(operation, path, ""),
                                    story.body(operation.id()),
                                    name));
                        }
                    }
                    case "query" -> {
                        boolean isList = text(schema, "type").equals("array");
                        JsonNode item = isList ? schema.path("items") : schema;
                        for (String value : badQueryValues(Contract.V2.resolved(item))) {
                            String path = story.path(operation.path(), Map.of());
                            cases.add(new Case(
                                    operation.method(),
                                    withRequired(operation, path, name) + name + "=" + escape(value),
                                    story.body(operation.id()),
                                    isList ? name + ".0" : name));
                        }
                        if (!isList) {
                            String path = withRequired(operation, story.path(operation.path(), Map.of()), name);
                            cases.add(new Case(
                                    operation.method(),
                                    path + name + "=1&" + name + "=2",
                                    story.body(operation.id()),
                                    name));
                        }
                    }
                    default -> {}
                }
            }
        }
        assertThat(cases).hasSizeGreaterThan(150);
        return cases.stream().map(one -> DynamicTest.dynamicTest(one.name(), one::run));
    }

    @TestFactory
    @DisplayName("a body that does not fit")
    Stream<DynamicTest> bodies() {
        List<Case> cases = new ArrayList<>();
        for (Contract.Operation operation : Contract.V2.details()) {
            String body = story.body(operation.id());
            if (body == null) {
                continue;
            }
            String path = story.path(operation.path(), Map.of());
            for (String broken : List.of("{", "[]", "\"x\"", "1", "null", "{} {}", "{\"a\":}")) {
                cases.add(new Case(operation.method(), path, broken, ""));
            }
            addMutations(cases, operation.method(), path, (ObjectNode) JSON.readTree(body), List.of());
        }
        assertThat(cases).hasSizeGreaterThan(100);
        return cases.stream().map(one -> DynamicTest.dynamicTest(one.name(), one::run));
    }

    @Test
    @DisplayName("a body that is missing where fields are required names the first of them")
    void noBody() {
        api.send("POST", "/messages", null).invalidAt("target");
        api.send("POST", "/tags", null).invalidAt("name");
    }

    @Test
    @DisplayName("an idempotency key is printable ASCII of at most 255 characters")
    void idempotencyKeys() {
        for (String key : List.of("k".repeat(256), "")) {
            api.with("Idempotency-Key", key)
                    .send("POST", "/messages", story.body("messages.send"))
                    .invalidAt("Idempotency-Key");
        }
    }

    private static void addMutations(
            List<Case> cases, String method, String path, ObjectNode whole, List<String> place) {
        ObjectNode here = place.isEmpty() ? whole : (ObjectNode) whole.at("/" + String.join("/", place));
        cases.add(mutated(method, path, whole, place, "noSuchField", JSON.valueToTree(1)));
        here.forEachEntry((name, value) -> {
            for (JsonNode bad : badValues(name, value)) {
                cases.add(mutated(method, path, whole, place, name, bad));
            }
            if (value.isObject()) {
                List<String> deeper = new ArrayList<>(place);
                deeper.add(name);
                addMutations(cases, method, path, whole, deeper);
            }
        });
    }

    private static Case mutated(
            String method, String path, ObjectNode whole, List<String> place, String name, JsonNode bad) {
        ObjectNode copy = whole.deepCopy();
        ObjectNode holder = place.isEmpty() ? copy : (ObjectNode) copy.at("/" + String.join("/", place));
        holder.set(name, bad);
        String at = Stream.concat(place.stream(), Stream.of(name)).collect(Collectors.joining("."));
        // Half a pair cannot be written as bytes, only as an escape.
        return new Case(method, path, copy.toString().replace("\ud800", "\\ud800"), at);
    }

    private static List<JsonNode> badValues(String name, JsonNode good) {
        List<JsonNode> bad = new ArrayList<>();
        for (String json : List.of("1", "true", "\"text\"", "[]", "{}", "[1]")) {
            JsonNode value = JSON.readTree(json);
            if (!value.getNodeType().equals(good.getNodeType()) && !(good.isObject() && value.isObject())) {
                bad.add(value);
            }
        }
        if (good.isString()) {
            if (!name.equals("notes")) {
                bad.add(JSON.valueToTree(""));
            }
            bad.add(JSON.valueToTree("a\u0000b"));
            bad.add(JSON.valueToTree("a\ud800b"));
            if (name.endsWith("Id") && !name.equals("platformId")) {
                bad.add(JSON.valueToTree("Not-An-Id"));
            }
        }
        if (good.isNumber()) {
            bad.add(JSON.readTree("1e400"));
            bad.add(JSON.readTree("0.00000000001"));
        }
        boolean takesNull =
                List.of("notes", "valuation", "assigneeId", "status", "color").contains(name);
        if (!takesNull) {
            bad.add(JSON.nullNode());
        }
        return bad;
    }

    private static List<String> badPathValues(JsonNode declared) {
        JsonNode schema = Contract.V2.resolved(declared);
        if (schema.path("type").stringValue().equals("integer")) {
            return List.of("x", "-1", "1.5", "99999999999999999999");
        }
        return schema.has("pattern") ? List.of("Not-An-Id", "a b", "\u00fcber", "a/b", "a%b", "A") : List.of();
    }

    private static List<String> badQueryValues(JsonNode schema) {
        List<String> bad = new ArrayList<>(List.of("\u0000"));
        switch (schema.path("type").stringValue()) {
            case "integer" -> {
                bad.addAll(List.of("", "x", "1.5", "-1", "99999999999999999999"));
                if (schema.path("minimum").asLong() > 0) {
                    bad.add(String.valueOf(schema.path("minimum").asLong() - 1));
                }
                if (schema.has("maximum")) {
                    bad.add(String.valueOf(schema.path("maximum").asLong() + 1));
                }
            }
            case "boolean" -> bad.addAll(List.of("", "yes", "1", "TRUE"));
            default -> {
                bad.add("");
                if (schema.has("enum")) {
                    bad.addAll(List.of("nonsense", "INBOX"));
                } else if (schema.has("pattern")) {
                    bad.add("Not-An-Id");
                }
            }
        }
        return bad;
    }

    /** The parameters the operation cannot do without, except the one in question, ready for one more. */
    private static String withRequired(Contract.Operation operation, String path, String except) {
        var query = new StringBuilder(path).append('?');
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
