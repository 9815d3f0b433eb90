package io.openinbox.server.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** The style sheet of {@link HtmlPage}: a file of its own, because pages may hold no style. */
public final class PageStyle implements RouterFunction<ServerResponse> {

    static final String PATH = "/page.css";

    private static final MediaType CSS = MediaType.parseMediaType("text/css;charset=UTF-8");

    private static final String SHEET = """
            :root { color-scheme: light dark; --ink: #1c2128; --paper: #fbfbfa; --soft: #eeeeec; --accent: #1d5fd1; }
            @media (prefers-color-scheme: dark) {
              :root { --ink: #e6e8eb; --paper: #15181c; --soft: #22272e; --accent: #7fb0ff; }
            }
            body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.6 system-ui, sans-serif; }
            main { max-width: 40rem; margin: 12vh auto; padding: 0 1.5rem; }
            h1 { font-size: 1.8rem; line-height: 1.2; margin: 0 0 1.5rem; }
            h2 { font-size: 1.1rem; margin: 2.5rem 0 0.5rem; }
            pre { background: var(--soft); border-radius: 0.5rem; padding: 0.8rem 1rem; overflow-x: auto; font-size: 0.9rem; }
            a { color: var(--accent); }
            button { font: inherit; color: inherit; background: var(--soft); border: 0; border-radius: 0.5rem;
                     padding: 0.4rem 1rem; cursor: pointer; }
            :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
            """;

    @Override
    public Optional<HandlerFunction<ServerResponse>> route(ServerRequest request) {
        return request.path().equals(PATH) && request.method().equals(HttpMethod.GET)
                ? Optional.of(ignored -> Answer.bytes(200, CSS, SHEET.getBytes(StandardCharsets.UTF_8), Map.of()))
                : Optional.empty();
    }
}
