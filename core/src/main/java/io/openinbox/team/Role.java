package io.openinbox.team;

/** What a member may do: owners everything, admins everything but the team's end, users the daily work. */
public enum Role {
    OWNER,
    ADMIN,
    USER
}
