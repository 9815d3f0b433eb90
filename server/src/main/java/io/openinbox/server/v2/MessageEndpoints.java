package io.openinbox.server.v2;

import io.openinbox.kernel.Cursor;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.Page;
import io.openinbox.kernel.ThreadId;
import io.openinbox.message.Message;
import io.openinbox.message.Messages;
import io.openinbox.server.manner.InvalidRequest;
import io.openinbox.server.manner.PageCursor;
import io.openinbox.server.manner.Query;
import io.openinbox.server.manner.Reply;
import io.openinbox.server.manner.Request;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

final class MessageEndpoints {

    private static final List<String> ORDERS = List.of("desc", "asc");
    private static final Pattern INDEX = Pattern.compile("[0-9]{1,9}");

    private final Messages messages;
    private final AvailablePlatforms platforms;
    private final MessageAnswers answers;

    MessageEndpoints(Messages messages, AvailablePlatforms platforms, MessageAnswers answers) {
        this.messages = messages;
        this.platforms = platforms;
        this.answers = answers;
    }

    PageV2<MessageV2> list(Request request) {
        String id = request.id("threadId");
        Query query = request.query();
        boolean ascending = query.word("order", ORDERS).orElse("desc").equals("asc");
        Set<String> expand = ExpandV2.read(query, MessageAnswers.EXPANSIONS);
        int limit = PageV2.limit(query);
        Object question = List.of("messages", id, ascending);
        Cursor after = PageCursor.read(query, question);
        ThreadId thread = IdsV2.thread(id);
        Page<Message> page = messages.list(request.team(), thread, ascending, after, limit);
        return new PageV2<>(answers.all(request.team(), page.items(), expand), PageCursor.write(page.next(), question));
    }

    MessageV2 get(Request request) {
        String id = request.id("messageId");
        Set<String> expand = ExpandV2.read(request.query(), MessageAnswers.EXPANSIONS);
        return answers.one(request.team(), require(request, id), expand);
    }

    /** 202 while a copy is on its way. */
    Reply attachment(Request request) {
        String id = request.id("messageId");
        String index = request.variable("index");
        if (!INDEX.matcher(index).matches()) {
            throw InvalidRequest.of("index", "must be a whole number, as the attachment has it.");
        }
        Message message = require(request, id);
        AttachmentV2 attachment = answers.one(request.team(), message, Set.of()).attachments().stream()
                .filter(candidate -> candidate.index() == Integer.parseInt(index))
                .findFirst()
                .orElseThrow(() -> new InboxException(
                        ErrorCode.MESSAGE_NOT_FOUND, "The message has no attachment " + index + "."));
        return switch (attachment) {
            case AttachmentV2.Media media -> new Reply(media.isUnderWay() ? 202 : 200, media);
            case AttachmentV2.Card _ ->
                throw InvalidRequest.of("index", "is a link's card, which has no file; its url says where it leads.");
        };
    }

    private Message require(Request request, String id) {
        Message message = messages.known(request.team(), IdsV2.message(id));
        var _ = platforms.require(message.platform());
        return message;
    }
}
