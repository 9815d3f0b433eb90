package io.openinbox.message;

import io.openinbox.account.AccountLinks;
import io.openinbox.account.RawDeliveries;
import io.openinbox.account.TeamLink;
import io.openinbox.db.Database;
import io.openinbox.event.Events;
import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.TeamId;
import io.openinbox.media.Attachments;
import io.openinbox.person.People;
import io.openinbox.platform.Inbound;
import io.openinbox.platform.Platform;
import io.openinbox.platform.PlatformActivity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * Takes in what platforms deliver: every message exactly once, however often, in whatever order and on how many nodes at
 * once it arrives.
 */
public final class IngestMessages {

    private static final Logger log = LoggerFactory.getLogger(IngestMessages.class);

    private static final int LARGEST_BATCH = 50;
    private static final int MOST_WAITING = 2_000;

    private final Database database;
    private final InboxClock clock;
    private final PlatformActivity activity;
    private final AccountLinks accountLinks;
    private final RawDeliveries rawDeliveries;
    private final People people;
    private final Echoes echoes;
    private final Events events;
    private final ReceiveChanges changes;
    private final TypingSignals typing;
    private final IngestStore store;
    private final GroupCommit<IncomingMessage> commits;

    IngestMessages(
            Database database,
            InboxClock clock,
            PlatformActivity activity,
            AccountLinks accountLinks,
            RawDeliveries rawDeliveries,
            People people,
            Echoes echoes,
            Events events,
            ReceiveChanges changes,
            TypingSignals typing,
            Attachments attachments) {
        this.database = database;
        this.clock = clock;
        this.activity = activity;
        this.accountLinks = accountLinks;
        this.rawDeliveries = rawDeliveries;
        this.people = people;
        this.echoes = echoes;
        this.events = events;
        this.changes = changes;
        this.typing = typing;
        this.store = new IngestStore(database, attachments);
        this.commits = new GroupCommit<>(LARGEST_BATCH, MOST_WAITING, this::commit);
    }

    /**
     * Returns once everything is committed, so that the platform may forget it.
     *
     * @throws InboxException {@code OVERLOADED} when too much is waiting: the platform should deliver again
     */
    public void receive(Platform platform, List<Inbound> delivered) {
        long start = System.nanoTime();
        Map<TeamId, List<IncomingMessage>> messages = new LinkedHashMap<>();
        List<Runnable> happened = new ArrayList<>();
        for (Inbound inbound : delivered) {
            if (inbound instanceof Inbound.ProfileChanged changed) {
                profileChanged(platform, changed);
            }
            for (TeamLink owner : owners(platform, inbound)) {
                receive(owner, platform, inbound, messages, happened);
            }
        }
        messages.forEach(this::submit);
        // After the messages of the same delivery, which they may be about.
        happened.forEach(Runnable::run);
        activity.received(platform, delivered.size(), Duration.ofNanos(System.nanoTime() - start));
    }

    /** As {@link #receive(Platform, List)}, for one team alone: what was read with its account. */
    void receive(TeamId team, AccountLinkId link, Platform platform, List<Inbound> found) {
        var owner = new TeamLink(team, link);
        Map<TeamId, List<IncomingMessage>> messages = new LinkedHashMap<>();
        List<Runnable> happened = new ArrayList<>();
        found.forEach(inbound -> receive(owner, platform, inbound, messages, happened));
        messages.forEach(this::submit);
        happened.forEach(Runnable::run);
    }

    private void receive(
            TeamLink owner,
            Platform platform,
            Inbound inbound,
            Map<TeamId, List<IncomingMessage>> messages,
            List<Runnable> happened) {
        switch (inbound) {
            case Inbound.Message message ->
                messages.computeIfAbsent(owner.teamId(), team -> new ArrayList<>())
                        .add(new IncomingMessage(owner.accountLinkId(), platform, message));
            case Inbound.GroupMessage group -> keepGroupMessage(owner, platform, group);
            case Inbound.Disconnected disconnected ->
                accountLinks.disconnected(owner.teamId(), owner.accountLinkId(), disconnected.reason());
            case Inbound.OnMessage change -> happened.add(() -> changes.receive(owner, change));
            case Inbound.Typing signal -> happened.add(() -> typing.receive(owner, signal));
            // Nothing shows how far the other side has read.
            case Inbound.Read _ -> {}
            case Inbound.ProfileChanged changed ->
                accountLinks.changed(owner.teamId(), owner.accountLinkId(), changed.field(), changed.value());
            case Inbound.Unknown unknown -> rawDeliveries.keep(owner, platform, unknown.reason(), unknown.raw());
        }
    }

