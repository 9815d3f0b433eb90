package io.openinbox.team;

/** What a token may do. Scopes stand apart: none implies another. */
public enum Scope {
    READ,
    /** Changes our own records. */
    WRITE,
    /** Reaches people on the platform: messages, reactions, typing. */
    SEND,
    ADMIN
}
