package io.openinbox.simulator.x;

/** The families of API calls that a behaviour can be limited to. */
public enum XCall {
    /** Sending a direct message. */
    SEND,
    /** Listing, reading and deleting direct messages. */
    DIRECT_MESSAGES,
    /** Looking up users. */
    USERS,
    /** The token and revoke calls. */
    TOKEN,
    /** Webhook management. */
    WEBHOOKS,
    /** Activity subscriptions. */
    SUBSCRIPTIONS,
    /** What hangs on messages. */
    MEDIA,
    /** Opening the stream of activity. */
    STREAM
}
