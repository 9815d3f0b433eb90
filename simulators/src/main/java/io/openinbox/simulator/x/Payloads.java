package io.openinbox.simulator.x;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The payloads of deliveries, and the two envelopes around them. */
final class Payloads {

    private static final String APP_ID = "777";

    private Payloads() {}

    static ObjectNode message(XEvent event, Collection<XUser> users, XDeliveryForm form) {
        ObjectNode create = Json.object();
        if (event.inGroup()) {
            create.putObject("target").put("conversation_id", event.conversationId());
        } else {
            create.putObject("target").put("recipient_id", event.recipientIds().getFirst());
        }
        create.put("sender_id", event.senderId());
        boolean old = form == XDeliveryForm.ACCOUNT_ACTIVITY;
        if (old && event.byApi()) {
            create.put("source_app_id", APP_ID);
        }
        ObjectNode data = create.putObject("message_data");
        data.put("text", event.wireText());
        ObjectNode entities = data.putObject("entities");
        entities.putArray("hashtags");
        entities.putArray("symbols");
        entities.putArray("user_mentions");
        ArrayNode urls = entities.putArray("urls");
        for (XEvent.Link link : event.links()) {
            ObjectNode url = urls.addObject();
            url.put("url", link.url()).put("expanded_url", link.expandedUrl()).put("display_url", link.displayUrl());
            url.putArray("indices").add(link.start()).add(link.end());
        }

        event.media().ifPresent(media -> attach(event, media, data));

        ObjectNode payload = Json.object();
        ObjectNode entry = payload.putArray("direct_message_events").addObject();
        entry.put("type", "message_create")
                .put("id", event.id())
                .put("created_timestamp", Long.toString(event.createdAt().toEpochMilli()));
        if (event.inGroup()) {
            entry.put("dm_conversation_id", event.conversationId());
        }
        entry.set("message_create", create);
        if (old && event.byApi()) {
            payload.putObject("apps")
                    .putObject(APP_ID)
                    .put("id", APP_ID)
                    .put("name", "Inbox")
                    .put("url", "https://inbox.example");
        }
        payload.set("users", users(users, form));
        return payload;
    }

    private static void attach(XEvent event, XMedia media, ObjectNode data) {
        ObjectNode attachment = data.putObject("attachment").put("type", "media");
        ObjectNode described = attachment
                .putObject("media")
                .put("id_str", media.id())
                .put("media_url_https", media.address(event, media.pictureFile()))
                .put("type", media.type());
        described
                .putObject("sizes")
                .putObject("large")
                .put("w", media.width())
                .put("h", media.height())
                .put("resize", "fit");
        if (media.isPlayed()) {
            ObjectNode video = described.putObject("video_info").put("duration_millis", media.durationMillis());
            video.putArray("variants")
                    .addObject()
                    .put("bitrate", 832_000)
                    .put("content_type", "video/mp4")
                    .put("url", media.address(event, media.file()));
        }
    }

    static ObjectNode read(
            XUser reader, XUser other, XEvent lastRead, Instant at, XDeliveryForm form, Collection<XUser> users) {
        ObjectNode payload = Json.object();
        ObjectNode entry = payload.putArray("direct_message_mark_read_events").addObject();
        entry.put("created_timestamp", Long.toString(at.toEpochMilli())).put("sender_id", reader.id());
        entry.putObject("target").put("recipient_id", other.id());
        entry.put("last_read_event_id", lastRead.id());
        payload.set("users", users(users, form));
        return payload;
    }

    static ObjectNode typing(XUser typist, XUser other, Instant at, XDeliveryForm form, Collection<XUser> users) {
        ObjectNode payload = Json.object();
        ObjectNode entry =
                payload.putArray("direct_message_indicate_typing_events").addObject();
        entry.put("created_timestamp", Long.toString(at.toEpochMilli())).put("sender_id", typist.id());
        entry.putObject("target").put("recipient_id", other.id());
        payload.set("users", users(users, form));
        return payload;
    }

    private static ObjectNode users(Collection<XUser> users, XDeliveryForm form) {
        ObjectNode views = Json.object();
        for (XUser user : users) {
            views.set(
                    user.id(),
                    switch (form) {
                        case ACTIVITY -> UserView.delivered(user);
                        case ACCOUNT_ACTIVITY -> UserView.deliveredOld(user);
                    });
        }
        return views;
    }

    /** Nothing in it can be read without the keys of the conversation. */
    static ObjectNode encrypted(XUser sender, XUser recipient, Instant at) {
        ObjectNode payload = Json.object()
                .put("conversation_token", Secrets.random(36) + "." + Secrets.random(90) + "." + Secrets.random(43))
                .put("id", UUID.randomUUID().toString())
                .put("created_at_msec", Long.toString(at.toEpochMilli()))
                .put("sender_id", sender.id())
                .put("conversation_id", sender.id() + ":" + recipient.id())
                .put("conversation_key_version", "1768236281331")
                .put("encoded_event", "CwABAAAA" + Secrets.random(120))
                .put("conversation_key_change_event", "CwABAAAA" + Secrets.random(80));
        payload.putObject("message_event_signature")
                .put("public_key_version", "1765382634817")
                .put("signature", Secrets.random(86))
                .put("signature_version", "7")
                .put("signing_public_key", "MFkw" + Secrets.random(87));
        return payload;
    }

    /** What changed between two states of a user, by the type of the event that tells it. */
    static Map<String, ObjectNode> changes(XUser before, XUser after) {
        Map<String, ObjectNode> changes = new LinkedHashMap<>();
        change(changes, "profile.update.handle", before.username(), after.username());
        change(changes, "profile.update.screenname", before.name(), after.name());
        change(changes, "profile.update.bio", before.description(), after.description());
        change(changes, "profile.update.profile_picture", before.pictureUrl(), after.pictureUrl());
        change(changes, "profile.update.url", before.url(), after.url());
        change(changes, "profile.update.geo", before.location(), after.location());
        change(changes, "profile.update.verified_badge", before.verifiedType(), after.verifiedType());
        return changes;
    }

    private static void change(Map<String, ObjectNode> changes, String eventType, String before, String after) {
        if (!before.equals(after)) {
            changes.put(eventType, Json.object().put("before", before).put("after", after));
        }
    }

    static ObjectNode revoked(XUser user, Instant at) {
        return Json.object()
                .put("date_time", at.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("user_id", user.id())
                .put("app_id", APP_ID);
    }

    static String activity(Notice notice, String tag, ObjectNode payload) {
        ObjectNode data = Json.object().put("event_uuid", notice.eventUuid());
        data.putObject("filter").put("user_id", notice.accountId());
        data.put("event_type", notice.eventType());
        if (!tag.isEmpty()) {
            data.put("tag", tag);
        }
        data.set("payload", payload);
        ObjectNode body = Json.object();
        body.set("data", data);
        return Json.write(body);
    }

    static String accountActivity(Notice notice, ObjectNode payload) {
        ObjectNode body = Json.object().put("for_user_id", notice.accountId());
        body.setAll(payload);
        return Json.write(body);
    }
}
