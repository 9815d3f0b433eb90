package io.openinbox.server.http;

import java.util.Optional;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** The last of the routes: whatever no surface knows. */
public final class NotFoundPage implements RouterFunction<ServerResponse> {

    @Override
    public Optional<HandlerFunction<ServerResponse>> route(ServerRequest request) {
        return Optional.of(ignored -> HtmlPage.titled("There is nothing here")
                .paragraph("This address leads nowhere on this server.")
                .link("/", "To the start")
                .answer(404));
    }
}
