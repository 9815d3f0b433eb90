package io.openinbox.platform;

/** What an account can do on its platform. */
public enum Capability {
    SEND_MESSAGE("message:send"),
    REPLY_TO_MESSAGE("message:reply");

    private final String wireName;

    Capability(String wireName) {
        this.wireName = wireName;
    }

    /** As API v2 spells it. */
    public String wireName() {
        return wireName;
    }
}
