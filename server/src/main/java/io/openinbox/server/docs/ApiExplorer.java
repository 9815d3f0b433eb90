package io.openinbox.server.docs;

import io.openinbox.server.http.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Shows contracts in the browser, with Swagger UI. The page may load from this server and call this server, and nothing
 * else; it holds no script and no style of its own.
 */
public final class ApiExplorer implements RouterFunction<ServerResponse> {

    private static final String PREFIX = "/docs";
    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

    /** Pictures are part of the style sheet. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
                    + "form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    private final List<Contract> contracts;
    private final ExplorerFiles files = new ExplorerFiles(PREFIX + "/files/");

    /** @param contracts the first is shown when none is asked for */
    public ApiExplorer(List<Contract> contracts) {
        this.contracts = List.copyOf(contracts);
    }

    /**
     * A contract that is served.
     *
     * @param name its last part of the page's address, such as {@code v2}
     * @param title for people
     * @param prefix below which it stands as {@code openapi.json}
     */
    public record Contract(String name, String title, String prefix) {}

    @Override
    public Optional<HandlerFunction<ServerResponse>> route(ServerRequest request) {
        if (!request.method().equals(HttpMethod.GET)) {
            return Optional.empty();
        }
        String path = request.path();
        if (path.equals(PREFIX) || path.equals(PREFIX + "/")) {
            return Optional.of(_ -> page(contracts.getFirst()));
        }
        return contracts.stream()
                .filter(contract -> path.equals(address(contract)))
                .findFirst()
                .<HandlerFunction<ServerResponse>>map(contract -> _ -> page(contract))
                .or(() -> files.route(path));
    }

    private ServerResponse page(Contract shown) {
        String html = """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s · OpenInbox</title>
                <link rel="icon" href="data:,">
                <link rel="stylesheet" href="%s">
                <link rel="stylesheet" href="%s">
                <script src="%s" defer></script>
                <script src="%s" defer></script>
                </head>
                <body>
                <nav>
                <strong>OpenInbox</strong>
                %s
                </nav>
                <noscript>This page needs JavaScript. The contract itself is at %s/openapi.yaml.</noscript>
                <main id="explorer" data-contract="%s/openapi.json"></main>
                </body>
                </html>
                """.formatted(
                        shown.title(),
                        files.address("swagger-ui.css"),
                        files.address("explorer.css"),
                        files.address("swagger-ui-bundle.js"),
                        files.address("explorer.js"),
                        links(shown),
                        shown.prefix(),
                        shown.prefix());
        return Answer.withHeaders(
                Answer.bytes(200, HTML, html.getBytes(StandardCharsets.UTF_8), Map.of()),
                Map.of("Content-Security-Policy", CONTENT_SECURITY_POLICY));
    }

    private String links(Contract shown) {
        return contracts.stream()
                .map(contract -> "<a href=\"%s\"%s>%s</a>"
                        .formatted(
                                address(contract),
                                contract.equals(shown) ? " aria-current=\"page\"" : "",
                                contract.title()))
                .collect(Collectors.joining("\n"));
    }

    private static String address(Contract contract) {
        return PREFIX + "/" + contract.name();
    }
}
