package io.openinbox.simulator.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a linked account may call. */
final class SandboxApi implements HttpHandler {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LONGEST = 2_000;

    /** All there are, by API v2's names. */
    static final Set<String> CAPABILITIES = Set.of(
            "message:send",
            "message:edit",
            "message:react",
            "message:reply",
            "message:forward",
            "message:delete:self",
            "message:unsend",
            "media:image",
            "media:video",
            "media:gif",
            "media:file",
            "media:audio",
            "thread:typing:send",
            "thread:typing:receive",
            "thread:message-requests",
            "thread:delete:remote",
            "thread:archive:observe",
            "thread:archive:mutate",
            "thread:read:observe",
            "thread:read:mutate",
            "directory:typeahead",
            "profile:follow",
            "profile:unfollow");

    private final SandboxSimulator sandbox;

    SandboxApi(SandboxSimulator sandbox) {
        this.sandbox = sandbox;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                answer = answer(exchange);
            } catch (Refused e) {
                answer = e.answer;
            } catch (Unanswered e) {
                return;
            }
            byte[] body = JSON.writeValueAsBytes(answer.body);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            if (answer.status == 429) {
                exchange.getResponseHeaders().set("Retry-After", "7");
            }
            exchange.sendResponseHeaders(answer.status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        JsonNode body = body(exchange);
        SandboxUser caller = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .map(header -> header.replaceFirst("^Bearer ", ""))
                .flatMap(sandbox::ofToken)
                .orElseThrow(() -> refused(401, "signedOut", "the token is unknown"));
        Map<String, String> query = query(exchange);
        if (method.equals("GET")) {
            return path.equals("/me") ? me(caller) : list(caller, query);
        }
        sandbox.called(method + " " + exchange.getRequestURI());
        Optional<SandboxFault> fault = sandbox.nextFault();
        if (fault.isPresent()) {
            refuse(fault.get());
        }
        Answer done = change(caller, method, List.of(path.substring(1).split("/")), query, body);
        if (fault.isEmpty()) {
            return done;
        }
        if (fault.get() == SandboxFault.DONE_IN_SILENCE) {
            keepSilence();
        }
        throw new Unanswered();
    }

    private void keepSilence() {
        try {
            sandbox.keepSilence();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void refuse(SandboxFault fault) {
        switch (fault) {
            case DONE_WITHOUT_ANSWER, DONE_IN_SILENCE -> {}
            case NEITHER_DONE_NOR_ANSWERED -> throw new Unanswered();
            case DOWN -> throw refused(503, "down", "come back later");
            case THROTTLED -> throw refused(429, "throttled", "too many calls");
            case RESTRICTED -> throw refused(403, "restricted", "this conversation does not allow it");
            case WINDOW_CLOSED -> throw refused(409, "windowClosed", "it is too late for it");
        }
    }

    private Answer change(
            SandboxUser caller, String method, List<String> path, Map<String, String> query, JsonNode body) {
        Instant at = sandbox.now();
        String call = method + " " + path.getFirst() + (path.size() > 2 ? " " + path.get(2) : "");
        switch (call) {
            case "POST messages" -> {
                return send(caller, body);
            }
            case "PATCH messages" -> {
                String text = checkedText(body);
                sandbox.edit(caller, own(caller, path.get(1)).id(), text, at);
            }
            case "DELETE messages" -> {
                if ("me".equals(query.get("for"))) {
                    sandbox.deleteForSelf(caller, seen(caller, path.get(1)).id(), at);
                } else {
                    sandbox.unsend(caller, own(caller, path.get(1)).id(), at);
                }
            }
            case "PUT messages reaction" ->
                sandbox.react(
                        caller,
                        seen(caller, path.get(1)).id(),
                        body.path("emoji").asString(""),
                        at);
            case "DELETE messages reaction" ->
                sandbox.unreact(caller, seen(caller, path.get(1)).id(), at);
            case "POST conversations typing", "PUT conversations state", "DELETE conversations" -> {
                // Shown to nobody: people here are made of method calls.
            }
            default -> throw refused(404, "unknown", "there is no such call");
        }
        return new Answer(200, JSON.createObjectNode().put("at", at.toString()));
    }

    private Answer send(SandboxUser caller, JsonNode body) {
        SandboxUser to = sandbox.user(body.path("to").asString(""))
                .orElseThrow(() -> refused(404, "recipientUnknown", "there is no such user"));
        String quoted = body.path("replyTo").asString("");
        SandboxMessage sent = sandbox.write(
                caller, to, checkedText(body), quoted.isEmpty() ? null : seen(caller, quoted), false, null);
        return new Answer(
                201,
                JSON.createObjectNode().put("id", sent.id()).put("at", sent.at().toString()));
    }

    private static String checkedText(JsonNode body) {
        String text = body.path("text").asString("");
        if (text.isEmpty()) {
            throw refused(422, "rejected", "the text is empty");
        }
        if (text.codePointCount(0, text.length()) > LONGEST) {
            throw refused(422, "tooLong", "the text is longer than " + LONGEST + " characters");
        }
        return text;
    }

    private SandboxMessage own(SandboxUser caller, String id) {
        SandboxMessage message = seen(caller, id);
        if (!message.from().equals(caller)) {
            throw refused(403, "notModifiable", "somebody else wrote it");
        }
        return message;
    }

    private SandboxMessage seen(SandboxUser caller, String id) {
        SandboxMessage message = sandbox.find(id)
                .filter(found -> found.from().equals(caller) || found.to().equals(caller))
                .orElseThrow(() -> refused(404, "notModifiable", "there is no such message"));
        if (message.gone()) {
            throw refused(409, "notModifiable", "it was taken back");
        }
        return message;
    }

    private Answer me(SandboxUser caller) {
        ObjectNode me = JSON.createObjectNode()
                .put("id", caller.id())
                .put("username", caller.username())
                .put("name", caller.name())
                .put("image", "");
        ArrayNode names = me.putArray("capabilities");
        sandbox.capabilities(caller).stream().sorted().forEach(names::add);
        return new Answer(200, me);
    }

    private Answer list(SandboxUser caller, Map<String, String> query) {
        Instant since = Instant.parse(query.getOrDefault("since", Instant.EPOCH.toString()));
        ObjectNode body = JSON.createObjectNode();
        ArrayNode list = body.putArray("messages");
        Arrays.stream(query.getOrDefault("with", "").split(","))
                .flatMap(id -> sandbox.user(id).stream())
                .flatMap(person -> sandbox.conversation(caller, person).stream())
                .filter(message -> !message.at().isBefore(since))
                .forEach(message -> list.add(SandboxEvent.view(message)));
        return new Answer(200, body);
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        try {
            return body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
        } catch (JacksonException e) {
            throw refused(400, "rejected", "the body is not JSON");
        }
    }

    private static Map<String, String> query(HttpExchange exchange) {
        String raw = exchange.getRequestURI().getRawQuery();
        return raw == null
                ? Map.of()
                : Stream.of(raw.split("&"))
                        .map(pair -> pair.split("=", 2))
                        .filter(pair -> pair.length == 2)
                        .collect(Collectors.toMap(
                                pair -> pair[0],
                                pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8),
                                (a, b) -> b));
    }

    private static Refused refused(int status, String error, String detail) {
        return new Refused(
                new Answer(status, JSON.createObjectNode().put("error", error).put("detail", detail)));
    }

    private record Answer(int status, JsonNode body) {}

    private static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient Answer answer;

        Refused(Answer answer) {
            this.answer = answer;
        }
    }

    private static final class Unanswered extends RuntimeException {

        private static final long serialVersionUID = 1;
    }
}
