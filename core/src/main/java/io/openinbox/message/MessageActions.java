package io.openinbox.message;

import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.TeamId;
import io.openinbox.message.MessageChanges.By;
import io.openinbox.person.People;
import io.openinbox.platform.Action;
import io.openinbox.platform.Capability;
import io.openinbox.platform.Connectors;
import io.openinbox.platform.Direction;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes messages on their platform and here. */
public final class MessageActions {

    private final Connectors connectors;
    private final People people;
    private final Messages messages;
    private final MessageChanges changes;
    private final PerformAction perform;

    MessageActions(
            Connectors connectors, People people, Messages messages, MessageChanges changes, PerformAction perform) {
        this.connectors = connectors;
        this.people = people;
        this.messages = messages;
        this.changes = changes;
        this.perform = perform;
    }

    /**
     * Replaces the text of a message of ours; what it said before stays in its history. The same text changes nothing.
     *
     * @param content at least one character
     * @return the message as it is now
     * @throws InboxException {@code MESSAGE_NOT_FOUND}, {@code CONTENT_REJECTED}, and as {@link PerformAction}
     */
    public Message edit(TeamId team, MessageId id, String content, Actor actor) {
        Message message = messages.get(team, id);
        String person = personPlatformId(team, message);
        perform.perform(
                team,
                message,
                actor,
                Capability.EDIT_MESSAGE,
                platformId -> {
                    requireOurs(message);
                    requireLength(message, content);
                    return new Action.Edit(person, platformId, content);
                },
                current -> {
                    requireNotDeleted(current);
                    return current.content().equals(content);
                },
                (link, at) -> changes.edited(team, id, content, entities(message, content), at, By.of(actor)));
        return messages.get(team, id);
    }

    /**
     * Takes a message of ours back from both sides; it stays in our lists, marked.
     *
     * @return the message as it is now
     * @throws InboxException {@code MESSAGE_NOT_FOUND}, and as {@link PerformAction}
     */
    public Message unsend(TeamId team, MessageId id, Actor actor) {
        Message message = messages.get(team, id);
        String person = personPlatformId(team, message);
        perform.perform(
                team,
                message,
                actor,
                Capability.UNSEND_MESSAGE,
                platformId -> {
                    requireOurs(message);
                    return new Action.Unsend(person, platformId);
                },
                MessageActions::requireNotDeleted,
                (link, at) -> changes.deleted(team, id, true, link.platformId(), at, By.of(actor)));
        return messages.get(team, id);
    }

    /** As {@link #unsend}, of either side's message and only out of our account's own view. */
    public Message deleteForSelf(TeamId team, MessageId id, Actor actor) {
        Message message = messages.get(team, id);
        String person = personPlatformId(team, message);
        perform.perform(
                team,
                message,
                actor,
                Capability.DELETE_FOR_SELF,
                platformId -> new Action.DeleteForSelf(person, platformId),
                MessageActions::requireNotDeleted,
                (link, at) -> changes.deleted(team, id, false, link.platformId(), at, By.of(actor)));
        return messages.get(team, id);
    }

    private String personPlatformId(TeamId team, Message message) {
        return people.get(team, message.profileId()).profile().facts().platformId();
    }

    private @Nullable String entities(Message message, String content) {
        return connectors.require(message.platform()).entities(content);
    }

    private void requireLength(Message message, String content) {
        Integer longest = connectors.require(message.platform()).limits().characters();
        int length = content.codePointCount(0, content.length());
        if (longest != null && length > longest) {
            String detail =
                    "content: " + length + " characters, " + message.platform() + " takes at most " + longest + ".";
            throw new InboxException(ErrorCode.CONTENT_REJECTED, detail, Map.of("detail", detail));
        }
    }

    private static void requireOurs(Message message) {
        if (message.direction() != Direction.OUTBOUND) {
            throw PerformAction.notModifiable("Somebody else wrote this message: only its author can change it.");
        }
    }

    /** Deleting and editing end with the deletion: there is nothing left to do, and nothing that could be done. */
    private static boolean requireNotDeleted(Message message) {
        if (message.deletedAt() != null) {
            throw PerformAction.notModifiable("This message was deleted already.");
        }
        return false;
    }
}
