package io.openinbox.team;

import io.openinbox.db.Database;
import io.openinbox.kernel.Cursor;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.Page;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.UserId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /** As {@link #list}, page by page. */
    public Page<Member> page(TeamId team, @Nullable Cursor after, int limit) {
        return Page.of(
                store.page(team, after, limit + 1),
                limit,
                member -> new Cursor(member.createdAt(), member.id().value()));
    }

    public Optional<Member> find(TeamId team, MemberId member) {
        return store.find(team, member);
    }

    public Optional<Member> findByUser(TeamId team, UserId user) {
        return store.findByUser(team, user);
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
