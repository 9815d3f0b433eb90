package io.openinbox.team;

import io.openinbox.kernel.MemberId;

/** A team, and what one person is in it. */
public record Membership(Team team, MemberId memberId, Role role) {

    /** Whether the person may change what concerns the whole team: its members, accounts, tokens. */
    public boolean isManager() {
        return role != Role.USER;
    }
}
