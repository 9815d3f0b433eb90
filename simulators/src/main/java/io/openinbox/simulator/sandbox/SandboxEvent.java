package io.openinbox.simulator.sandbox;

import java.time.Instant;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something that happened, to be told to an account.
 *
 * @param form what it looks like to the account it is told to
 */
record SandboxEvent(Function<SandboxUser, JsonNode> form) {

    static SandboxEvent message(SandboxMessage message) {
        return new SandboxEvent(account -> {
            ObjectNode event = view(message).put("type", "message");
            SandboxUser person = SandboxSimulator.other(message, account);
            event.putObject("person")
                    .put("id", person.id())
                    .put("username", person.username())
                    .put("name", person.name());
            return event;
        });
    }

    /** A message as deliveries and lists have it. */
    static ObjectNode view(SandboxMessage message) {
        ObjectNode view = object().put("id", message.id())
                .put("from", message.from().id())
                .put("to", message.to().id())
                .put("text", message.text())
                .put("at", message.at().toString());
        SandboxMessage.Quoted quoted = message.quoted();
        if (quoted != null) {
            view.putObject("replyTo")
                    .put("id", quoted.id())
                    .put("text", quoted.text())
                    .put("author", quoted.author());
        }
        if (message.forwards()) {
            view.putObject("forward").put("text", message.forwarded());
        }
        return view;
    }

    static SandboxEvent edited(SandboxMessage message, Instant at) {
        return on("edited", message, at, event -> event.put("text", message.text()));
    }

    static SandboxEvent deleted(SandboxMessage message, SandboxUser by, boolean forEveryone, Instant at) {
        return on("deleted", message, at, event -> event.put("by", by.id()).put("forEveryone", forEveryone));
    }

    static SandboxEvent reacted(SandboxMessage message, SandboxUser by, String emoji, boolean added, Instant at) {
        return on(
                added ? "reacted" : "unreacted",
                message,
                at,
                event -> event.put("by", by.id()).put("emoji", emoji));
    }

    static SandboxEvent typing(SandboxUser typist, Instant at) {
        return new SandboxEvent(account ->
                object().put("type", "typing").put("with", typist.id()).put("at", at.toString()));
    }

    static SandboxEvent read(SandboxUser reader, Instant at) {
        return new SandboxEvent(
                account -> object().put("type", "read").put("with", reader.id()).put("at", at.toString()));
    }

    private static SandboxEvent on(
            String type, SandboxMessage message, Instant at, Function<ObjectNode, ObjectNode> facts) {
        return new SandboxEvent(account -> facts.apply(object().put("type", type)
                .put("message", message.id())
                .put("with", SandboxSimulator.other(message, account).id())
                .put("at", at.toString())));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
