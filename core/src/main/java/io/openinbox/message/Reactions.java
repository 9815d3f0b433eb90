package io.openinbox.message;

import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.TeamId;
import io.openinbox.person.People;
import io.openinbox.platform.Action;
import io.openinbox.platform.Capability;

/** Our accounts' reactions: at most one on each message, a second one takes the place of the first. */
public final class Reactions {

    private final People people;
    private final Messages messages;
    private final MessageChanges changes;
    private final PerformAction perform;

    Reactions(People people, Messages messages, MessageChanges changes, PerformAction perform) {
        this.people = people;
        this.messages = messages;
        this.changes = changes;
        this.perform = perform;
    }

    /**
     * Puts our reaction on a message; one that stands there already changes nothing.
     *
     * @return the message with all reactions, as it is now
     * @throws InboxException {@code MESSAGE_NOT_FOUND}, {@code INVALID_REQUEST} for what is not one emoji, and as {@link
     *     PerformAction}
     */
    public Message add(TeamId team, MessageId id, String emoji, Actor actor) {
        requireEmoji(emoji);
        Message message = messages.get(team, id);
        String person = personPlatformId(team, message);
        perform.perform(
                team,
                message,
                actor,
                Capability.REACT,
                platformId -> new Action.React(person, platformId, emoji),
                current -> {
                    requireNotTakenBack(current);
                    return isOurs(current, emoji);
                },
                (link, at) -> changes.reacted(team, id, link.platformId(), emoji, at));
        return messages.get(team, id);
    }

    /** Takes our reaction off a message; one that does not stand there changes nothing. Else as {@link #add}. */
    public Message remove(TeamId team, MessageId id, String emoji, Actor actor) {
        requireEmoji(emoji);
        Message message = messages.get(team, id);
        String person = personPlatformId(team, message);
        perform.perform(
                team,
                message,
                actor,
                Capability.REACT,
                platformId -> new Action.Unreact(person, platformId, emoji),
                current -> {
                    requireNotTakenBack(current);
                    return !isOurs(current, emoji);
                },
                (link, at) -> changes.unreacted(team, id, link.platformId(), emoji, at));
        return messages.get(team, id);
    }

    private String personPlatformId(TeamId team, Message message) {
        return people.get(team, message.profileId()).profile().facts().platformId();
    }

    private static boolean isOurs(Message message, String emoji) {
        return message.reactions().stream()
                .anyMatch(reaction -> reaction.author() == Reaction.Author.ACCOUNT
                        && reaction.emoji().equals(emoji));
    }

    private static void requireEmoji(String emoji) {
        if (!Emoji.isOne(emoji)) {
            throw new InboxException(ErrorCode.INVALID_REQUEST, "emoji: must be exactly one emoji.");
        }
    }

    private static void requireNotTakenBack(Message message) {
        if (message.platformDeletedAt() != null) {
            throw PerformAction.notModifiable("This message was deleted for everybody.");
        }
    }
}
