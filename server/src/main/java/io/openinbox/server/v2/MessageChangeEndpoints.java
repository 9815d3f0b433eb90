package io.openinbox.server.v2;

import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.MessageId;
import io.openinbox.message.Emoji;
import io.openinbox.message.Message;
import io.openinbox.message.MessageActions;
import io.openinbox.message.Messages;
import io.openinbox.message.Reactions;
import io.openinbox.message.TypingSignals;
import io.openinbox.platform.Capability;
import io.openinbox.server.manner.Actors;
import io.openinbox.server.manner.InvalidRequest;
import io.openinbox.server.manner.Request;
import io.openinbox.thread.Thread;
import io.openinbox.thread.Threads;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What our accounts do besides sending. */
final class MessageChangeEndpoints {

    private static final List<String> SCOPES = List.of("self", "all");

    private final Messages messages;
    private final Threads threads;
    private final MessageActions actions;
    private final Reactions reactions;
    private final TypingSignals typing;
    private final AvailablePlatforms platforms;
    private final MessageAnswers answers;

    MessageChangeEndpoints(
            Messages messages,
            Threads threads,
            MessageActions actions,
            Reactions reactions,
            TypingSignals typing,
            AvailablePlatforms platforms,
            MessageAnswers answers) {
        this.messages = messages;
        this.threads = threads;
        this.actions = actions;
        this.reactions = reactions;
        this.typing = typing;
        this.platforms = platforms;
        this.answers = answers;
    }

    MessageV2 edit(Request request) {
        String id = request.id("messageId");
        String content = request.body("content").requiredText("content");
        Message edited = actions.edit(request.team(), require(request, id), content, Actors.of(request.caller()));
        return answers.one(request.team(), edited, Set.of());
    }

    Deletion delete(Request request) {
        String id = request.id("messageId");
        String scope = request.query()
                .word("scope", SCOPES)
                .orElseThrow(() -> InvalidRequest.of("scope", "is missing; say self or all."));
        MessageId message = require(request, id);
        Message deleted = scope.equals("all")
                ? actions.unsend(request.team(), message, Actors.of(request.caller()))
                : actions.deleteForSelf(request.team(), message, Actors.of(request.caller()));
        return new Deletion(deleted.id().text(), scope, Objects.requireNonNull(deleted.deletedAt()));
    }

    MessageHistoryV2 history(Request request) {
        return MessageHistoryV2.of(messages.history(request.team(), require(request, request.id("messageId"))));
    }

    ReactionsV2 react(Request request) {
        String id = request.id("messageId");
        String emoji = oneEmoji(request.body("emoji").requiredText("emoji"));
        return ReactionsV2.of(reactions.add(request.team(), require(request, id), emoji, Actors.of(request.caller())));
    }

    ReactionsV2 unreact(Request request) {
        String id = request.id("messageId");
        String emoji = oneEmoji(request.query().requiredText("emoji"));
        return ReactionsV2.of(
                reactions.remove(request.team(), require(request, id), emoji, Actors.of(request.caller())));
    }

    TypingV2 typing(Request request) {
        Thread thread = threads.get(request.team(), IdsV2.thread(request.id("threadId")));
        var _ = platforms.require(thread.platform());
        return switch (typing.show(request.team(), thread.id())) {
            case SHOWN -> new TypingV2("sent", null);
            case TOO_OFTEN -> new TypingV2("skipped", "rateLimited");
            case SWITCHED_OFF -> new TypingV2("skipped", "disabled");
            // The operation has no error for an account that cannot act just now, and a signal is worth none.
            case UNAVAILABLE -> new TypingV2("skipped", null);
            case UNSUPPORTED ->
                throw new InboxException(
                        ErrorCode.CAPABILITY_NOT_SUPPORTED,
                        "The account cannot show on its platform that somebody types.",
                        Map.of("capability", Capability.SEND_TYPING.wireName()));
        };
    }

    private MessageId require(Request request, String id) {
        Message message = messages.known(request.team(), IdsV2.message(id));
        var _ = platforms.require(message.platform());
        return message.id();
    }

    private static String oneEmoji(String text) {
        if (!Emoji.isOne(text)) {
            throw InvalidRequest.of("emoji", "must be exactly one emoji.");
        }
        return text;
    }

    record Deletion(String messageId, String scope, Instant deletedAt) {}

    record TypingV2(String status, @Nullable String reason) {}

    /** @param version grows with each change of the list */
    record ReactionsV2(List<ReactionV2> reactions, int version) {

        static ReactionsV2 of(Message message) {
            return new ReactionsV2(MessageAnswers.reactions(message), message.reactionsVersion());
        }
    }
}
