package io.openinbox.server.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.ThreadId;
import io.openinbox.message.Message;
import io.openinbox.message.MessageActions;
import io.openinbox.message.Messages;
import io.openinbox.message.Reactions;
import io.openinbox.message.TypingSignals;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is done to messages that exist, and the sign that one is being written. */
final class MessageActionEndpoints {

    private final Messages messages;
    private final MessageActions actions;
    private final Reactions reactions;
    private final TypingSignals typing;
    private final AttachmentAnswers attachments;

    MessageActionEndpoints(
            Messages messages,
            MessageActions actions,
            Reactions reactions,
            TypingSignals typing,
            AttachmentAnswers attachments) {
        this.attachments = attachments;
        this.messages = messages;
        this.actions = actions;
        this.reactions = reactions;
        this.typing = typing;
    }

    Edited edit(RequestV1 request) {
        InputV1 body = request.body();
        String content = body.text("content", "text")
                .orElseThrow(() -> InputV1.invalid("content: is missing; send at least one character."));
        Message edited = actions.edit(request.team(), message(request).id(), content, MessageEndpoints.actor(request));
        // The same text again is no edit: then the message was last written when it was sent.
        Instant editedAt = Objects.requireNonNullElse(edited.editedAt(), edited.createdAt());
        return new Edited(true, edited.id().text(), edited.content(), editedAt);
    }

    Deleted delete(RequestV1 request) {
        boolean forAll = request.body().flag("deleteForAll").orElse(true);
        MessageId id = message(request).id();
        Message deleted = forAll
                ? actions.unsend(request.team(), id, MessageEndpoints.actor(request))
                : actions.deleteForSelf(request.team(), id, MessageEndpoints.actor(request));
        return new Deleted(true, deleted.id().text(), Objects.requireNonNull(deleted.deletedAt()));
    }

    HistoryV1 history(RequestV1 request) {
        Message message = message(request);
        return HistoryV1.of(
                request.team(),
                messages.history(request.team(), message.id()),
                attachments.of(request.team(), List.of(message)).get(message.id()),
                request.names());
    }

    Changed react(RequestV1 request) {
        String emoji = emoji(request);
        Message changed = reactions.add(request.team(), message(request).id(), emoji, MessageEndpoints.actor(request));
        return new Changed(true, changed.id().text());
    }

    Changed unreact(RequestV1 request) {
        String emoji = emoji(request);
        Message changed =
                reactions.remove(request.team(), message(request).id(), emoji, MessageEndpoints.actor(request));
        return new Changed(true, changed.id().text());
    }

    Signal showTyping(RequestV1 request) {
        ThreadId thread = IdsV1.thread(request.variable("threadId"));
        return switch (typing.show(request.team(), thread)) {
            case SHOWN -> new Signal("sent", null);
            case TOO_OFTEN -> new Signal("skipped", "rateLimited");
            case SWITCHED_OFF -> new Signal("skipped", "typingDisabled");
            case UNSUPPORTED -> new Signal("skipped", "unsupported");
            case UNAVAILABLE -> new Signal("skipped", "outboundDisabled");
        };
    }

    /** The message the path names, which has to be one of the thread's. */
    private Message message(RequestV1 request) {
        ThreadId thread = IdsV1.thread(request.variable("threadId"));
        return messages.get(request.team(), thread, IdsV1.message(request.variable("messageId")));
    }

    private static String emoji(RequestV1 request) {
        return request.body().text("emoji").orElseThrow(() -> InputV1.invalid("emoji: is missing; send one emoji."));
    }

    record Edited(boolean success, String messageId, String content, Instant editedAt) {}

    record Deleted(boolean success, String messageId, Instant deletedAt) {}

    record Changed(boolean success, String messageId) {}

    /** @param reason absent when it was sent */
    record Signal(
            String status,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String reason) {}
}
