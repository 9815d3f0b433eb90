package io.openinbox.platform;

import java.util.Optional;

/** What a platform, an account on it or a conversation allows; and, as a thread's restriction, what it does not. */
public enum Capability {
    SEND_MESSAGE("message:send"),
    EDIT_MESSAGE("message:edit"),
    REACT("message:react"),
    REPLY_TO_MESSAGE("message:reply"),
    FORWARD_MESSAGE("message:forward"),
    /** Takes a message out of our account's own view. */
    DELETE_FOR_SELF("message:delete:self"),
    /** Takes a message of ours back from everybody. */
    UNSEND_MESSAGE("message:unsend"),
    SEND_IMAGE("media:image"),
    SEND_VIDEO("media:video"),
    SEND_GIF("media:gif"),
    SEND_FILE("media:file"),
    SEND_AUDIO("media:audio"),
    SEND_TYPING("thread:typing:send"),
    RECEIVE_TYPING("thread:typing:receive"),
    MESSAGE_REQUESTS("thread:message-requests"),
    DELETE_THREAD("thread:delete:remote"),
    OBSERVE_ARCHIVE("thread:archive:observe"),
    CHANGE_ARCHIVE("thread:archive:mutate"),
    OBSERVE_READ("thread:read:observe"),
    CHANGE_READ("thread:read:mutate"),
    SEARCH_DIRECTORY("directory:typeahead"),
    FOLLOW_PROFILE("profile:follow"),
    UNFOLLOW_PROFILE("profile:unfollow");

    private final String wireName;

    Capability(String wireName) {
        this.wireName = wireName;
    }

    /** As API v2 spells it. */
    public String wireName() {
        return wireName;
    }

    public static Optional<Capability> ofWireName(String name) {
        for (Capability capability : values()) {
            if (capability.wireName.equals(name)) {
                return Optional.of(capability);
            }
        }
        return Optional.empty();
    }
}
