package io.openinbox.server.v1;

import io.openinbox.account.Backfills;
import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.Cursor;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.Page;
import io.openinbox.kernel.ProfileId;
import io.openinbox.kernel.ThreadId;
import io.openinbox.message.Actor;
import io.openinbox.message.Draft;
import io.openinbox.message.Message;
import io.openinbox.message.Messages;
import io.openinbox.message.SendMessage;
import io.openinbox.message.Sent;
import io.openinbox.person.People;
import io.openinbox.thread.Thread;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

final class MessageEndpoints {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MOST = 100;

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final Pattern KEY = Pattern.compile("[\\x20-\\x7e]{1,255}");

    private final Messages messages;
    private final SendMessage send;
    private final People people;
    private final Backfills backfills;
    private final AttachmentAnswers attachments;

    MessageEndpoints(
            Messages messages, SendMessage send, People people, Backfills backfills, AttachmentAnswers attachments) {
        this.messages = messages;
        this.send = send;
        this.people = people;
        this.backfills = backfills;
        this.attachments = attachments;
    }

    Listed list(RequestV1 request) {
        ThreadId thread = IdsV1.thread(request.variable("threadId"));
        InputV1 query = request.query();
        Cursor after = CursorV1.read(query);
        int limit = (int) query.number("limit", 1, MOST).orElse(DEFAULT_LIMIT);
        Page<Message> page = messages.list(request.team(), thread, after, limit);
        Map<MessageId, AttachmentV1> attached = attachments.of(request.team(), page.items());
        return new Listed(
                request.team().text(),
                thread.text(),
                page.items().stream()
                        .map(message ->
                                MessageV1.of(request.team(), message, attached.get(message.id()), request.names()))
                        .toList(),
                CursorV1.of(page.next()),
                isSyncing(request, page.items()));
    }

    private boolean isSyncing(RequestV1 request, List<Message> shown) {
        return !shown.isEmpty()
                && backfills.importing(request.team()).contains(shown.getFirst().accountLinkId());
    }

    MessageV1 send(RequestV1 request) {
        InputV1 body = request.body();
        Draft draft = draft(request, body);
        ThreadId thread = IdsV1.thread(request.variable("threadId"));
        return MessageV1.of(
                request.team(), send.toThread(request.team(), thread, draft).message(), request.names());
    }

    QuickSent quickSend(RequestV1 request) {
        InputV1 body = request.body();
        String accountLink = ThreadEndpoints.required(body, "accountLinkId");
        ProspectRefV1 prospect = ProspectRefV1.read(body);
        Draft draft = draft(request, body);
        AccountLinkId link = IdsV1.accountLink(accountLink);
        Optional<ProfileId> profile = prospect.profileId(request.team(), people);
        Sent sent = profile.isPresent()
                ? send.toProfile(request.team(), link, profile.get(), draft)
                : send.toPlatformId(request.team(), link, prospect.requirePlatformId(), draft);
        return new QuickSent(
                MessageV1.of(request.team(), sent.message(), request.names()), QuickSent.ThreadRef.of(sent.thread()));
    }

    private static Draft draft(RequestV1 request, InputV1 body) {
        String content = body.text("content", "text")
                .orElseThrow(() -> InputV1.invalid("content: is missing; send at least one character."));
        MessageId replyTo = body.text("replyToMessageId").map(IdsV1::message).orElse(null);
        return new Draft(content, replyTo, actor(request), idempotencyKey(request));
    }

    static Actor actor(RequestV1 request) {
        return Actor.token(
                request.caller().userId(),
                Objects.requireNonNull(request.caller().tokenId()));
    }

    private static @Nullable String idempotencyKey(RequestV1 request) {
        String key =
                request.header(IDEMPOTENCY_KEY).filter(text -> !text.isEmpty()).orElse(null);
        if (key != null && !KEY.matcher(key).matches()) {
            throw InputV1.invalid(IDEMPOTENCY_KEY + ": use 1 to 255 printable ASCII characters.");
        }
        return key;
    }

    /** @param isSyncing whether older messages of its account are still being imported */
    record Listed(
            String teamId,
            String threadId,
            List<MessageV1> messages,
            @Nullable CursorV1 nextCursor,
            boolean isSyncing) {}

    record QuickSent(MessageV1 message, ThreadRef thread) {

        record ThreadRef(String id, String platformId) {

            static ThreadRef of(Thread thread) {
                return new ThreadRef(thread.id().text(), thread.platformId());
            }
        }
    }
}
