package io.openinbox.message;

import io.openinbox.event.EventType;
import io.openinbox.event.NewEvent;
import io.openinbox.kernel.ContactId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the log says about messages. */
final class MessageEvents {

    private MessageEvents() {}

    static NewEvent created(Message message, ContactId contact, Instant now) {
        return event(EventType.MESSAGE_CREATED, message, contact, now, message.content());
    }

    static NewEvent deleted(Message message, ContactId contact, Instant now) {
        return event(EventType.MESSAGE_DELETED, message, contact, now, null);
    }

    private static NewEvent event(
            EventType type, Message message, ContactId contact, Instant now, @Nullable String content) {
        return new NewEvent(
                type, now, message.threadId(), message.id(), message.profileId(), contact, null, null, content);
    }
}
