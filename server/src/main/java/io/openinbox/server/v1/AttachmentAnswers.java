package io.openinbox.server.v1;

import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.TeamId;
import io.openinbox.media.Attachment;
import io.openinbox.media.Attachments;
import io.openinbox.message.Message;
import io.openinbox.server.media.MediaAddresses;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** What hangs on messages: one more query, however many there are, and none where nothing can. */
record AttachmentAnswers(Attachments attachments, MediaAddresses addresses) {

    /** By message; v1 shows one a message, the first. */
    Map<MessageId, AttachmentV1> of(TeamId team, Collection<Message> messages) {
        var ids = messages.stream()
                .filter(message -> message.attachment() != null)
                .map(Message::id)
                .toList();
        Map<MessageId, AttachmentV1> answers = new HashMap<>();
        attachments.ofMessages(team, ids).forEach((id, all) -> {
            Attachment first = all.getFirst();
            answers.put(id, AttachmentV1.of(team, first, addresses));
        });
        return answers;
    }
}
