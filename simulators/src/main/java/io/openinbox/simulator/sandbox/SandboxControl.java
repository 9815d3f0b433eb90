package io.openinbox.simulator.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lets a person with curl be a person on the sandbox. */
final class SandboxControl implements HttpHandler {

    private static final String HELP = """
            A simulated sandbox. Post a form to make somebody do something; 'to' may be left out where one account is linked,
            and 'message' where the last one of the conversation is meant:

              /simulator/write    from, text [, to]     curl -d from=rosa --data-urlencode text='Hello' …/simulator/write
              /simulator/reply    from, text [, message]
              /simulator/edit     from, text [, message]
              /simulator/unsend   from [, message]
              /simulator/react    from, emoji [, message]
              /simulator/unreact  from [, message]
              /simulator/type     from [, to]
              /simulator/messages from [, to]           lists the conversation
            """;

    private final SandboxSimulator sandbox;

    SandboxControl(SandboxSimulator sandbox) {
        this.sandbox = sandbox;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String action = exchange.getRequestURI().getPath().replaceFirst("^/simulator/?", "");
            int status = 200;
            String answer;
            try {
                answer = action.isEmpty() ? HELP : act(action, form(exchange));
            } catch (IllegalArgumentException e) {
                status = 400;
                answer = e.getMessage() + "\n";
            }
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private String act(String action, Map<String, String> form) {
        SandboxUser from = user(required(form, "from"));
        return switch (action) {
            case "write" ->
                sandbox.write(from, to(form), required(form, "text")).id() + "\n";
            case "reply" ->
                sandbox.reply(from, message(form, from), required(form, "text")).id() + "\n";
            case "edit" ->
                sandbox.edit(message(form, from), required(form, "text")).id() + "\n";
            case "unsend" -> sandbox.unsend(message(form, from)).id() + "\n";
            case "react" ->
                sandbox.react(from, message(form, from), required(form, "emoji"))
                                .id() + "\n";
            case "unreact" -> sandbox.unreact(from, message(form, from)).id() + "\n";
            case "type" -> {
                sandbox.type(from, to(form));
                yield "done\n";
            }
            case "messages" ->
                sandbox.conversation(from, to(form)).stream()
                        .map(message -> message.id() + " " + message.from().username() + ": " + message.text() + "\n")
                        .collect(Collectors.joining());
            default -> throw new IllegalArgumentException("There is no " + action + ": see /simulator.");
        };
    }

    private SandboxMessage message(Map<String, String> form, SandboxUser from) {
        String id = form.get("message");
        return id != null
                ? sandbox.get(id)
                : sandbox.conversation(from, to(form)).stream()
                        .max(Comparator.comparing(SandboxMessage::at))
                        .orElseThrow(() -> new IllegalArgumentException("message: the two have not written yet."));
    }

    private SandboxUser to(Map<String, String> form) {
        String username = form.get("to");
        if (username != null) {
            return user(username);
        }
        List<SandboxUser> linked =
                sandbox.users().stream().filter(sandbox::isLinked).toList();
        if (linked.size() != 1) {
            throw new IllegalArgumentException("to: name one of the linked accounts.");
        }
        return linked.getFirst();
    }

    private SandboxUser user(String username) {
        return sandbox.findUser(username)
                .orElseThrow(() -> new IllegalArgumentException("There is no user " + username + "."));
    }

    private static String required(Map<String, String> form, String name) {
        String value = form.get(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(name + ": is missing.");
        }
        return value;
    }

    private static Map<String, String> form(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        return Stream.of(body.split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(
                        pair -> URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
                        pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8),
                        (first, second) -> second));
    }
}
