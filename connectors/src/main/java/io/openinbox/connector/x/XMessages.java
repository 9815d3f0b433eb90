package io.openinbox.connector.x;

import io.openinbox.platform.Direction;
import io.openinbox.platform.Inbound;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads X's three forms of a message, as seen by one of our accounts. */
final class XMessages {

    static final String ENCRYPTED_TEXT = "Encrypted message: open it in X";

    private static final int LONGEST_CHAT_ID = 200;

    private XMessages() {}

    /** A {@code message_create} of a delivery, of the X Activity API or of the older Account Activity API. */
    static Inbound ofDelivery(String account, JsonNode event, JsonNode users) {
        var type = XWire.text(event, "type");
        if (type != null && !type.equals("message_create")) {
            return unknown(account, "a direct message event of an unknown type", event);
        }
        var id = XWire.id(event, "id_str", "id");
        if (id == null) {
            return unknown(account, "a direct message without an id", event);
        }
        var message = event.path("message_create");
        var target = message.path("target");
        if (isGroup(event, message, target)) {
            return new Inbound.GroupMessage(account, id, XWire.write(event));
        }
        var sender = XWire.id(message, "sender_id");
        var recipient = XWire.id(target, "recipient_id");
        if (sender == null || recipient == null) {
            return unknown(account, "a direct message without a sender or a recipient", event);
        }
        var person = new XIds.Pair(sender, recipient).across(account).orElse(null);
        if (person == null) {
            return unknown(account, "a direct message between two other accounts", event);
        }
        var data = message.path("message_data");
        var raw = XWire.text(data, "text");
        var attachment = data.path("attachment");
        var text = XText.of(raw == null ? "" : raw, data.path("entities"), XWire.text(attachment.path("media"), "url"));
        return new Inbound.Message(
                account,
                person,
                XIds.conversation(account, person),
                id,
                direction(sender, account),
                XTime.ofMillis(event, "created_timestamp").orElseGet(() -> XIds.timeOf(id)),
                text.text(),
                false,
                text.entities(),
                XAttachment.ofDelivery(attachment),
                XProfile.find(users, person).orElse(null));
    }

    /** An X Chat message: its content is only for the two people's own devices. */
    static Inbound ofChat(String account, boolean isReceived, JsonNode payload, JsonNode users, Instant receivedAt) {
        var id = XWire.text(payload, "id");
        if (id == null || id.length() > LONGEST_CHAT_ID) {
            return unknown(account, "an encrypted message without an id", payload);
        }
        var conversation = XWire.text(payload, "conversation_id");
        if (conversation == null) {
            return unknown(account, "an encrypted message without a conversation", payload);
        }
        var pair = XIds.pair(conversation).orElse(null);
        if (pair == null) {
            return new Inbound.GroupMessage(account, id, XWire.write(payload));
        }
        var person = pair.across(account).orElse(null);
        if (person == null) {
            return unknown(account, "an encrypted message between two other accounts", payload);
        }
        var sender = XWire.id(payload, "sender_id");
        var direction = isReceived ? Direction.INBOUND : Direction.OUTBOUND;
        return new Inbound.Message(
                account,
                person,
                XIds.conversation(account, person),
                id,
                sender == null ? direction : direction(sender, account),
                XTime.ofMillis(payload, "created_at_msec").orElseGet(() -> receivedAt.truncatedTo(ChronoUnit.MILLIS)),
                ENCRYPTED_TEXT,
                true,
                null,
                null,
                XProfile.find(users, person).orElse(null));
    }

    /** Empty when it is the account itself that read, or nobody is named. */
    static Optional<Inbound> ofRead(String account, JsonNode sign) {
        // What counts is what was read, not when.
        var lastRead = XWire.id(sign, "last_read_event_id");
        var at = lastRead == null ? signTime(sign) : XIds.timeOf(lastRead);
        return otherSide(account, sign).map(reader -> new Inbound.Read(account, reader, at));
    }

    /** As above, for who types. */
    static Optional<Inbound> ofTyping(String account, JsonNode sign) {
        return otherSide(account, sign).map(typist -> new Inbound.Typing(account, typist, signTime(sign)));
    }

