package io.openinbox.server.ui;

import io.openinbox.http.SafeHttp;
import io.openinbox.kernel.ProfileId;
import io.openinbox.person.People;
import io.openinbox.server.auth.Caller;
import io.openinbox.server.auth.Callers;
import io.openinbox.server.http.Answer;
import io.openinbox.server.manner.Errors;
import io.openinbox.team.Scope;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * People's pictures, fetched from their platform by the server: the page of the inbox asks nobody but its own host, and
 * nobody learns from a picture who reads whose messages.
 */
public final class ProfilePictures implements RouterFunction<ServerResponse> {

    private static final String PREFIX = "/pictures/";

    private static final Map<String, String> KEPT = Map.of("Cache-Control", "private, max-age=86400");

    private final Callers callers;
    private final People people;
    private final SafeHttp http;

    public ProfilePictures(Callers callers, People people, SafeHttp http) {
        this.callers = callers;
        this.people = people;
        this.http = http;
    }

    @Override
    public Optional<HandlerFunction<ServerResponse>> route(ServerRequest request) {
        return request.path().startsWith(PREFIX) && request.method().equals(HttpMethod.GET)
                ? Optional.of(this::show)
                : Optional.empty();
    }

    private ServerResponse show(ServerRequest request) {
        try {
            Caller caller = callers.authenticate(request.servletRequest());
            caller.require(Scope.READ);
            byte[] picture = ProfileId.parse(request.path().substring(PREFIX.length()))
                    .flatMap(id -> Optional.ofNullable(
                            people.getAll(caller.teamId(), List.of(id)).get(id)))
                    .flatMap(person ->
                            Optional.ofNullable(person.profile().facts().image()))
                    .flatMap(this::fetch)
                    .orElse(null);
            MediaType type = picture == null ? null : typeOf(picture);
            return picture == null || type == null ? Answer.empty(404) : Answer.bytes(200, type, picture, KEPT);
        } catch (Exception e) {
            return Errors.answer(e);
        }
    }

    private Optional<byte[]> fetch(String address) {
        try {
            SafeHttp.Reply reply = http.get(URI.create(address));
            boolean isWhole = reply.status() == 200 && reply.body().length < SafeHttp.LARGEST_ANSWER;
            return isWhole ? Optional.of(reply.body()) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            // The page shows initials instead.
            return Optional.empty();
        }
    }

    /** By what the bytes are, whatever the platform calls them: nothing but a picture goes out under this host's name. */
    private static @Nullable MediaType typeOf(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, 12), StandardCharsets.ISO_8859_1);
        if (head.startsWith("\u0089PNG")) {
            return MediaType.IMAGE_PNG;
        }
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return MediaType.IMAGE_JPEG;
        }
        if (head.startsWith("GIF8")) {
            return MediaType.IMAGE_GIF;
        }
        if (head.startsWith("RIFF") && head.endsWith("WEBP")) {
            return MediaType.parseMediaType("image/webp");
        }
        return null;
    }
}
