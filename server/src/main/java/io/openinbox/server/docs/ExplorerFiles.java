package io.openinbox.server.docs;

import io.openinbox.server.http.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The scripts and style sheets of the explorer: ours, and those of Swagger UI from its jar. Its version is part of their
 * addresses, so browsers keep them for good.
 */
final class ExplorerFiles {

    private static final String JAR = "META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final String OF_SWAGGER_UI = "META-INF/resources/webjars/swagger-ui/";

    private final String prefix;
    private final Map<String, String> resources;

    /** @param parent where they stand, such as {@code /docs/files/} */
    ExplorerFiles(String parent) {
        String version = version();
        this.prefix = parent + version + "/";
        this.resources = Map.of(
                "swagger-ui-bundle.js",
                OF_SWAGGER_UI + version + "/swagger-ui-bundle.js",
                "swagger-ui.css",
                OF_SWAGGER_UI + version + "/swagger-ui.css",
                "explorer.js",
                "docs/explorer.js",
                "explorer.css",
                "docs/explorer.css");
    }

    String address(String name) {
        return prefix + name;
    }

    Optional<HandlerFunction<ServerResponse>> route(String path) {
        String resource = path.startsWith(prefix) ? resources.get(path.substring(prefix.length())) : null;
        return resource == null ? Optional.empty() : Optional.of(_ -> file(resource));
    }

    private static ServerResponse file(String resource) {
        // Ours change between versions of this server that have the same Swagger UI.
        String cache = resource.startsWith(OF_SWAGGER_UI) ? "public, max-age=31536000, immutable" : "no-cache";
        return Answer.withHeaders(
                Answer.bytes(200, type(resource), read(resource), Map.of()), Map.of("Cache-Control", cache));
    }

    private static MediaType type(String resource) {
        return MediaType.parseMediaType(
                resource.endsWith(".js") ? "text/javascript;charset=UTF-8" : "text/css;charset=UTF-8");
    }

    private static byte[] read(String resource) {
        try (InputStream file = open(resource)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String version() {
        var properties = new Properties();
        try (InputStream file = open(JAR)) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    private static InputStream open(String resource) {
        @Nullable InputStream file = ExplorerFiles.class.getClassLoader().getResourceAsStream(resource);
        if (file == null) {
            throw new IllegalStateException("The explorer's " + resource + " is not on the class path.");
        }
        return file;
    }
}
