package io.openinbox.message;

import io.openinbox.kernel.UserId;
import io.openinbox.platform.Action;
import io.openinbox.platform.Inbound;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change of a message that the platform was asked for and has not been heard of.
 *
 * @param content the new text, or the emoji
 */
record OpenAction(UUID actionId, Kind kind, @Nullable String content, Message.Origin origin, UserId userId) {

    enum Kind {
        EDIT,
        UNSEND,
        DELETE_FOR_SELF,
        REACT,
        UNREACT;

        static Kind of(Action.OnMessage action) {
            return switch (action) {
                case Action.Edit _ -> EDIT;
                case Action.Unsend _ -> UNSEND;
                case Action.DeleteForSelf _ -> DELETE_FOR_SELF;
                case Action.React _ -> REACT;
                case Action.Unreact _ -> UNREACT;
            };
        }
    }

    /** Whether what the platform tells is what it was asked for. */
    boolean isToldBy(Inbound.OnMessage told) {
        return switch (told) {
            case Inbound.MessageEdited edited ->
                kind == Kind.EDIT && content != null && EchoText.same(content, edited.text());
            case Inbound.MessageDeleted deleted -> kind == (deleted.forAll() ? Kind.UNSEND : Kind.DELETE_FOR_SELF);
            case Inbound.ReactionAdded added ->
                kind == Kind.REACT
                        && added.authorPlatformId().equals(added.accountPlatformId())
                        && added.emoji().equals(content);
            case Inbound.ReactionRemoved removed ->
                kind == Kind.UNREACT && removed.authorPlatformId().equals(removed.accountPlatformId());
        };
    }
}
