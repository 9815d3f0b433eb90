package io.openinbox.team;

import io.openinbox.db.Database;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.UserId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The installation's teams. */
public final class Teams {

    private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int SLUG_LENGTH = 63;
    private static final int NAME_LENGTH = 255;

    private final Database database;
    private final InboxClock clock;
    private final TeamStore store;
    private final MemberStore members;

    public Teams(Database database, InboxClock clock) {
        this.database = database;
        this.clock = clock;
        this.store = new TeamStore(database);
        this.members = new MemberStore(database);
    }

    public Team get(TeamId team) {
        return store.find(team)
                .orElseThrow(() -> new InboxException(ErrorCode.TEAM_NOT_FOUND, "There is no such team."));
    }

    public Optional<Team> findBySlug(String slug) {
        return store.findBySlug(slug);
    }

    /** Every team, oldest first. */
    public List<Team> all() {
        return store.all();
    }

    /** The teams a person belongs to, by name. */
    public List<Membership> of(UserId user) {
        return store.memberships(user);
    }

    /**
     * Creates the installation's first team, unless there is one already.
     *
     * @return the team and its owner; empty when this is not the first start
     */
    public Optional<FirstTeam> createFirst(String slug, String name, String ownerEmail) {
        return database.transaction(() -> {
            store.lockCreation();
            if (!store.isEmpty()) {
                return Optional.empty();
            }
            Team team = insert(slug, name);
            return Optional.of(new FirstTeam(team, members.add(team.id(), ownerEmail, Role.OWNER, clock.now())));
        });
    }

    /**
     * Creates a team owned by the installation's first owner.
     *
     * @throws InboxException {@code NAME_TAKEN} when the slug is in use
     */
    public Team create(String slug, String name) {
        requireForm(slug, name);
        return database.transaction(() -> {
            store.lockCreation();
            String owner = members.firstOwnerEmail()
                    .orElseThrow(() -> new InboxException(
                            ErrorCode.UNACCEPTABLE_VALUE, "There is no owner yet: run ./inbox start once first."));
            if (store.findBySlug(slug).isPresent()) {
                throw new InboxException(
                        ErrorCode.NAME_TAKEN, "slug: a team \"" + slug + "\" exists already; choose another.");
            }
            Team team = insert(slug, name);
            members.add(team.id(), owner, Role.OWNER, clock.now());
            return team;
        });
    }

    private Team insert(String slug, String name) {
        TeamId id = TeamId.next();
        store.insert(id, slug, name, clock.now());
        return get(id);
    }

    private static void requireForm(String slug, String name) {
        if (slug.length() > SLUG_LENGTH || !SLUG.matcher(slug).matches()) {
            throw new InboxException(
                    ErrorCode.INVALID_REQUEST,
                    "slug: use up to " + SLUG_LENGTH
                            + " lower-case letters, digits and single hyphens, such as my-team.");
        }
        if (name.isBlank() || name.length() > NAME_LENGTH) {
            throw new InboxException(
                    ErrorCode.INVALID_REQUEST, "name: use between 1 and " + NAME_LENGTH + " characters.");
        }
    }
}
