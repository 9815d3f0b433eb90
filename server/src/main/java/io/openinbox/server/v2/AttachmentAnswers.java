package io.openinbox.server.v2;

import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.TeamId;
import io.openinbox.media.Attachments;
import io.openinbox.message.Message;
import io.openinbox.server.media.MediaAddresses;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What hangs on messages: one more query, however many there are, and none where nothing can. */
record AttachmentAnswers(Attachments attachments, MediaAddresses addresses) {

    Map<MessageId, List<AttachmentV2>> of(TeamId team, Collection<Message> messages) {
        List<MessageId> ids = messages.stream()
                .filter(message -> message.attachment() != null)
                .map(Message::id)
                .toList();
        Map<MessageId, List<AttachmentV2>> answers = new HashMap<>();
        attachments
                .ofMessages(team, ids)
                .forEach((id, all) -> answers.put(
                        id,
                        all.stream()
                                .map(attachment -> AttachmentV2.of(team, attachment, addresses))
                                .toList()));
        return answers;
    }
}
