package io.openinbox.thread;

import io.openinbox.account.AccountLinks;
import io.openinbox.db.Database;
import io.openinbox.event.EventRefs;
import io.openinbox.event.EventType;
import io.openinbox.event.Events;
import io.openinbox.event.NewEvent;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.ThreadId;
import java.time.Instant;
import java.util.List;

/** Takes a request into the inbox without answering it, and lifts it to the top, where whoever accepted it looks next. */
public final class AcceptRequest {

    private final Database database;
    private final InboxClock clock;
    private final AccountLinks accountLinks;
    private final Threads threads;
    private final Events events;
    private final ThreadStore store;

    public AcceptRequest(
            Database database, InboxClock clock, AccountLinks accountLinks, Threads threads, Events events) {
        this.database = database;
        this.clock = clock;
        this.accountLinks = accountLinks;
        this.threads = threads;
        this.events = events;
        this.store = new ThreadStore(database);
    }

    /**
     * Does nothing to a thread that is no request.
     *
     * @throws InboxException {@code THREAD_NOT_FOUND}
     */
    public void accept(TeamId team, ThreadId id) {
        Thread found = threads.get(team, id);
        database.transaction(() -> {
            accountLinks.lock(team, List.of(found.accountLinkId()));
            Thread thread = threads.get(team, id);
            if (thread.isRequest()) {
                Instant now = clock.now();
                store.accept(team, id, now);
                events.append(
                        team,
                        List.of(new NewEvent(
                                EventType.THREAD_ACCEPTED,
                                now,
                                EventRefs.thread(id, thread.profileId(), thread.contactId()))));
            }
        });
    }
}
