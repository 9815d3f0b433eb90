package io.openinbox.connector.x;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads what hangs on a message into one form: {@code kind} ({@code image}, {@code gif}, {@code video} or {@code file}),
 * {@code type} (X's word), {@code mediaId}, {@code url} (needs the account's token to open), {@code posterUrl}, {@code
 * width}, {@code height}, {@code durationMillis}, {@code alt}, {@code sizes} and {@code variants}. Null is "not said".
 */
final class XAttachment {

    private XAttachment() {}

    /** @return a JSON object; null where there is no attachment */
    static @Nullable String ofDelivery(JsonNode attachment) {
        if (!attachment.isObject()) {
            return null;
        }
        var media = attachment.path("media");
        if (!media.isObject()) {
            var other = attachment("file", XWire.text(attachment, "type"), null);
            other.set("source", attachment);
            return XWire.write(other);
        }
        var json =
                attachment(kind(XWire.text(media, "type")), XWire.text(media, "type"), XWire.id(media, "id_str", "id"));
        var largest = media.path("sizes").path("large");
        var video = media.path("video_info");
        json.put("url", XWire.text(media, "media_url_https", "media_url"));
        if (video.isObject()) {
            json.put("posterUrl", XWire.text(media, "media_url_https", "media_url"));
        } else {
            json.putNull("posterUrl");
        }
        describe(json, largest, "w", "h");
        json.put("durationMillis", XWire.whole(video, "duration_millis"));
        json.put("alt", XWire.text(media, "ext_alt_text"));
        keep(json, "sizes", media.path("sizes"));
        keep(json, "variants", video.path("variants"));
        return XWire.write(json);
    }

    /** @return a JSON object; null where there is no attachment */
    static @Nullable String ofList(JsonNode event, JsonNode includes) {
        var first = event.path("attachments").path("media_keys").path(0);
        var key = first.isString() ? first.stringValue() : null;
        if (key == null) {
            return null;
        }
        var media = XWire.items(includes.path("media")).stream()
                .filter(candidate -> key.equals(XWire.text(candidate, "media_key")))
                .findFirst();
        var type = media.map(found -> XWire.text(found, "type")).orElse(null);
        // A media key is the kind's number and the media's id: 3_ is a picture, 7_ and 13_ a video, 16_ a moving
        // picture.
        var json = attachment(type == null ? kindOfKey(key) : kind(type), type, key.substring(key.indexOf('_') + 1));
        media.ifPresent(found -> {
            json.put("url", XWire.text(found, "url"));
            json.put("posterUrl", XWire.text(found, "preview_image_url"));
            describe(json, found, "width", "height");
            json.put("durationMillis", XWire.whole(found, "duration_ms"));
            json.put("alt", XWire.text(found, "alt_text"));
            keep(json, "variants", found.path("variants"));
        });
        return XWire.write(json);
    }

    private static ObjectNode attachment(String kind, @Nullable String type, @Nullable String mediaId) {
        return XWire.object().put("kind", kind).put("type", type).put("mediaId", mediaId);
    }

    private static void describe(ObjectNode json, JsonNode size, String width, String height) {
        json.put("width", XWire.whole(size, width));
        json.put("height", XWire.whole(size, height));
    }

    private static void keep(ObjectNode json, String member, JsonNode value) {
        if (value.isContainer() && !value.isEmpty()) {
            json.set(member, value);
        }
    }

    private static String kind(@Nullable String type) {
        return switch (type) {
            case "photo" -> "image";
            case "animated_gif" -> "gif";
            case "video" -> "video";
            case null, default -> "file";
        };
    }

    private static String kindOfKey(String key) {
        return switch (key.substring(0, Math.max(0, key.indexOf('_')))) {
            case "3" -> "image";
            case "16" -> "gif";
            case "7", "13" -> "video";
            default -> "file";
        };
    }
}
