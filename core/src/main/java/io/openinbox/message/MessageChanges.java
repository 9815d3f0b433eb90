package io.openinbox.message;

import io.openinbox.account.AccountLink;
import io.openinbox.account.AccountLinks;
import io.openinbox.db.Database;
import io.openinbox.event.Events;
import io.openinbox.event.NewEvent;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.UserId;
import io.openinbox.message.MessageChangeStore.Deletion;
import io.openinbox.message.MessageChangeStore.LastReaction;
import io.openinbox.message.MessageChangeStore.Version;
import io.openinbox.person.People;
import io.openinbox.platform.Inbound;
import io.openinbox.thread.Threads;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records what happened to a message, whoever did it and whoever says so: the platform's answer to us and its delivery tell
 * of the same change, deliveries repeat, and they come late. Each change is recorded once, with its event, in the order of
 * the platform's times; what came late adds to the history and takes nothing back.
 *
 * <p>Every method runs in the caller's transaction, with the account link locked, and ends with the events.
 */
final class MessageChanges {

    private final InboxClock clock;
    private final AccountLinks accountLinks;
    private final People people;
    private final Threads threads;
    private final Events events;
    private final MessageStore messages;
    private final MessageChangeStore store;
    private final ActionStore actions;

    MessageChanges(
            Database database,
            InboxClock clock,
            AccountLinks accountLinks,
            People people,
            Threads threads,
            Events events) {
        this.clock = clock;
        this.accountLinks = accountLinks;
        this.people = people;
        this.threads = threads;
        this.events = events;
        this.messages = new MessageStore(database);
        this.store = new MessageChangeStore(database);
        this.actions = new ActionStore(database);
    }

    /** What the platform tells; it is ours where we asked for it and have not heard yet. */
    void apply(TeamId team, MessageId id, Inbound.OnMessage told) {
        By by = actions.find(team, id)
                .filter(action -> action.isToldBy(told))
                .map(action -> {
                    actions.end(team, id, action.actionId());
                    return new By(action.origin(), action.userId());
                })
                .orElse(By.PLATFORM);
        switch (told) {
            case Inbound.MessageEdited edited -> edited(team, id, edited.text(), edited.entities(), edited.at(), by);
            case Inbound.MessageDeleted deleted ->
                deleted(team, id, deleted.forAll(), deleted.authorPlatformId(), deleted.at(), by);
            case Inbound.ReactionAdded added -> reacted(team, id, added.authorPlatformId(), added.emoji(), added.at());
            case Inbound.ReactionRemoved removed ->
                unreacted(team, id, removed.authorPlatformId(), removed.emoji(), removed.at());
        }
    }

    void edited(TeamId team, MessageId id, String text, @Nullable String entities, @Nullable Instant at, By by) {
        Message message = messages.get(team, id);
        List<Version> versions = store.versions(team, message);
        Version last = versions.getLast();
        if (at != null && versions.size() > 1 && !at.isAfter(last.at())) {
            addToHistory(team, message, versions, new Version(text, entities, at, by.origin(), true), by);
            return;
        }
        if (text.equals(message.content())) {
            return;
        }
        Instant when = at != null ? at : later(clock.now(), last);
        var version = new Version(text, entities, when, by.origin(), at != null);
        store.insertVersion(team, id, version, by.userId());
        store.setText(team, id, version);
        threads.messageTextChanged(team, message.threadId());
        append(team, message, List.of(MessageEvents.edited(message, text, clock.now())));
    }

    /** Two edits cannot have one time. */
    private static Instant later(Instant now, Version last) {
        return now.isAfter(last.at()) ? now : last.at().plusMillis(1);
    }

    private void addToHistory(TeamId team, Message message, List<Version> versions, Version late, By by) {
        int next = 1;
        while (next < versions.size() && versions.get(next).at().isBefore(late.at())) {
            next++;
        }
        boolean isKnown = versions.get(next - 1).content().equals(late.content())
                || (next < versions.size()
                        && (versions.get(next).at().equals(late.at())
                                || versions.get(next).content().equals(late.content())));
        if (!isKnown) {
            store.insertVersion(team, message.id(), late, by.userId());
        }
    }

