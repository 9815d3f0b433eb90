package io.openinbox.server.auth;

import io.openinbox.account.LinkAttempts;
import io.openinbox.platform.Platform;
import io.openinbox.server.http.HtmlPage;
import io.openinbox.team.Sessions;
import io.openinbox.team.SignedIn;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** What a browser sees at {@code /} of a server without the web inbox: who is signed in, and where the API is. */
public final class HomePage implements RouterFunction<ServerResponse> {

    private final Sessions sessions;
    private final SessionCookie cookie;
    private final LinkAttempts linking;
    private final @Nullable URI publicUrl;

    /** @param publicUrl what people type into a browser; null shows them what they typed */
    public HomePage(Sessions sessions, SessionCookie cookie, LinkAttempts linking, @Nullable URI publicUrl) {
        this.sessions = sessions;
        this.cookie = cookie;
        this.linking = linking;
        this.publicUrl = publicUrl;
    }

    @Override
    public Optional<HandlerFunction<ServerResponse>> route(ServerRequest request) {
        boolean isHome = request.path().equals("/") && request.method().equals(HttpMethod.GET);
        return isHome ? Optional.of(this::show) : Optional.empty();
    }

    private ServerResponse show(ServerRequest request) {
        var page = HtmlPage.titled("OpenInbox");
        Optional<SignedIn> signedIn = cookie.read(request.servletRequest()).flatMap(sessions::find);
        if (signedIn.isPresent()) {
            String email = signedIn.get().email();
            String name = signedIn.get().name();
            page.paragraph("You are signed in as " + (name == null ? email : name + " (" + email + ")") + ".");
            if (linking.isPossible(Platform.X)) {
                page.link("/link/x/start", "Link an X account");
            }
            page.button("/sign-out", "Sign out");
        } else {
            page.paragraph("This server is running. To sign in, run this where it runs and open the link it prints:")
                    .command("./inbox sign-in-link --email you@example.org");
        }
        page.paragraph("The web inbox is not part of this build, because there was no Node.js when it was made.")
                .paragraph("Install Node.js 20.19 or newer and start the server again: ./inbox start builds it in.");
        return page.heading("For programs")
                .paragraph("The Inbox API v1 answers below /api/v1 to requests with an API token:")
                .command("curl -H \"Authorization: Bearer ibt_…\" " + origin(request) + "/api/v1/team")
                .link("/api/v1/openapi.yaml", "The API's contract (OpenAPI)")
                .answer(200);
    }

    private String origin(ServerRequest request) {
        return publicUrl != null
                ? publicUrl.toString()
                : request.uri().getScheme() + "://" + request.uri().getAuthority();
    }
}
