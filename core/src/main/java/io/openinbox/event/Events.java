package io.openinbox.event;

import io.openinbox.db.Database;
import io.openinbox.kernel.ContactId;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.ThreadId;
import java.util.List;

/** A team's log: read by the feeds, written in the transaction of the change. */
public final class Events {

    private final Database database;
    private final EventStore store;
    private final LogBoundsStore bounds;
    private final Tail tail;

    public Events(Database database, Tail tail) {
        this.database = database;
        this.store = new EventStore(database);
        this.bounds = new LogBoundsStore(database);
        this.tail = tail;
    }

    /** The entries after a sequence number, in order; 0 starts at the oldest kept. */
    public EventPage list(TeamId team, long afterSeq, int limit) {
        List<Event> events = store.after(team, afterSeq, limit + 1);
        boolean hasMore = events.size() > limit;
        return new EventPage(hasMore ? events.subList(0, limit) : events, hasMore);
    }

    /**
     * What the team did with a person, newest first: archiving and assigning this thread, and every change of the contact. The
     * messages between are not part of it.
     */
    public List<Event> activity(TeamId team, ThreadId thread, ContactId contact, int limit) {
        return store.activity(team, thread, contact, limit);
    }

    /**
     * Appends to the log. Call it last in the transaction: the team's counter stays locked until the commit, which is what
     * makes the sequence gap-free and its order the order of the commits.
     */
    public void append(TeamId team, List<NewEvent> events) {
        if (!events.isEmpty()) {
            store.append(team, events);
            announce(team);
        }
    }

    /** The current transaction appends to the log: whoever follows it is told once that is committed. */
    public void announce(TeamId team) {
        database.afterCommit(() -> tail.grown(team));
    }

    /** Where a team's log begins and ends. */
    public LogBounds bounds(TeamId team) {
        return bounds.find(team);
    }

    /** The most events any follower on this node has still to read: how far what people see lags behind what happened. */
    public long mostUnread() {
        return tail.mostUnread(bounds.lastSeqs(tail.followed()));
    }
}
