package io.openinbox.simulator.x;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message that X holds.
 *
 * @param id the {@code dm_event_id}, a snowflake of {@code createdAt}
 * @param conversationId both user ids joined by {@code -}, the smaller first; of a group, a number of 15 to 19 digits
 * @param participantIds everybody in the conversation, the sender included
 * @param text as it was written
 * @param wireText as X gives it back: links shortened, {@code & < >} escaped
 * @param links what became of the links in {@code wireText}
 * @param byApi whether an app sent it through the API
 * @param media what hangs on it
 */
public record XEvent(
        String id,
        String conversationId,
        String senderId,
        List<String> participantIds,
        String text,
        String wireText,
        List<Link> links,
        Instant createdAt,
        boolean byApi,
        Optional<XMedia> media) {

    /** A link of a text. {@code start} (inclusive) and {@code end} (exclusive) count code points of the wire text. */
    public record Link(String url, String expandedUrl, String displayUrl, int start, int end) {}

    /** Whether this belongs to a group conversation. */
    public boolean inGroup() {
        return !conversationId.contains("-");
    }

    long snowflake() {
        return Long.parseLong(id);
    }

    /** Who is written to; of a message to oneself, the sender. */
    List<String> recipientIds() {
        List<String> others =
                participantIds.stream().filter(id -> !id.equals(senderId)).toList();
        return others.isEmpty() ? List.of(senderId) : others;
    }
}