    void deleted(
            TeamId team, MessageId id, boolean forAll, @Nullable String authorPlatformId, @Nullable Instant at, By by) {
        Optional<Deletion> before = store.deletion(team, id);
        if (before.isPresent() && (before.get().forAll() || !forAll)) {
            return;
        }
        Message message = messages.get(team, id);
        store.delete(
                team,
                id,
                new Deletion(
                        forAll,
                        Objects.requireNonNullElseGet(at, clock::now),
                        by.origin(),
                        authorPlatformId,
                        at != null),
                by.userId());
        append(team, message, List.of(MessageEvents.deleted(message, forAll, clock.now())));
    }

    void reacted(TeamId team, MessageId id, String authorPlatformId, String emoji, @Nullable Instant at) {
        change(team, id, authorPlatformId, emoji, at);
    }

    void unreacted(TeamId team, MessageId id, String authorPlatformId, String emoji, @Nullable Instant at) {
        String stands = store.lastReaction(team, id, authorPlatformId)
                .map(LastReaction::emoji)
                .orElse(null);
        // Without a time, only what stands there can have been taken off.
        if (at != null || emoji.equals(stands)) {
            change(team, id, authorPlatformId, null, at);
        }
    }

    private void change(
            TeamId team, MessageId id, String authorPlatformId, @Nullable String emoji, @Nullable Instant at) {
        Optional<LastReaction> last = store.lastReaction(team, id, authorPlatformId);
        String before = last.map(LastReaction::emoji).orElse(null);
        if (last.isPresent() && isStale(last.get(), at)) {
            return;
        }
        Message message = messages.get(team, id);
        boolean isChange = !Objects.equals(before, emoji);
        if (!isChange && (at == null || last.isPresent())) {
            return;
        }
        store.react(
                team,
                message,
                authorPlatformId,
                author(team, message, authorPlatformId),
                new LastReaction(emoji, Objects.requireNonNullElseGet(at, clock::now), at != null),
                isChange);
        if (isChange) {
            threads.reactionsChanged(team, message.threadId());
            List<NewEvent> happened = new ArrayList<>();
            if (before != null) {
                happened.add(MessageEvents.reactionRemoved(message, before, authorPlatformId, clock.now()));
            }
            if (emoji != null) {
                happened.add(MessageEvents.reactionAdded(message, emoji, authorPlatformId, clock.now()));
            }
            append(team, message, happened);
        }
    }

    /** Times of two clocks say nothing about an order, unless they lie far apart. */
    private static boolean isStale(LastReaction last, @Nullable Instant at) {
        return at != null
                && at.isBefore(
                        last.isPlatformTime()
                                ? last.changedAt()
                                : last.changedAt().minus(CLOCK_SKEW));
    }

    private static final Duration CLOCK_SKEW = Duration.ofMinutes(2);

    private Reaction.Author author(TeamId team, Message message, String platformId) {
        AccountLink link = accountLinks.get(team, message.accountLinkId());
        if (platformId.equals(link.platformId())) {
            return Reaction.Author.ACCOUNT;
        }
        String person = people.get(team, message.profileId()).profile().facts().platformId();
        return platformId.equals(person) ? Reaction.Author.PERSON : Reaction.Author.OTHER;
    }

    /** What happens in a thread that was deleted here is kept and tells nobody. */
    private void append(TeamId team, Message message, List<NewEvent> happened) {
        if (threads.isLive(team, message.threadId())) {
            events.append(team, happened);
        }
    }

    /** @param userId null for a change made in the platform's own app */
    record By(Message.Origin origin, @Nullable UserId userId) {

        static final By PLATFORM = new By(Message.Origin.EXTERNAL, null);

        static By of(Actor actor) {
            return new By(actor.origin(), actor.userId());
        }
    }
}
