package io.openinbox.server.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.openinbox.event.Change;
import io.openinbox.event.Event;
import io.openinbox.event.EventRefs;
import io.openinbox.kernel.Id;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the log as {@code /api/live} shows it: every type under the log's own name, ids of what it is about, and the
 * values it changed. Ids that do not apply are absent.
 *
 * @param changed may hold nulls: a value that was taken away
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LiveEvent(
        String id,
        long seq,
        String type,
        Instant createdAt,
        @Nullable String threadId,
        @Nullable String messageId,
        @Nullable String profileId,
        @Nullable String contactId,
        @Nullable String tagId,
        @Nullable String statusId,
        @Nullable String campaignId,
        @Nullable String webhookId,
        @JsonInclude(content = JsonInclude.Include.ALWAYS) Map<String, @Nullable Object> changed) {

    static LiveEvent of(Event event) {
        EventRefs about = event.about();
        return new LiveEvent(
                event.id().text(),
                event.seq(),
                event.type().storedName(),
                event.createdAt(),
                text(about.threadId()),
                text(about.messageId()),
                text(about.profileId()),
                text(about.contactId()),
                text(about.tagId()),
                text(about.statusId()),
                text(about.campaignId()),
                text(about.webhookId()),
                changed(event.change()));
    }

    private static Map<String, @Nullable Object> changed(Change change) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        switch (change) {
            case Change.Nothing _ -> {}
            case Change.Done done -> values.put("done", done.done());
            case Change.Assignee assignee -> values.put("assigneeId", text(assignee.memberId()));
            case Change.Text text -> {
                values.put("text", text.content());
                values.put("direction", text.isInbound() ? "inbound" : "outbound");
            }
            case Change.Edit edit -> values.put("text", edit.content());
            case Change.Deletion deletion -> values.put("forAll", deletion.forAll());
            case Change.Reaction reaction -> {
                values.put("emoji", reaction.emoji());
                values.put("authorPlatformId", reaction.authorPlatformId());
            }
            case Change.Typing typing -> values.put("authorPlatformId", typing.authorPlatformId());
            case Change.Status status -> values.put("statusId", text(status.statusId()));
            case Change.Tags tags ->
                values.put("tagIds", tags.tagIds().stream().map(Id::text).toList());
            case Change.Notes notes -> values.put("notes", notes.notes());
            case Change.Valuation valuation -> values.put("valuation", valuation.valuation());
            case Change.Label label -> {
                values.put("name", label.name());
                values.put("color", label.color());
            }
            case Change.Target target -> values.put("stepNumber", target.stepNumber());
        }
        return values;
    }

    private static @Nullable String text(@Nullable Id id) {
        return id == null ? null : id.text();
    }
}
