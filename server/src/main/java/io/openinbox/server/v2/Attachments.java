package io.openinbox.server.v2;

import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.TeamId;
import io.openinbox.message.Message;
import io.openinbox.server.manner.Json;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What is attached to messages, as their platform describes it, and whether a copy of it can be had here. */
final class Attachments {

    private static final Set<String> KINDS = Set.of("image", "gif", "video", "audio", "file");

    Map<MessageId, List<AttachmentV2>> of(TeamId team, Collection<Message> messages) {
        Map<MessageId, List<AttachmentV2>> attached = new HashMap<>();
        for (Message message : messages) {
            if (message.attachment() != null) {
                attached.put(message.id(), List.of(read(Json.MAPPER.readTree(message.attachment()))));
            }
        }
        return attached;
    }

    private static AttachmentV2 read(JsonNode described) {
        String kind = described.path("kind").stringValue("file");
        Long width = whole(described, "width");
        Long height = whole(described, "height");
        Long millis = whole(described, "durationMillis");
        return new AttachmentV2(
                0,
                KINDS.contains(kind) ? kind : "file",
                null,
                null,
                null,
                width,
                height,
                width == null || height == null || height == 0 ? null : (double) width / height,
                millis == null ? null : millis / 1_000.0,
                "pending",
                null,
                null,
                null);
    }

    private static @Nullable Long whole(JsonNode described, String field) {
        JsonNode value = described.path(field);
        return value.isIntegralNumber() ? value.longValue() : null;
    }
}
