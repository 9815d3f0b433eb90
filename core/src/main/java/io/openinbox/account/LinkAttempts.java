package io.openinbox.account;

import io.openinbox.db.Database;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.LinkAttemptId;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.UserId;
import io.openinbox.platform.Connector;
import io.openinbox.platform.Connectors;
import io.openinbox.platform.LinkFlow;
import io.openinbox.platform.Platform;
import io.openinbox.platform.PlatformException;
import io.openinbox.secret.Secrets;
import io.openinbox.team.Membership;
import io.openinbox.team.Secret;
import io.openinbox.team.Teams;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Linking an account in the browser: a member goes to the platform's page and comes back with a code. What comes back
 * counts once, within a quarter of an hour, and only in the session it was begun in: otherwise somebody could make a member
 * link an account that is not theirs, or take over theirs.
 */
public final class LinkAttempts {

    private static final Duration LIFE = Duration.ofMinutes(15);

    /** How long an attempt that is too late is told from one that never was. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final Database database;
    private final InboxClock clock;
    private final Connectors connectors;
    private final Teams teams;
    private final AccountLinks accountLinks;
    private final LinkAttemptStore store;

    public LinkAttempts(
            Database database,
            Secrets secrets,
            InboxClock clock,
            Connectors connectors,
            Teams teams,
            AccountLinks accountLinks) {
        this.database = database;
        this.clock = clock;
        this.connectors = connectors;
        this.teams = teams;
        this.accountLinks = accountLinks;
        this.store = new LinkAttemptStore(database, secrets);
    }

    /** Whether accounts of this platform can be linked in a browser. */
    public boolean isPossible(Platform platform) {
        return flow(platform).isPresent();
    }

    /**
     * Begins an attempt.
     *
     * @param session the secret of the member's session
     * @param returnTo where the platform is to send the browser back to
     * @return the platform's page
     * @throws InboxException {@code PLATFORM_NOT_SUPPORTED}, {@code TEAM_NOT_FOUND} unless the person manages the team
     */
    public URI begin(TeamId team, Platform platform, UserId user, String session, URI returnTo) {
        LinkFlow flow = requireFlow(platform);
        if (managed(team, user).isEmpty()) {
            throw new InboxException(ErrorCode.TEAM_NOT_FOUND, "There is no such team that you manage.");
        }
        Instant now = clock.now();
        String secret = Secret.next();
        var attempt = new LinkAttempt(LinkAttemptId.next(), platform, user, returnTo, Secret.next(), now.plus(LIFE));
        database.transaction(() -> {
            store.removeExpired(team, now.minus(REMEMBERED));
            store.insert(team, attempt, Secret.hash(secret), Secret.hash(session));
        });
        return flow.authorizePage(returnTo, new LinkState(team, attempt.id(), secret).text(), attempt.verifier());
    }

    /**
     * Ends an attempt, whatever it came to.
     *
     * @param state as the platform sent it back
     * @param code the platform's word that the person agreed; null when they did not
     */
    public LinkOutcome end(Platform platform, String state, String session, @Nullable String code) {
        Optional<LinkState> read = LinkState.parse(state);
        if (read.isEmpty()) {
            return new LinkOutcome.NotOurs();
        }
        TeamId team = read.get().teamId();
        byte[] hash = Secret.hash(read.get().secret());
        Optional<LinkAttempt> attempt = store.take(team, read.get().attemptId(), platform, hash, Secret.hash(session));
        if (attempt.isEmpty()) {
            return store.exists(team, read.get().attemptId(), hash)
                    ? new LinkOutcome.OtherSession()
                    : new LinkOutcome.NotOurs();
        }
        if (!clock.now().isBefore(attempt.get().expiresAt())) {
            return new LinkOutcome.TooLate();
        }
        Optional<Membership> membership = managed(team, attempt.get().userId());
        if (membership.isEmpty()) {
            return new LinkOutcome.NotAllowed();
        }
        if (code == null) {
            return new LinkOutcome.Denied();
        }
        try {
            String credentials = requireFlow(platform)
                    .exchange(attempt.get().returnTo(), code, attempt.get().verifier());
            return new LinkOutcome.Linked(membership.get().team(), accountLinks.link(team, platform, credentials));
        } catch (PlatformException e) {
            return new LinkOutcome.Refused(String.valueOf(e.getMessage()));
        }
    }

    private Optional<Membership> managed(TeamId team, UserId user) {
        return teams.of(user).stream()
                .filter(membership -> membership.team().id().equals(team) && membership.isManager())
                .findFirst();
    }

    private Optional<LinkFlow> flow(Platform platform) {
        return connectors.find(platform).flatMap(Connector::linkFlow);
    }

    private LinkFlow requireFlow(Platform platform) {
        return flow(platform)
                .orElseThrow(() -> new InboxException(
                        ErrorCode.PLATFORM_NOT_SUPPORTED,
                        "Accounts of the platform " + platform + " cannot be linked on this server."));
    }
}
