package io.openinbox.thread;

import io.openinbox.account.AccountLink;
import io.openinbox.account.AccountLinks;
import io.openinbox.db.Database;
import io.openinbox.event.Events;
import io.openinbox.event.NewEvent;
import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.Cursor;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.NameKey;
import io.openinbox.kernel.Page;
import io.openinbox.kernel.ProfileId;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.ThreadId;
import io.openinbox.person.KnownPerson;
import io.openinbox.person.People;
import io.openinbox.person.PersonEvents;
import io.openinbox.platform.Connectors;
import io.openinbox.team.Members;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A team's conversations: lists, look-ups, and everything that changes a thread but its messages. */
public final class Threads {

    private final Database database;
    private final InboxClock clock;
    private final Connectors connectors;
    private final AccountLinks accountLinks;
    private final People people;
    private final Members members;
    private final Events events;
    private final ThreadStore store;

    public Threads(
            Database database,
            InboxClock clock,
            Connectors connectors,
            AccountLinks accountLinks,
            People people,
            Members members,
            Events events) {
        this.database = database;
        this.clock = clock;
        this.connectors = connectors;
        this.accountLinks = accountLinks;
        this.people = people;
        this.members = members;
        this.events = events;
        this.store = new ThreadStore(database);
    }

    /** With a filter a page may hold less than asked for, and even nothing, though there is a next one. */
    public Page<Thread> list(TeamId team, ThreadQuery query) {
        Page<Thread> page = Page.of(
                store.list(team, query, query.limit() + 1),
                query.limit(),
                thread -> new Cursor(thread.sortAt(), thread.id().value()));
        return page.next().isPresent() ? page : new Page<>(page.items(), store.endOfWalk(team, query));
    }

    /** @throws InboxException {@code THREAD_NOT_FOUND}, also for a deleted thread */
    public Thread get(TeamId team, ThreadId id) {
        return store.findLive(team, id).orElseThrow(Threads::notFound);
    }

    /** Those of the given threads that exist, deleted ones included. */
    public Map<ThreadId, Thread> getAll(TeamId team, Collection<ThreadId> ids) {
        return store.getAll(team, ids).stream().collect(Collectors.toMap(Thread::id, Function.identity()));
    }

    /** The live thread of an account link and a profile, idle ones included. */
    public Optional<Thread> find(TeamId team, AccountLinkId link, ProfileId profile) {
        return store.findByProfile(team, link, profile);
    }

    /** As {@link #find}, by the person's id on the account link's platform. */
    public Optional<Thread> findByPlatformId(TeamId team, AccountLinkId link, String personPlatformId) {
        return store.findByPlatformId(team, link, personPlatformId);
    }

    /**
     * The live threads with everybody of this name, in whatever case, latest activity first.
     *
     * @param links threads of any of these; null for all
     */
    public List<Thread> findByUsername(TeamId team, String username, @Nullable Set<AccountLinkId> links) {
        return store.findByUsername(team, NameKey.of(username), links);
    }

    /** A person's threads over all account links, without idle ones. */
    public List<ThreadSummary> ofProfile(TeamId team, ProfileId profile) {
        return store.ofProfile(team, profile);
    }

    /**
     * The thread of an account link and a person known to the team, opened if there is none.
     *
     * @throws InboxException {@code ACCOUNT_LINK_NOT_FOUND}, {@code PROFILE_NOT_FOUND}; {@code PLATFORM_NOT_SUPPORTED} when
     *     the person is on another platform than the account
     */
    public Thread open(TeamId team, AccountLinkId linkId, ProfileId profile) {
        return open(team, linkId, personPlatformId(team, accountLinks.get(team, linkId), profile));
    }

    /** As above for a person named by their id on the account link's platform, known to the team or not. */
    public Thread open(TeamId team, AccountLinkId linkId, String personPlatformId) {
        AccountLink link = accountLinks.get(team, linkId);
        requirePerson(link, personPlatformId);
        return database.transaction(() -> {
            accountLinks.lock(team, List.of(linkId));
            Instant now = clock.now();
            KnownPerson person = people.meet(team, link.platform(), personPlatformId);
            Thread thread = findOrInsert(team, link, person, personPlatformId, now);
            List<NewEvent> happened = new ArrayList<>();
            if (person.isNew()) {
                happened.add(PersonEvents.created(person, now));
            }
            if (thread.isIdle()) {
                store.activate(team, thread.id(), now);
                happened.add(ThreadEvents.created(thread, now));
            }
            events.append(team, happened);
            return get(team, thread.id());
        });
    }

    /**
     * The thread a first message can go into: the live one, or a new one that stays idle until the platform takes the
     * message. Runs in the caller's transaction.
     */
    public Thread forSending(TeamId team, AccountLink link, String personPlatformId) {
        Optional<Thread> live = store.findByPlatformId(team, link.id(), personPlatformId);
        if (live.isPresent()) {
            return live.get();
        }
        requirePerson(link, personPlatformId);
        Instant now = clock.now();
        KnownPerson person = people.meet(team, link.platform(), personPlatformId);
        Thread thread = findOrInsert(team, link, person, personPlatformId, now);
        if (person.isNew()) {
            events.append(team, List.of(PersonEvents.created(person, now)));
        }
        return thread;
    }

