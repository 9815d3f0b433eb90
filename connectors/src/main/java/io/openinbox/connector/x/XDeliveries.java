package io.openinbox.connector.x;

import io.openinbox.platform.Deliveries;
import io.openinbox.platform.Inbound;
import io.openinbox.platform.ProfileField;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Webhook deliveries: the X Activity API's envelope, and the body of the Account Activity API before it. */
final class XDeliveries implements Deliveries {

    private static final String SIGNATURE_HEADER = "x-twitter-webhooks-signature";

    /**
     * What we sign when asked. The answer to a challenge is made with the key, the algorithm and the form of a delivery's
     * signature, so whoever may choose the token freely could have any body signed: none of these is a JSON object.
     */
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_=+/-]{1,200}");

    /** Known, and of no consequence: the older body's companions, and what X Activity calls the same. */
    private static final Set<String> IGNORED_MEMBERS = Set.of("for_user_id", "users", "apps", "replay_job_status");

    private static final String READ = "direct_message_mark_read_events";
    private static final String TYPING = "direct_message_indicate_typing_events";

    private final @Nullable XSignature signature;
    private final InstantSource clock;

    XDeliveries(@Nullable String consumerSecret, InstantSource clock) {
        signature = consumerSecret == null ? null : new XSignature(consumerSecret);
        this.clock = clock;
    }

    @Override
    public Optional<String> answerChallenge(Map<String, String> query) {
        var token = query.get("crc_token");
        if (signature == null || token == null || !CHALLENGE.matcher(token).matches()) {
            return Optional.empty();
        }
        var answer = signature.of(token.getBytes(StandardCharsets.UTF_8));
        return Optional.of(XWire.write(XWire.object().put("response_token", answer)));
    }

    @Override
    public boolean isAuthentic(Function<String, @Nullable String> header, byte[] body) {
        // A body that we would sign for anybody who asks proves nothing: 1234 is a challenge, and JSON.
        return signature != null
                && signature.matches(header.apply(SIGNATURE_HEADER), body)
                && !CHALLENGE.matcher(new String(body, StandardCharsets.UTF_8)).matches();
    }

    @Override
    public List<Inbound> read(byte[] body) {
        var found = new ArrayList<Inbound>();
        var json = XWire.read(body);
        if (!json.isObject()) {
            return List.of(new Inbound.Unknown(
                    null, "not a JSON object", XWire.storable(new String(body, StandardCharsets.UTF_8))));
        }
        if (json.has("data")) {
            var envelopes = json.path("data");
            if (envelopes.isObject() || (envelopes.isArray() && !envelopes.isEmpty())) {
                (envelopes.isArray() ? envelopes.values() : List.of(envelopes))
                        .forEach(envelope -> readActivity(envelope, found));
            } else {
                found.add(unknown(null, "a delivery without data", json));
            }
        } else {
            readAccountActivity(json, found);
        }
        return List.copyOf(found);
    }

    private void readActivity(JsonNode envelope, List<Inbound> found) {
        var account = XWire.id(envelope.path("filter"), "user_id");
        var type = XWire.text(envelope, "event_type");
        var payload = envelope.path("payload");
        if (type == null) {
            found.add(unknown(account, "an event without a type", envelope));
            return;
        }
        switch (type) {
            case "dm.read" -> readSigns(account, payload, READ, XMessages::ofRead, found);
            case "dm.indicate_typing" -> readSigns(account, payload, TYPING, XMessages::ofTyping, found);
            case "dm.received", "dm.sent" -> {
                if (account == null || payload.path("direct_message_events").isEmpty()) {
                    found.add(unknown(account, "a direct message event without an account or a message", envelope));
                } else {
                    readDirectMessages(account, payload, users(payload, envelope), found);
                }
            }
            case "chat.received", "chat.sent" -> {
                if (account == null) {
                    found.add(unknown(null, "an encrypted message without an account", envelope));
                } else {
                    found.add(guarded(
                            account,
                            payload,
                            () -> XMessages.ofChat(
                                    account,
                                    type.equals("chat.received"),
                                    payload,
                                    users(payload, envelope),
                                    clock.instant())));
                }
            }
            case "profile.update.handle" -> changed(account, ProfileField.USERNAME, payload, found);
            // X's word for the name that is shown.
            case "profile.update.screenname" -> changed(account, ProfileField.DISPLAY_NAME, payload, found);
            case "profile.update.profile_picture" -> changed(account, ProfileField.IMAGE, payload, found);
            case "profile.update.bio" -> changed(account, ProfileField.BIO, payload, found);
            case "profile.update.geo" -> changed(account, ProfileField.LOCATION, payload, found);
            case "profile.update.url" -> changed(account, ProfileField.WEBSITE_URL, payload, found);
            case "oauth.revoke" -> {
                var revoked = XWire.id(payload, "user_id");
                found.add(disconnected(revoked == null ? account : revoked, envelope));
            }
            default -> {
                // Of the other changes of a profile, and of those to come, nothing is kept.
                if (!type.startsWith("profile.update.")) {
                    found.add(unknown(account, "an event of an unknown type", envelope));
                }
            }
        }
    }

    /** A name that is gone is none we could show: the old one stays until there is another. */
    private static void changed(@Nullable String person, ProfileField field, JsonNode payload, List<Inbound> found) {
        var after = XWire.text(payload, "after");
        var mayBeEmpty = switch (field) {
            case USERNAME, DISPLAY_NAME, IMAGE -> false;
            case BIO, LOCATION, WEBSITE_URL -> payload.has("after");
        };
        if (person != null && (after != null || mayBeEmpty)) {
            found.add(new Inbound.ProfileChanged(person, field, after == null ? "" : XText.unescape(after)));
        }
    }

    /**
     * X has not published the form of these: an array under the older API's name, one such object, or the payload itself. One
     * that names nobody says nothing, and keeping each would bury what matters.
     */
    private static void readSigns(
            @Nullable String account,
            JsonNode holder,
            String name,
            BiFunction<String, JsonNode, Optional<Inbound>> reading,
            List<Inbound> found) {
        if (account != null) {
            XWire.items(holder.has(name) ? holder.path(name) : holder)
                    .forEach(sign -> reading.apply(account, sign).ifPresent(found::add));
        }
    }

    private static JsonNode users(JsonNode payload, JsonNode envelope) {
        var users = payload.path("users");
        return users.isMissingNode() ? envelope.path("includes").path("users") : users;
    }

    private static void readAccountActivity(JsonNode body, List<Inbound> found) {
        var account = XWire.id(body, "for_user_id");
        var hasKnown = false;
        for (var member : body.properties()) {
            switch (member.getKey()) {
                case "direct_message_events" -> {
                    hasKnown = true;
                    if (account == null) {
                        found.add(unknown(null, "direct messages without an account", body));
                    } else {
                        readDirectMessages(account, body, body.path("users"), found);
                    }
                }
                case READ -> {
                    hasKnown = true;
                    readSigns(account, body, READ, XMessages::ofRead, found);
                }
                case TYPING -> {
                    hasKnown = true;
                    readSigns(account, body, TYPING, XMessages::ofTyping, found);
                }
                case "user_event" -> {
                    hasKnown = true;
                    var revoke = member.getValue().path("revoke");
                    found.add(disconnected(XWire.id(revoke.path("source"), "user_id"), body));
                }
                default -> {
                    if (IGNORED_MEMBERS.contains(member.getKey())) {
                        hasKnown |= member.getValue().isContainer() && !isCompanion(member.getKey());
                    } else {
                        hasKnown = true;
                        found.add(unknown(
                                account,
                                "a delivery of an unknown kind",
                                XWire.object().set(member.getKey(), member.getValue())));
                    }
                }
            }
        }
        if (!hasKnown) {
            found.add(unknown(account, "a delivery without an event", body));
        }
    }

    private static boolean isCompanion(String member) {
        return member.equals("users") || member.equals("apps");
    }

    private static void readDirectMessages(String account, JsonNode holder, JsonNode users, List<Inbound> found) {
        var events = holder.path("direct_message_events");
        for (var event : events.isArray() ? events.values() : List.of(events)) {
            found.add(guarded(account, event, () -> XMessages.ofDelivery(account, event, users)));
        }
    }

    private static Inbound disconnected(@Nullable String account, JsonNode raw) {
        return account == null
                ? unknown(null, "a sign-out without an account", raw)
                : new Inbound.Disconnected(account, "The account has withdrawn the app's access on X.");
    }

    /** One event that cannot be read must not take the others with it. */
    private static Inbound guarded(String account, JsonNode raw, Supplier<Inbound> reading) {
        try {
            return reading.get();
        } catch (RuntimeException e) {
            return unknown(
                    account, "an event that cannot be read (" + e.getClass().getSimpleName() + ")", raw);
        }
    }

    private static Inbound.Unknown unknown(@Nullable String account, String reason, JsonNode raw) {
        return new Inbound.Unknown(account, reason, XWire.write(raw));
    }
}
