package io.openinbox.server.manage;

import io.openinbox.draft.Draft;
import io.openinbox.draft.Drafts;
import io.openinbox.kernel.MessageId;
import io.openinbox.server.manner.Fields;
import io.openinbox.server.manner.Request;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

final class DraftEndpoints {

    private final Drafts drafts;
    private final Reader reader;

    DraftEndpoints(Drafts drafts, Reader reader) {
        this.drafts = drafts;
        this.reader = reader;
    }

    /** Answers JSON null where nothing is being written. */
    @Nullable
    DraftView get(Request request) {
        return drafts.find(request.team(), reader.member(request), Reader.thread(request))
                .map(DraftView::of)
                .orElse(null);
    }

    void keep(Request request) {
        Fields body = request.body("content", "replyToMessageId");
        String content = body.text("content").orElseThrow(() -> body.missing("content"));
        MessageId replyTo = body.isNull("replyToMessageId")
                ? null
                : body.id("replyToMessageId").flatMap(MessageId::parse).orElse(null);
        drafts.keep(request.team(), reader.member(request), Reader.thread(request), content, replyTo);
    }

    record DraftView(
            String threadId, String content, @Nullable String replyToMessageId, Instant updatedAt) {

        static DraftView of(Draft draft) {
            MessageId replyTo = draft.replyTo();
            return new DraftView(
                    draft.threadId().text(),
                    draft.content(),
                    replyTo == null ? null : replyTo.text(),
                    draft.updatedAt());
        }
    }
}