    /**
     * The person's id on the account link's platform.
     *
     * @throws InboxException {@code PROFILE_NOT_FOUND}; {@code PLATFORM_NOT_SUPPORTED} when the person is on another one
     */
    public String personPlatformId(TeamId team, AccountLink link, ProfileId profile) {
        var known = people.get(team, profile).profile();
        if (!known.platform().equals(link.platform())) {
            throw new InboxException(
                    ErrorCode.PLATFORM_NOT_SUPPORTED,
                    "externalId: this person is on " + known.platform() + ", the account link on " + link.platform()
                            + ".");
        }
        return known.facts().platformId();
    }

    /**
     * Changes a thread; each real change is one event.
     *
     * @throws InboxException {@code THREAD_NOT_FOUND}, {@code MEMBER_NOT_FOUND}
     */
    public Thread update(TeamId team, ThreadId id, ThreadChange change) {
        if (change.assignment() instanceof Assignment.To assignee) {
            members.require(team, assignee.memberId());
        }
        return database.transaction(() -> {
            Thread thread = lock(team, id);
            Instant now = clock.now();
            List<NewEvent> happened = new ArrayList<>();
            if (change.done() != null && change.done() != thread.done()) {
                store.setDone(team, id, change.done(), now);
                happened.add(change.done() ? ThreadEvents.archived(thread, now) : ThreadEvents.unarchived(thread, now));
            }
            if (change.unread() != null && change.unread() != thread.isUnread()) {
                store.setUnread(team, id, change.unread(), now);
            }
            if (change.assignment() != null) {
                store.assign(team, id, change.assignment(), now);
                MemberId after = get(team, id).assigneeId();
                if (!Objects.equals(thread.assigneeId(), after)) {
                    happened.add(ThreadEvents.assigneeChanged(thread, after, now));
                }
            }
            if (change.typingIndicators() != null
                    && !Objects.equals(change.typingIndicators().value(), thread.typingIndicatorsEnabled())) {
                store.setTypingIndicators(team, id, change.typingIndicators().value(), now);
            }
            events.append(team, happened);
            return get(team, id);
        });
    }

    /**
     * Deletes a thread here; its messages stay readable by nobody. A later inbound message opens another.
     *
     * @throws InboxException {@code THREAD_NOT_FOUND}
     */
    public void delete(TeamId team, ThreadId id) {
        database.transaction(() -> {
            Thread thread = lock(team, id);
            Instant now = clock.now();
            store.delete(team, id, now);
            events.append(team, List.of(ThreadEvents.deleted(thread, now)));
        });
    }

    /**
     * A message of ours has reached the platform, or may have: the thread moves to it, stops being a request, and becomes
     * active if it was idle. A thread deleted meanwhile stays as it is. Runs in the caller's transaction, with the account
     * link locked.
     *
     * @return the events to append
     */
    public List<NewEvent> messageSent(TeamId team, ThreadId id, MessageId message, Instant at) {
        store.lock(team, id);
        return store.findLive(team, id)
                .map(thread -> {
                    Instant now = clock.now();
                    store.messageSent(team, id, message, at, now);
                    return thread.isIdle() ? List.of(ThreadEvents.created(thread, now)) : List.<NewEvent>of();
                })
                .orElse(List.of());
    }

    /**
     * A message's time was corrected, or a message left the list: what the thread says of its last one follows. Runs in the
     * caller's transaction, with the account link locked.
     */
    public void messagesChanged(TeamId team, ThreadId id) {
        store.lock(team, id);
        store.recomputeLastMessage(team, id, clock.now());
    }

    /** Whether the thread has not been deleted. Runs in the caller's transaction. */
    public boolean isLive(TeamId team, ThreadId id) {
        return store.findLive(team, id).isPresent();
    }

    /**
     * A message has another text now. Runs in the caller's transaction, with the account link locked.
     */
    public void messageTextChanged(TeamId team, ThreadId id) {
        store.touch(team, id, clock.now());
    }

    /**
     * Reactions came or went: the thread's latest activity follows. Runs in the caller's transaction, with the account link
     * locked.
     */
    public void reactionsChanged(TeamId team, ThreadId id) {
        store.lock(team, id);
        store.recomputeLastReaction(team, id, clock.now());
    }

    /** Locks in the order everyone locks in, the account link first: no delivery can slip between reading and writing. */
    private Thread lock(TeamId team, ThreadId id) {
        accountLinks.lock(team, List.of(get(team, id).accountLinkId()));
        store.lock(team, id);
        return get(team, id);
    }

    private Thread findOrInsert(
            TeamId team, AccountLink link, KnownPerson person, String personPlatformId, Instant now) {
        Thread live = store.findByProfile(team, link.id(), person.profileId()).orElse(null);
        if (live != null) {
            return live;
        }
        String conversation = connectors.require(link.platform()).conversationId(link.platformId(), personPlatformId);
        store.insertIdle(team, ThreadId.next(), link, person, conversation, now);
        return store.findByProfile(team, link.id(), person.profileId()).orElseThrow();
    }

    /** A thread with somebody who cannot exist would stand in the list for good. */
    private void requirePerson(AccountLink link, String personPlatformId) {
        if (!connectors.require(link.platform()).canBePerson(link.platformId(), personPlatformId)) {
            throw new InboxException(
                    ErrorCode.UNACCEPTABLE_VALUE,
                    "externalPlatformId: this is no id of another user on " + link.platform()
                            + "; use the platform's own id.");
        }
    }

    private static InboxException notFound() {
        return new InboxException(ErrorCode.THREAD_NOT_FOUND, "There is no such thread in this team.");
    }
}
