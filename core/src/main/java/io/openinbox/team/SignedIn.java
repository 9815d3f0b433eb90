package io.openinbox.team;

import io.openinbox.kernel.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose session it is.
 *
 * @param memberships the teams the person belongs to, by name
 */
public record SignedIn(
        UserId userId, String email, @Nullable String name, List<Membership> memberships) {

    public SignedIn {
        memberships = List.copyOf(memberships);
    }

    SignedIn in(List<Membership> teams) {
        return new SignedIn(userId, email, name, teams);
    }
}
