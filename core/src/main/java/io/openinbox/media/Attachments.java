package io.openinbox.media;

import io.openinbox.db.Database;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.TeamId;
import io.openinbox.platform.Connector;
import io.openinbox.platform.Connectors;
import io.openinbox.platform.Platform;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What hangs on messages: noted when the message is stored, read for many messages at once. */
public final class Attachments {

    private final Connectors connectors;
    private final AttachmentStore store;
    private final MediaFiles files;

    public Attachments(Database database, Connectors connectors, MediaSettings settings) {
        this.connectors = connectors;
        this.store = new AttachmentStore(database);
        this.files = new MediaFiles(settings.directory(), settings.largestBytes());
    }

    /**
     * Notes what hangs on messages, in the transaction that stores them; messages it did not store are passed over. The content
     * is fetched later: a platform that delivers waits for our answer.
     */
    public void add(TeamId team, List<Described> described, Instant now) {
        List<NewAttachment> attachments = new ArrayList<>();
        for (Described message : described) {
            Optional<Connector> connector = connectors.find(message.platform());
            int index = 0;
            if (connector.isPresent()) {
                for (var attached : connector.get().attachments(message.attachment())) {
                    attachments.add(new NewAttachment(message.messageId(), index++, attached));
                }
            }
        }
        if (!attachments.isEmpty()) {
            store.insert(team, attachments, now);
        }
    }

    /** By message, in their order; messages without any are absent. */
    public Map<MessageId, List<Attachment>> ofMessages(TeamId team, Collection<MessageId> messages) {
        return messages.isEmpty()
                ? Map.of()
                : store.ofMessages(team, messages).stream().collect(Collectors.groupingBy(Attachment::messageId));
    }

    /** Empty when the message has no attachment in this place, or there is no such message. */
    public Optional<Attachment> find(TeamId team, MessageId message, int index) {
        return store.ofMessages(team, List.of(message)).stream()
                .filter(attachment -> attachment.index() == index)
                .findFirst();
    }

    /** Where content lies. */
    public MediaFiles files() {
        return files;
    }

    /** @param attachment as the connector described it on the incoming message */
    public record Described(MessageId messageId, Platform platform, String attachment) {}
}
