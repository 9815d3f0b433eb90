package io.openinbox.server.ui;

import io.openinbox.server.http.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Serves the web inbox from the class path: its files under their own names, and its one page at every address that the page
 * itself understands. Without a packed inbox it routes nothing, and other routes show what there is instead.
 */
public final class WebInbox implements RouterFunction<ServerResponse> {

    private static final String FOLDER = "ui/";
    private static final String PAGE = "index.html";

    /** Names change with their content, so browsers may keep these for good. */
    private static final String HASHED = "assets/";

    private static final Pattern FILE = Pattern.compile("(?:[A-Za-z0-9_-]+/)?[A-Za-z0-9_.-]+\\.[a-z0-9]{2,11}");

    /** A team's slug, then a view, then a thread: {@code /my-team/inbox/t…}; never what belongs to another surface. */
    private static final Pattern ADDRESS = Pattern.compile(
            "/|/(?!(?:api|docs|hooks|link|media|mcp|pictures|sign-in|sign-out)(?:/|$))[a-z0-9-]+(?:/[A-Za-z]+(?:/[0-9a-z]+)?)?");

    private static final Map<String, MediaType> TYPES = Map.of(
            "html", MediaType.parseMediaType("text/html;charset=UTF-8"),
            "js", MediaType.parseMediaType("text/javascript;charset=UTF-8"),
            "css", MediaType.parseMediaType("text/css;charset=UTF-8"),
            "svg", MediaType.parseMediaType("image/svg+xml"),
            "png", MediaType.IMAGE_PNG,
            "woff2", MediaType.parseMediaType("font/woff2"),
            "webmanifest", MediaType.parseMediaType("application/manifest+json"));

    /**
     * Stricter than it looks: scripts come from files of ours alone, and everything the page asks for from this host. Styles
     * may stand on elements, because lists are placed by them.
     */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "style-src-attr 'unsafe-inline'; font-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; "
            + "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final Map<String, String> PAGE_HEADERS =
            Map.of("Content-Security-Policy", CONTENT_SECURITY_POLICY, "Cache-Control", "no-cache");
    private static final Map<String, String> HASHED_HEADERS =
            Map.of("Cache-Control", "public, max-age=31536000, immutable");
    private static final Map<String, String> FILE_HEADERS = Map.of("Cache-Control", "public, max-age=3600");

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();

    /** Whether the build packed one. */
    public boolean isThere() {
        return file(PAGE) != null;
    }

    @Override
    public Optional<HandlerFunction<ServerResponse>> route(ServerRequest request) {
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            return Optional.empty();
        }
        String path = request.path();
        String name = path.substring(1);
        if (FILE.matcher(name).matches() && !name.equals(PAGE)) {
            byte[] bytes = file(name);
            MediaType type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
            if (bytes != null && type != null) {
                return Optional.of(ignored ->
                        Answer.bytes(200, type, bytes, name.startsWith(HASHED) ? HASHED_HEADERS : FILE_HEADERS));
            }
            return Optional.empty();
        }
        if (!ADDRESS.matcher(path).matches()) {
            return Optional.empty();
        }
        byte[] page = file(PAGE);
        return page == null
                ? Optional.empty()
                : Optional.of(ignored -> Answer.bytes(200, typeOf("html"), page, PAGE_HEADERS));
    }

    private static MediaType typeOf(String ending) {
        return TYPES.getOrDefault(ending, MediaType.APPLICATION_OCTET_STREAM);
    }

    private byte @Nullable [] file(String name) {
        // Only what exists is kept: anybody can ask for any name.
        return files.computeIfAbsent(name, WebInbox::read);
    }

    private static byte @Nullable [] read(String name) {
        try (InputStream file = WebInbox.class.getClassLoader().getResourceAsStream(FOLDER + name)) {
            return file == null ? null : file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
