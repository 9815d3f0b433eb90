package io.openinbox.db;

import io.openinbox.kernel.InboxClock;
import java.time.Duration;
import java.util.UUID;

/**
 * What only one node may do at a time. A lease ends by itself: a node that dies is replaced, and one that is merely slow may
 * for a moment do what another does already, so the work must bear being done twice.
 */
public final class Leases {

    private final Database database;
    private final InboxClock clock;

    /** This process, towards the others. */
    private final String holder = UUID.randomUUID().toString();

    public Leases(Database database, InboxClock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Takes a lease, or prolongs the one this process holds.
     *
     * @param name of the work, such as {@code receive x}
     * @return whether it is this process's from now on, for that long
     */
    public boolean take(String name, Duration life) {
        return database.sql()
                .sql("""
                        insert into lease as l (name, holder, expires_at) values (:name, :holder, :until)
                        on conflict (name) do update set holder = excluded.holder, expires_at = excluded.expires_at
                        where l.holder = excluded.holder or l.expires_at <= :now
                        returning true
                        """)
                .param("name", name)
                .param("holder", holder)
                .param("until", Param.time(clock.now().plus(life)))
                .param("now", Param.time(clock.now()))
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** Lets the next node begin at once. */
    public void release(String name) {
        database.sql()
                .sql("delete from lease where name = :name and holder = :holder")
                .param("name", name)
                .param("holder", holder)
                .update();
    }
}
