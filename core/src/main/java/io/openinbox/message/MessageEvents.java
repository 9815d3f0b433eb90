package io.openinbox.message;

import io.openinbox.event.Change;
import io.openinbox.event.EventRefs;
import io.openinbox.event.EventType;
import io.openinbox.event.NewEvent;
import io.openinbox.kernel.ContactId;
import io.openinbox.platform.Direction;
import java.time.Instant;

/** What the log says about messages. */
final class MessageEvents {

    private MessageEvents() {}

    static NewEvent created(Message message, ContactId contact, Instant now) {
        return new NewEvent(
                EventType.MESSAGE_CREATED,
                now,
                about(message, contact),
                new Change.Text(message.content(), message.direction() == Direction.INBOUND));
    }

    /** The message is nowhere any more: it was never sent after all. */
    static NewEvent deleted(Message message, ContactId contact, Instant now) {
        return new NewEvent(EventType.MESSAGE_DELETED, now, about(message, contact), new Change.Deletion(true));
    }

    static NewEvent deleted(Message message, boolean forAll, Instant now) {
        return of(EventType.MESSAGE_DELETED, message, new Change.Deletion(forAll), now);
    }

    static NewEvent edited(Message message, String content, Instant now) {
        return of(EventType.MESSAGE_EDITED, message, new Change.Edit(content), now);
    }

    static NewEvent reactionAdded(Message message, String emoji, String authorPlatformId, Instant now) {
        return of(EventType.MESSAGE_REACTION_ADDED, message, new Change.Reaction(emoji, authorPlatformId), now);
    }

    static NewEvent reactionRemoved(Message message, String emoji, String authorPlatformId, Instant now) {
        return of(EventType.MESSAGE_REACTION_REMOVED, message, new Change.Reaction(emoji, authorPlatformId), now);
    }

    private static NewEvent of(EventType type, Message message, Change change, Instant now) {
        return new NewEvent(type, now, about(message, message.contactId()), change);
    }

    private static EventRefs about(Message message, ContactId contact) {
        return EventRefs.message(message.id(), message.threadId(), message.profileId(), contact);
    }
}
