package io.openinbox.server.manage;

import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.MessageId;
import io.openinbox.message.Message;
import io.openinbox.message.PendingSend;
import io.openinbox.message.PendingSends;
import io.openinbox.message.Reply;
import io.openinbox.platform.Refusal;
import io.openinbox.server.manner.Actors;
import io.openinbox.server.manner.Request;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Our messages that are not simply sent, and what a member decides about them. */
final class PendingSendEndpoints {

    private final PendingSends sends;

    PendingSendEndpoints(PendingSends sends) {
        this.sends = sends;
    }

    Pending list(Request request) {
        return new Pending(sends.list(request.team(), Reader.thread(request)).stream()
                .map(PendingView::of)
                .toList());
    }

    Resent retry(Request request) {
        return new Resent(sends.retry(
                        request.team(),
                        message(request),
                        Actors.of(request.caller()),
                        request.header("Idempotency-Key").orElse(null))
                .message()
                .id()
                .text());
    }

    void discard(Request request) {
        sends.discard(request.team(), message(request));
    }

    private static MessageId message(Request request) {
        return MessageId.parse(request.id("messageId"))
                .orElseThrow(() ->
                        new InboxException(ErrorCode.MESSAGE_NOT_FOUND, "There is no such message in this team."));
    }

    record Pending(List<PendingView> data) {}

    /** @param messageId of the message that took the refused one's place */
    record Resent(String messageId) {}

    record PendingView(
            String messageId,
            String threadId,
            String content,
            @Nullable String replyToMessageId,
            Instant createdAt,
            String state,
            @Nullable String reason,
            @Nullable String detail) {

        static PendingView of(PendingSend send) {
            Message message = send.message();
            Reply reply = message.reply();
            MessageId replyTo = reply == null ? null : reply.messageId();
            Refusal refusal = send.refusal();
            return new PendingView(
                    message.id().text(),
                    message.threadId().text(),
                    message.content(),
                    replyTo == null ? null : replyTo.text(),
                    message.createdAt(),
                    message.state().name().toLowerCase(Locale.ROOT),
                    refusal == null ? null : word(refusal),
                    send.detail());
        }

        private static String word(Refusal refusal) {
            String[] parts = refusal.name().toLowerCase(Locale.ROOT).split("_");
            return parts[0]
                    + Arrays.stream(parts)
                            .skip(1)
                            .map(part -> Character.toUpperCase(part.charAt(0)) + part.substring(1))
                            .collect(Collectors.joining());
        }
    }
}
