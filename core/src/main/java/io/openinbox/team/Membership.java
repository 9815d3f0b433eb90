package io.openinbox.team;

/** A team, and what one person is in it. */
public record Membership(Team team, Role role) {

    /** Whether the person may change what concerns the whole team: its members, accounts, tokens. */
    public boolean isManager() {
        return role != Role.USER;
    }
}
