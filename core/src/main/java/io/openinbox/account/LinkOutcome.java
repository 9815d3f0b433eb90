package io.openinbox.account;

import io.openinbox.team.Team;

/** How a member's way over a platform's page ended. */
public sealed interface LinkOutcome {

    record Linked(Team team, AccountLink link) implements LinkOutcome {}

    /** The person said no on the platform's page. */
    record Denied() implements LinkOutcome {}

    /** The platform, or this server's rights with it, stood in the way; the words are fit for a person. */
    record Refused(String words) implements LinkOutcome {}

    /** The attempt was used before, or was never one of ours. */
    record NotOurs() implements LinkOutcome {}

    /** The person took longer than an attempt lasts. */
    record TooLate() implements LinkOutcome {}

    /** The attempt was begun in another browser, or before signing in anew. */
    record OtherSession() implements LinkOutcome {}

    /** Meanwhile the person has lost the right to link accounts for the team. */
    record NotAllowed() implements LinkOutcome {}
}
