package io.openinbox.server.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

/**
 * Serves a surface's OpenAPI file, as it is in the repository and as JSON. Needs no token: it says nothing about anybody.
 */
public final class ContractFiles implements RouterFunction<ServerResponse> {

    private static final MediaType YAML = MediaType.parseMediaType("application/yaml");

    private final String prefix;
    private final String resource;
    private final Supplier<byte[]> json;

    /**
     * @param prefix where the surface lives, such as {@code /api/v1}
     * @param resource the file's name on the class path
     */
    public ContractFiles(String prefix, String resource) {
        this.prefix = prefix;
        this.resource = resource;
        // Reading YAML takes its time, and anybody may ask.
        this.json = SingletonSupplier.of(() -> toJson(read()));
    }

    @Override
    public Optional<HandlerFunction<ServerResponse>> route(ServerRequest request) {
        if (!request.method().equals(HttpMethod.GET)) {
            return Optional.empty();
        }
        String path = request.path();
        if (path.equals(prefix + "/openapi.yaml")) {
            return Optional.of(ignored -> Answer.bytes(200, YAML, read(), Map.of()));
        }
        if (path.equals(prefix + "/openapi.json")) {
            return Optional.of(ignored -> Answer.json(200, json.get()));
        }
        return Optional.empty();
    }

    private byte[] read() {
        try (InputStream file = ContractFiles.class.getClassLoader().getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalStateException("The contract " + resource + " is not on the class path.");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] toJson(byte[] yaml) {
        Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(new ByteArrayInputStream(yaml));
        return JsonMapper.shared().writeValueAsBytes(tree);
    }
}
