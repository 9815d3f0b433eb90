package io.openinbox.thread;

/** A team's ways of looking at its threads. Deleted and idle threads stand in none of them. */
public enum View {
    /** Neither done nor a request. */
    DEFAULT,
    /** The part of {@link #DEFAULT} whose last message is ours: nobody has answered it yet. */
    NO_REPLY,
    /** The part of {@link #DEFAULT} in which the other side has the last word, or has reacted since: it waits for us. */
    WAITING,
    /** Begun by the other side and not answered. */
    REQUESTS,
    /** Done. */
    ARCHIVED,
    /** Default, requests and archived together. */
    ALL
}