    private static Optional<String> otherSide(String account, JsonNode sign) {
        return Optional.ofNullable(XWire.id(sign, "sender_id", "user_id")).filter(sender -> !sender.equals(account));
    }

    private static @Nullable Instant signTime(JsonNode sign) {
        return XTime.ofMillis(sign, "created_timestamp").orElse(null);
    }

    /**
     * An event of {@code /2/dm_events}.
     *
     * @param asked whose conversation was asked for; null when everybody's
     * @return null for what is no message between the account and one person, or does not say who wrote it
     */
    static Inbound.@Nullable Message ofList(String account, @Nullable String asked, JsonNode event, JsonNode includes) {
        var type = XWire.text(event, "event_type");
        var id = XWire.id(event, "id");
        var sender = XWire.id(event, "sender_id");
        if (id == null || sender == null || (type != null && !type.equals("MessageCreate"))) {
            return null;
        }
        var conversation = XWire.text(event, "dm_conversation_id");
        var person = conversation == null
                ? asked
                : XIds.pair(conversation).flatMap(pair -> pair.across(account)).orElse(null);
        if (person == null) {
            return null;
        }
        var attachment = XAttachment.ofList(event, includes);
        var raw = XWire.text(event, "text");
        var entities = event.path("entities");
        var text = XText.of(raw == null ? "" : raw, entities, attachment == null ? null : mediaLink(entities));
        return new Inbound.Message(
                account,
                person,
                XIds.conversation(account, person),
                id,
                direction(sender, account),
                XTime.ofText(event, "created_at").orElseGet(() -> XIds.timeOf(id)),
                text.text(),
                false,
                text.entities(),
                attachment,
                XProfile.find(includes.path("users"), person).orElse(null));
    }

    /**
     * An event of everybody's {@code /2/dm_events}, with what is no message of a person.
     *
     * @return empty for what is no message at all
     */
    static Optional<Inbound> ofHistory(String account, JsonNode event, JsonNode includes) {
        var type = XWire.text(event, "event_type");
        if (type != null && !type.equals("MessageCreate")) {
            return Optional.empty();
        }
        var id = XWire.id(event, "id");
        var conversation = XWire.text(event, "dm_conversation_id");
        if (id != null && conversation != null && XIds.pair(conversation).isEmpty()) {
            return Optional.of(new Inbound.GroupMessage(account, id, XWire.write(event)));
        }
        try {
            var message = ofList(account, null, event, includes);
            return Optional.of(
                    message == null
                            ? unknown(account, "a message of the history without a sender or a conversation", event)
                            : message);
        } catch (RuntimeException e) {
            return Optional.of(unknown(
                    account,
                    "a message of the history that cannot be read ("
                            + e.getClass().getSimpleName() + ")",
                    event));
        }
    }

    /** The list names an attachment's link only by what it leads to. */
    private static @Nullable String mediaLink(JsonNode entities) {
        for (var url : XWire.items(entities.path("urls"))) {
            var expanded = XWire.text(url, "expanded_url");
            if (XWire.text(url, "media_key") != null
                    || (expanded != null && expanded.matches("https://(?:x|twitter)\\.com/messages/media/.*"))) {
                return XWire.text(url, "url");
            }
        }
        return null;
    }

    private static boolean isGroup(JsonNode event, JsonNode message, JsonNode target) {
        for (var place : new JsonNode[] {event, message, target}) {
            var conversation = XWire.text(place, "dm_conversation_id", "conversation_id");
            if (conversation != null && XIds.pair(conversation).isEmpty()) {
                return true;
            }
            if (place.path("participant_ids").size() > 2) {
                return true;
            }
        }
        return target.isObject() && !target.isEmpty() && XWire.id(target, "recipient_id") == null;
    }

    private static Direction direction(String sender, String account) {
        return sender.equals(account) ? Direction.OUTBOUND : Direction.INBOUND;
    }

    private static Inbound.Unknown unknown(String account, String reason, JsonNode raw) {
        return new Inbound.Unknown(account, reason, XWire.write(raw));
    }
}
