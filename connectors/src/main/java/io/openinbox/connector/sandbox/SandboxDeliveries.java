package io.openinbox.connector.sandbox;

import io.openinbox.connector.text.TextEntities;
import io.openinbox.platform.Deliveries;
import io.openinbox.platform.Direction;
import io.openinbox.platform.Forward;
import io.openinbox.platform.Inbound;
import io.openinbox.platform.ProfileFacts;
import io.openinbox.platform.Quote;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the sandbox posts: {@code {"account", "events": [{"type", …}]}}, signed. */
final class SandboxDeliveries implements Deliveries {

    static final String SIGNATURE_HEADER = "Sandbox-Signature";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final SecretKeySpec key;

    SandboxDeliveries(String secret) {
        key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /** The sandbox asks no questions. */
    @Override
    public Optional<String> answerChallenge(Map<String, String> query) {
        return Optional.empty();
    }

    @Override
    public boolean isAuthentic(Function<String, @Nullable String> header, byte[] body) {
        String signature = header.apply(SIGNATURE_HEADER);
        return signature != null
                && MessageDigest.isEqual(
                        ("sha256=" + HexFormat.of().formatHex(mac(body))).getBytes(StandardCharsets.UTF_8),
                        signature.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] mac(byte[] body) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public List<Inbound> read(byte[] body) {
        JsonNode delivery;
        String text = new String(body, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
        try {
            delivery = JSON.readTree(text);
        } catch (JacksonException e) {
            return List.of(new Inbound.Unknown(null, "not JSON", text));
        }
        String account = delivery.path("account").asString("");
        if (account.isEmpty()) {
            return List.of(new Inbound.Unknown(null, "a delivery without an account", text));
        }
        List<Inbound> found = new ArrayList<>();
        delivery.path("events").forEach(event -> found.add(read(account, event)));
        return found;
    }

    private static Inbound read(String account, JsonNode event) {
        String with = event.path("with").asString("");
        String message = event.path("message").asString("");
        String by = event.path("by").asString("");
        Instant at = at(event);
        return switch (event.path("type").asString("")) {
            case "message" -> message(account, event);
            case "edited" -> {
                String text = clean(event.path("text").asString(""));
                yield new Inbound.MessageEdited(account, with, message, at, text, TextEntities.find(text, url -> null));
            }
            case "deleted" ->
                new Inbound.MessageDeleted(
                        account, with, message, at, event.path("forEveryone").asBoolean(false), by);
            case "reacted" ->
                new Inbound.ReactionAdded(
                        account,
                        with,
                        message,
                        at,
                        by,
                        clean(event.path("emoji").asString("")));
            case "unreacted" ->
                new Inbound.ReactionRemoved(
                        account,
                        with,
                        message,
                        at,
                        by,
                        clean(event.path("emoji").asString("")));
            case "typing" -> new Inbound.Typing(account, with, at);
            case "read" -> new Inbound.Read(account, with, at);
            case "signedOut" -> new Inbound.Disconnected(account, "The sandbox has signed the account out.");
            default -> new Inbound.Unknown(account, "an event of an unknown type", JSON.writeValueAsString(event));
        };
    }

    /** A message as deliveries and lists have it. */
    static Inbound message(String account, JsonNode event) {
        String from = event.path("from").asString("");
        String to = event.path("to").asString("");
        String id = event.path("id").asString("");
        Instant at = at(event);
        boolean isOurs = from.equals(account);
        if (id.isEmpty() || at == null || isOurs == to.equals(account)) {
            return new Inbound.Unknown(
                    account, "a message that is not between the account and a person", JSON.writeValueAsString(event));
        }
        String person = isOurs ? to : from;
        String text = clean(event.path("text").asString(""));
        return new Inbound.Message(
                account,
                person,
                conversation(account, person),
                id,
                isOurs ? Direction.OUTBOUND : Direction.INBOUND,
                at,
                text,
                false,
                TextEntities.find(text, url -> null),
                null,
                quote(event.path("replyTo")),
                event.has("forward") ? new Forward(textOrNull(event.path("forward"), "text")) : null,
                person(event.path("person")));
    }

    private static @Nullable Quote quote(JsonNode quoted) {
        return quoted.isObject()
                ? new Quote(textOrNull(quoted, "id"), textOrNull(quoted, "text"), textOrNull(quoted, "author"))
                : null;
    }

    private static @Nullable ProfileFacts person(JsonNode person) {
        if (!person.isObject()) {
            return null;
        }
        return new ProfileFacts(
                person.path("id").asString(""),
                textOrNull(person, "username"),
                textOrNull(person, "name"),
                textOrNull(person, "image"),
                null,
                null,
                null,
                null,
                ProfileFacts.Verification.NONE,
                ProfileFacts.Kind.PERSONAL,
                false,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    static String conversation(String one, String other) {
        return one.compareTo(other) < 0 ? one + "-" + other : other + "-" + one;
    }

    /** The sandbox's time, in whole milliseconds; null when it does not say. */
    static @Nullable Instant at(JsonNode event) {
        try {
            return Instant.parse(event.path("at").asString("")).truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable String textOrNull(JsonNode object, String member) {
        JsonNode value = object.path(member);
        return value.isString() ? clean(value.stringValue()) : null;
    }

    /** PostgreSQL keeps no NUL. */
    private static String clean(String text) {
        return text.replace('\0', '\uFFFD');
    }
}
