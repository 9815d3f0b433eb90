package io.openinbox.simulator.x;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/**
 * The page on which a user allows the app. It lists the simulated users; choosing one redirects back with a code,
 * denying with an error. A decision made beforehand is taken without showing the page. Thread-safe.
 */
final class AuthorizePage {

    private static final Pattern SCHEME = Pattern.compile("^https?://.+");
    private static final int STATE_LENGTH = 500;

    private sealed interface Decision {}

    private record Ask() implements Decision {}

    private record Allow(String userId) implements Decision {}

    private record Deny() implements Decision {}

    private final Directory directory;
    private final Grants grants;
    private final String clientId;
    private final Set<String> redirectUris;
    private final AtomicReference<Decision> next = new AtomicReference<>(new Ask());

    AuthorizePage(Directory directory, Grants grants, String clientId, Set<String> redirectUris) {
        this.directory = directory;
        this.grants = grants;
        this.clientId = clientId;
        this.redirectUris = redirectUris;
    }

    void allowNext(String userId) {
        next.set(new Allow(userId));
    }

    void denyNext() {
        next.set(new Deny());
    }

    Answer open(Form query) {
        Optional<String> mistake = mistake(query);
        if (mistake.isPresent()) {
            return Answer.text(
                    400, "Something went wrong. You weren't able to give access to the App.\n" + mistake.get() + "\n");
        }
        return switch (decision(query)) {
            case Allow(String userId) -> allow(query, userId);
            case Deny() -> Answer.redirect(back(query, "error=access_denied"));
            case Ask() -> page(query);
        };
    }

    private Optional<String> mistake(Form query) {
        if (!query.get("response_type").equals("code")) {
            return Optional.of("response_type: must be code");
        }
        if (!query.get("client_id").equals(clientId)) {
            return Optional.of("client_id: is not this app's");
        }
        String redirectUri = query.get("redirect_uri");
        if (!SCHEME.matcher(redirectUri).matches()
                || (!redirectUris.isEmpty() && !redirectUris.contains(redirectUri))) {
            return Optional.of("redirect_uri: is not registered with the app; it must match exactly");
        }
        if (!Grants.ALL_SCOPES.containsAll(query.list("scope", " "))
                || query.list("scope", " ").isEmpty()) {
            return Optional.of("scope: must name known scopes, separated by spaces");
        }
        if (query.get("state").isEmpty() || query.get("state").length() > STATE_LENGTH) {
            return Optional.of("state: must have 1 to " + STATE_LENGTH + " characters");
        }
        if (query.get("code_challenge").isEmpty()) {
            return Optional.of("code_challenge: is required");
        }
        if (!Set.of("S256", "plain").contains(query.get("code_challenge_method"))) {
            return Optional.of("code_challenge_method: must be S256");
        }
        return Optional.empty();
    }

    private Decision decision(Form query) {
        if (query.has("deny")) {
            return new Deny();
        }
        if (directory.byId(query.get("allow")).isPresent()) {
            return new Allow(query.get("allow"));
        }
        return next.getAndSet(new Ask());
    }

    private Answer allow(Form query, String userId) {
        String code = grants.code(
                userId,
                query.list("scope", " "),
                query.get("redirect_uri"),
                query.get("code_challenge"),
                query.get("code_challenge_method"));
        return Answer.redirect(back(query, "code=" + Form.encode(code)));
    }

    private static String back(Form query, String result) {
        String redirectUri = query.get("redirect_uri");
        return redirectUri + (redirectUri.contains("?") ? "&" : "?") + "state=" + Form.encode(query.get("state")) + "&"
                + result;
    }

    private Answer page(Form query) {
        StringBuilder html = new StringBuilder("""
                <!doctype html><html lang="en"><meta charset="utf-8"><title>Authorize app (simulated X)</title>
                <style>body{font:16px system-ui;max-width:32rem;margin:3rem auto}button{font:inherit;margin:.3rem 0}</style>
                <h1>An app wants to access your X account</h1><p>This is a simulated X. Who are you?</p>
                <form method="get">
                """);
        query.fields()
                .forEach((name, value) -> html.append("<input type=\"hidden\" name=\"")
                        .append(escape(name))
                        .append("\" value=\"")
                        .append(escape(value))
                        .append("\">\n"));
        for (XUser user : directory.all()) {
            html.append("<p><button name=\"allow\" value=\"")
                    .append(user.id())
                    .append("\">Authorize app as ")
                    .append(escape(user.name()))
                    .append(" (@")
                    .append(user.username())
                    .append(")</button></p>\n");
        }
        html.append("<p><button name=\"deny\" value=\"1\">Deny</button></p></form></html>\n");
        return new Answer(200, "text/html; charset=utf-8", html.toString());
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
