package io.openinbox.server.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A surface's contract in {@code openapi/}: its operations, and whether an answer keeps to it. */
public final class Contract {

    public static final Contract V1 =
            new Contract("/api/v1", Path.of("../openapi/v1.yaml"), "/components/schemas/Error", null);

    public static final Contract V2 =
            new Contract("/api/v2", Path.of("../openapi/v2.yaml"), null, "/components/schemas/InvalidRequest");

    /** What the web inbox and administrators use. */
    public static final Contract MANAGE =
            new Contract("/api/manage", Path.of("../openapi/manage.yaml"), "/components/schemas/Error", null);

    private static final Map<String, Contract> BY_PREFIX = Map.of(V1.prefix, V1, V2.prefix, V2, MANAGE.prefix, MANAGE);
    /** No operation declares these: any can answer them. */
    private static final Set<Integer> REFUSED_BY_HTTP = Set.of(405, 413, 415);

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private final Map<JsonNode, Schema> known = new ConcurrentHashMap<>();
    private final String prefix;
    private final JsonNode document;

    private final String commonError;
    private final String refusedByHttp;

    /**
     * @param commonError where the schema of all errors is; null where each operation declares its own
     * @param refusedByHttp where the schema of what HTTP itself refuses is, if errors have no common one
     */
    private Contract(String prefix, Path file, String commonError, String refusedByHttp) {
        this.prefix = prefix;
        this.document = read(file);
        this.commonError = commonError;
        this.refusedByHttp = refusedByHttp;
    }

    /**
     * @param parameters with their schemas, references followed
     * @param fields of the body, by name with their schemas; empty where there is none
     */
    public record Operation(String method, String path, String id, List<JsonNode> parameters, JsonNode fields) {}

    /** The operations with what can be sent to them. */
    public List<Operation> details() {
        List<Operation> details = new ArrayList<>();
        document.path("paths")
                .forEachEntry((path, item) -> item.propertyNames().stream()
                        .filter(METHODS::contains)
                        .forEach(method -> {
                            JsonNode operation = item.path(method);
                            List<JsonNode> parameters = new ArrayList<>();
                            item.path("parameters").forEach(parameter -> parameters.add(resolved(parameter)));
                            operation.path("parameters").forEach(parameter -> parameters.add(resolved(parameter)));
                            details.add(new Operation(
                                    method.toUpperCase(Locale.ROOT),
                                    path,
                                    operation.path("operationId").stringValue(),
                                    parameters,
                                    fields(operation)));
                        }));
        return details;
    }

    private JsonNode fields(JsonNode operation) {
        return resolved(operation
                        .path("requestBody")
                        .path("content")
                        .path("application/json")
                        .path("schema"))
                .path("properties");
    }

    /** What a reference points at; anything else as it is. */
    public JsonNode resolved(JsonNode node) {
        return deref(node);
    }

    static Optional<Contract> of(String prefix) {
        return Optional.ofNullable(BY_PREFIX.get(prefix));
    }

    /** As {@code METHOD /path}. */
    public List<String> operations() {
        List<String> operations = new ArrayList<>();
        document.path("paths")
                .forEachEntry((path, item) -> item.propertyNames().stream()
                        .filter(METHODS::contains)
                        .forEach(method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        return operations;
    }

    /** Holds the body of an answer to the schema of its operation and status, or of errors. */
    void check(String method, String path, Api.Answer answer) {
        if (method.equals("HEAD")) {
            return;
        }
        if (commonError != null && answer.status() >= 400) {
            check(document.at(commonError), answer);
            return;
        }
        Optional<JsonNode> operation = find(method, path);
        if (refusedByHttp != null && (operation.isEmpty() || REFUSED_BY_HTTP.contains(answer.status()))) {
            assertThat(answer.status()).as("%s %s", method, path).isIn(404, 405, 413, 415);
            check(document.at(refusedByHttp), answer);
            return;
        }
        JsonNode declared = deref(operation
                .orElseThrow(() -> new AssertionError("The contract has no " + method + " " + path + "."))
                .path("responses")
                .path(String.valueOf(answer.status())));
        if (declared.isMissingNode()) {
            throw new AssertionError("The contract declares no " + answer.status() + " of " + method + " " + path + ": "
                    + answer.text());
        }
        JsonNode content = declared.path("content");
        if (content.isMissingNode()) {
            assertThat(answer.text()).as("body of %s %s", method, path).isEmpty();
        } else {
            check(content.path("application/json").path("schema"), answer);
        }
    }

    private JsonNode deref(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").stringValue().substring(1)) : node;
    }

    private void check(JsonNode schema, Api.Answer answer) {
        Schema compiled = known.computeIfAbsent(schema, this::compile);
        assertThat(compiled.validate(answer.json()))
                .as("breaches of the contract in %s: %s", answer.response().uri(), answer.text())
                .isEmpty();
    }

    /** The schemas an operation refers to travel with its own. */
    private Schema compile(JsonNode schema) {
        ObjectNode whole = ((ObjectNode) schema).deepCopy();
        whole.set("components", document.path("components"));
        return SCHEMAS.getSchema(whole);
    }

    private Optional<JsonNode> find(String method, String path) {
        String below = path.substring(prefix.length());
        return document.path("paths")
                .propertyStream()
                .filter(entry -> fits(entry.getKey(), below))
                // A literal path comes before one with a variable in the same place.
                .min((one, other) -> Integer.compare(variables(one.getKey()), variables(other.getKey())))
                .map(entry -> entry.getValue().path(method.toLowerCase(Locale.ROOT)))
                .filter(JsonNode::isObject);
    }

    private static boolean fits(String template, String path) {
        String pattern = Pattern.compile("\\{[^}]*}")
                        .splitAsStream(template)
                        .map(Pattern::quote)
                        .reduce((a, b) -> a + "[^/]+" + b)
                        .orElseThrow()
                + (template.endsWith("}") ? "[^/]+" : "");
        return path.matches(pattern);
    }

    private static int variables(String template) {
        return (int) template.chars().filter(c -> c == '{').count();
    }

    private static JsonNode read(Path file) {
        try {
            Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
            return JsonMapper.shared().valueToTree(tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
