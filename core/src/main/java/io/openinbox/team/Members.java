package io.openinbox.team;

import io.openinbox.db.Database;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.TeamId;
import java.util.List;

/** Who belongs to a team. */
public final class Members {

    private final Database database;
    private final InboxClock clock;
    private final MemberStore store;

    public Members(Database database, InboxClock clock) {
        this.database = database;
        this.clock = clock;
        this.store = new MemberStore(database);
    }

    /** Oldest first. */
    public List<Member> list(TeamId team) {
        return store.list(team);
    }

    /** @throws InboxException {@code NAME_TAKEN} when the person is a member already */
    public Member add(TeamId team, String email, Role role) {
        return database.transaction(() -> store.add(team, email, role, clock.now()));
    }

    /** @throws InboxException {@code MEMBER_NOT_FOUND} */
    public void require(TeamId team, MemberId member) {
        if (!store.exists(team, member)) {
            throw new InboxException(ErrorCode.MEMBER_NOT_FOUND, "There is no such member in this team.");
        }
    }
}
