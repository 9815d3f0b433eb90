package io.openinbox.simulator.x;

import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A message as the read calls show it. */
final class MessageView {

    static final Set<String> FIELDS = Set.of(
            "id",
            "text",
            "event_type",
            "created_at",
            "dm_conversation_id",
            "sender_id",
            "participant_ids",
            "attachments",
            "entities",
            "referenced_tweets",
            "referenced_posts");

    private MessageView() {}

    /** With the three members that X always gives, those asked for, and those an expansion needs. */
    static ObjectNode of(XEvent event, Set<String> fields, Set<String> expansions) {
        ObjectNode view = Json.object()
                .put("id", event.id())
                .put("event_type", "MessageCreate")
                .put("text", event.wireText());
        if (fields.contains("created_at")) {
            view.put("created_at", WireTime.of(event.createdAt()));
        }
        if (fields.contains("dm_conversation_id")) {
            view.put("dm_conversation_id", event.conversationId());
        }
        if (fields.contains("sender_id") || expansions.contains("sender_id")) {
            view.put("sender_id", event.senderId());
        }
        if (fields.contains("entities") && !event.links().isEmpty()) {
            ArrayNode urls = view.putObject("entities").putArray("urls");
            for (XEvent.Link link : event.links()) {
                urls.addObject()
                        .put("start", link.start())
                        .put("end", link.end())
                        .put("url", link.url())
                        .put("expanded_url", link.expandedUrl())
                        .put("display_url", link.displayUrl());
            }
        }
        event.media()
                .filter(media -> fields.contains("attachments"))
                .ifPresent(media ->
                        view.putObject("attachments").putArray("media_keys").add(media.key()));
        return view;
    }

    /** What hangs on a message, among the included objects. */
    static ObjectNode media(XEvent event, XMedia media) {
        ObjectNode view = Json.object()
                .put("media_key", media.key())
                .put("type", media.type())
                .put("width", media.width())
                .put("height", media.height());
        if (media.isPlayed()) {
            view.put("preview_image_url", media.address(event, media.pictureFile()))
                    .put("duration_ms", media.durationMillis());
            view.putArray("variants")
                    .addObject()
                    .put("bit_rate", 832_000)
                    .put("content_type", "video/mp4")
                    .put("url", media.address(event, media.file()));
        } else {
            view.put("url", media.address(event, media.file()));
        }
        return view;
    }
}