    /**
     * Stores a page of an account's history together with the place to go on from.
     *
     * @param isHistory whether it was written before the account was linked: it is told to nobody and reopens nothing
     * @param advance runs in the same transaction; what it throws undoes the page
     */
    void page(
            TeamId team,
            AccountLinkId link,
            Platform platform,
            List<Inbound.Message> messages,
            boolean isHistory,
            Runnable advance) {
        List<IncomingMessage> batch = messages.stream()
                .map(message -> new IncomingMessage(link, platform, message))
                .toList();
        try {
            Set<Conversation> parked = database.transaction(() -> {
                accountLinks.lock(team, List.of(link));
                advance.run();
                return storeInTransaction(team, batch, isHistory);
            });
            parked.forEach(conversation -> echoes.settle(team, conversation));
        } catch (DataIntegrityViolationException e) {
            log.warn("A page of {} messages failed on its data; storing them one by one.", batch.size());
            batch.forEach(message -> commit(team, List.of(message), isHistory));
            database.transaction(advance);
        }
    }

    /** Whoever of the teams knows the person: an account of one team may be a prospect of another. */
    private void profileChanged(Platform platform, Inbound.ProfileChanged changed) {
        for (TeamId team : accountLinks.teams(platform)) {
            people.changed(team, platform, changed.accountPlatformId(), changed.field(), changed.value());
        }
    }

    /** In slices: whoever brings much at once neither holds the team's counter for long nor is sent away for ever. */
    private void submit(TeamId team, List<IncomingMessage> messages) {
        for (int from = 0; from < messages.size(); from += LARGEST_BATCH) {
            commits.submit(team, messages.subList(from, Math.min(from + LARGEST_BATCH, messages.size())));
        }
    }

    private List<TeamLink> owners(Platform platform, Inbound inbound) {
        String account = inbound.accountPlatformId();
        List<TeamLink> owners = account == null ? List.of() : accountLinks.findByPlatformId(platform, account);
        if (owners.isEmpty() && inbound instanceof Inbound.Unknown unknown) {
            rawDeliveries.keepUnclaimed(platform, unknown.reason(), unknown.raw());
        }
        return owners;
    }

    private void keepGroupMessage(TeamLink owner, Platform platform, Inbound.GroupMessage group) {
        database.transaction(() -> {
            if (rawDeliveries.keepMessage(owner, platform, group.platformId(), RawDeliveries.OF_A_GROUP, group.raw())) {
                accountLinks.countGroupMessage(owner.teamId(), owner.accountLinkId());
            }
        });
    }

    private void commit(TeamId team, List<IncomingMessage> batch) {
        commit(team, batch, false);
    }

    private void commit(TeamId team, List<IncomingMessage> batch, boolean isHistory) {
        try {
            store(team, batch, isHistory);
        } catch (DataIntegrityViolationException e) {
            if (batch.size() > 1) {
                log.warn("A batch of {} messages failed on its data; storing them one by one.", batch.size());
                batch.forEach(message -> commit(team, List.of(message), isHistory));
            } else {
                keepRefused(team, batch.getFirst(), e);
            }
        }
    }

    /** A message the database will not take would come back for ever if the platform were told so. */
    private void keepRefused(TeamId team, IncomingMessage refused, DataIntegrityViolationException cause) {
        log.error(
                "Message {} of account link {} could not be stored and is kept raw: {}",
                refused.message().platformId(),
                refused.accountLinkId(),
                cause.getClass().getSimpleName());
        rawDeliveries.keepMessage(
                new TeamLink(team, refused.accountLinkId()),
                refused.platform(),
                refused.message().platformId(),
                "the database refused the message",
                refused.message().toString());
    }

    /** What may be an echo is looked at before it is stored, and attachments take a second statement. */
    private static boolean isOneStatement(List<IncomingMessage> batch) {
        return !Echoes.mayBeAmong(batch)
                && batch.stream().allMatch(incoming -> incoming.message().attachment() == null);
    }

    private void store(TeamId team, List<IncomingMessage> batch, boolean isHistory) {
        if (isOneStatement(batch)) {
            store.lockAndWrite(team, batch, isHistory, clock.now());
            if (!isHistory) {
                events.announce(team);
            }
            return;
        }
        Set<Conversation> parked = database.transaction(() -> storeInTransaction(team, batch, isHistory));
        parked.forEach(conversation -> echoes.settle(team, conversation));
    }

    /** Returns the conversations in which echoes were parked. */
    private Set<Conversation> storeInTransaction(TeamId team, List<IncomingMessage> batch, boolean isHistory) {
        accountLinks.lock(
                team,
                batch.stream().map(IncomingMessage::accountLinkId).distinct().toList());
        Set<IncomingMessage> parked = echoes.park(team, batch);
        List<IncomingMessage> rest =
                batch.stream().filter(message -> !parked.contains(message)).toList();
        if (!rest.isEmpty()) {
            store.write(team, rest, isHistory, clock.now());
            if (!isHistory) {
                events.announce(team);
            }
        }
        return parked.stream().map(Conversation::of).collect(Collectors.toSet());
    }
}
