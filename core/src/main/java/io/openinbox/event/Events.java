package io.openinbox.event;

import io.openinbox.db.Database;
import io.openinbox.kernel.TeamId;
import java.util.List;

/** A team's log: read by the feeds, written in the transaction of the change. */
public final class Events {

    private final EventStore store;

    public Events(Database database) {
        this.store = new EventStore(database);
    }

    /** The entries after a sequence number, in order; 0 starts at the oldest kept. */
    public EventPage list(TeamId team, long afterSeq, int limit) {
        List<Event> events = store.after(team, afterSeq, limit + 1);
        boolean hasMore = events.size() > limit;
        return new EventPage(hasMore ? events.subList(0, limit) : events, hasMore);
    }

    /**
     * Appends to the log. Call it last in the transaction: the team's counter stays locked until the commit, which is what
     * makes the sequence gap-free and its order the order of the commits.
     */
    public void append(TeamId team, List<NewEvent> events) {
        if (!events.isEmpty()) {
            store.append(team, events);
        }
    }
}
