package io.openinbox.thread;

import io.openinbox.account.AccountLink;
import io.openinbox.account.AccountLinks;
import io.openinbox.db.Database;
import io.openinbox.event.Events;
import io.openinbox.event.NewEvent;
import io.openinbox.kernel.ContactId;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.ProfileId;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.ThreadId;
import io.openinbox.person.ContextChange;
import io.openinbox.person.DefaultAssignee;
import io.openinbox.person.People;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Changes what the team says about a person, and what follows from it for the person's threads: all of it or, when any part
 * is refused, nothing. Each aspect that really changes is one event, and so is each thread.
 */
public final class UpdateContext {

    private final Database database;
    private final InboxClock clock;
    private final AccountLinks accountLinks;
    private final People people;
    private final Events events;
    private final ThreadStore store;

    public UpdateContext(Database database, InboxClock clock, AccountLinks accountLinks, People people, Events events) {
        this.database = database;
        this.clock = clock;
        this.accountLinks = accountLinks;
        this.people = people;
        this.events = events;
        this.store = new ThreadStore(database);
    }

    /**
     * By one of the contact's profiles.
     *
     * @param done archives the profile's threads, or brings them back; null leaves them where they are
     * @throws InboxException {@code PROFILE_NOT_FOUND}, {@code TAG_NOT_FOUND}, {@code STATUS_NOT_FOUND}, {@code
     *     MEMBER_NOT_FOUND}; {@code UNACCEPTABLE_VALUE} for the valuation
     */
    public void ofProfile(TeamId team, ProfileId profile, ContextChange change, @Nullable Boolean done) {
        ContactId contact = people.contactOf(team, profile);
        update(team, contact, profile, change, done);
    }

    /** @throws InboxException as {@link #ofProfile}, {@code CONTACT_NOT_FOUND} in place of {@code PROFILE_NOT_FOUND} */
    public void ofContact(TeamId team, ContactId contact, ContextChange change) {
        update(team, contact, null, change, null);
    }

    private void update(
            TeamId team, ContactId contact, @Nullable ProfileId profile, ContextChange change, @Nullable Boolean done) {
        database.transaction(() -> {
            people.require(team, change);
            if (change.assignee() != null || done != null) {
                lockAccountLinks(team);
            }
            Instant now = clock.now();
            List<NewEvent> happened = new ArrayList<>(people.change(team, contact, profile, change, now));
            if (change.assignee() != null) {
                happened.addAll(assign(team, contact, change.assignee(), now));
            }
            if (done != null && profile != null) {
                happened.addAll(archive(team, profile, done, now));
            }
            events.append(team, happened);
        });
    }

    /** All of them: through any, the person may be opening a thread right now that must not miss the new assignee. */
    private void lockAccountLinks(TeamId team) {
        accountLinks.lock(
                team, accountLinks.list(team).stream().map(AccountLink::id).toList());
    }

    private List<NewEvent> assign(TeamId team, ContactId contact, DefaultAssignee assignee, Instant now) {
        List<ThreadId> changed = store.assignContact(team, contact, assignee, now);
        return events(team, changed, thread -> ThreadEvents.assigneeChanged(thread, thread.assigneeId(), now));
    }

    private List<NewEvent> archive(TeamId team, ProfileId profile, boolean done, Instant now) {
        List<ThreadId> changed = store.setDoneOfProfile(team, profile, done, now);
        return events(
                team,
                changed,
                thread -> done ? ThreadEvents.archived(thread, now) : ThreadEvents.unarchived(thread, now));
    }

    /** Nothing has been said of idle threads yet, so there is nothing to correct. */
    private List<NewEvent> events(TeamId team, List<ThreadId> changed, Function<Thread, NewEvent> event) {
        Map<ThreadId, Thread> threads =
                store.getAll(team, changed).stream().collect(Collectors.toMap(Thread::id, Function.identity()));
        return changed.stream()
                .map(id -> Objects.requireNonNull(threads.get(id)))
                .filter(thread -> !thread.isIdle())
                .map(event)
                .toList();
    }
}
