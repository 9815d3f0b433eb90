package io.openinbox.platform;

/** Something other than a send that our account does in its conversation with one person. */
public sealed interface Action {

    String personPlatformId();

    /** What an account must be able to do for it. */
    Capability capability();

    /** One that is done to a message. */
    sealed interface OnMessage extends Action {

        String messagePlatformId();
    }

    /** Replaces the text of a message of ours. */
    record Edit(String personPlatformId, String messagePlatformId, String text) implements OnMessage {

        @Override
        public Capability capability() {
            return Capability.EDIT_MESSAGE;
        }
    }

    /** Takes a message of ours back from both sides. */
    record Unsend(String personPlatformId, String messagePlatformId) implements OnMessage {

        @Override
        public Capability capability() {
            return Capability.UNSEND_MESSAGE;
        }
    }

    /** Takes a message of either side out of our own view. */
    record DeleteForSelf(String personPlatformId, String messagePlatformId) implements OnMessage {

        @Override
        public Capability capability() {
            return Capability.DELETE_FOR_SELF;
        }
    }

    /** Puts our reaction on a message, in the place of another one of ours. */
    record React(String personPlatformId, String messagePlatformId, String emoji) implements OnMessage {

        @Override
        public Capability capability() {
            return Capability.REACT;
        }
    }

    /** Takes our reaction off a message. */
    record Unreact(String personPlatformId, String messagePlatformId, String emoji) implements OnMessage {

        @Override
        public Capability capability() {
            return Capability.REACT;
        }
    }

    /** Shows the person for a moment that somebody is typing. */
    record ShowTyping(String personPlatformId) implements Action {

        @Override
        public Capability capability() {
            return Capability.SEND_TYPING;
        }
    }

    record Archive(String personPlatformId, boolean archived) implements Action {

        @Override
        public Capability capability() {
            return Capability.CHANGE_ARCHIVE;
        }
    }

    record MarkRead(String personPlatformId, boolean read) implements Action {

        @Override
        public Capability capability() {
            return Capability.CHANGE_READ;
        }
    }

    record DeleteThread(String personPlatformId) implements Action {

        @Override
        public Capability capability() {
            return Capability.DELETE_THREAD;
        }
    }
}
