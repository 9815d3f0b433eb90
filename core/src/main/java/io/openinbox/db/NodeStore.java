package io.openinbox.db;

import java.time.Instant;
import java.util.UUID;

/** The SQL of nodes. */
final class NodeStore {

    private final Database database;

    NodeStore(Database database) {
        this.database = database;
    }

    /**
     * Notes that a node is there, and forgets those that are long gone.
     *
     * @return how many others were seen no earlier than {@code liveSince}
     */
    int beat(UUID node, Instant now, Instant liveSince, Instant goneBefore) {
        return database.sql()
                .sql("""
                        with beat as (
                            insert into node (id, seen_at) values (:node, :now)
                            on conflict (id) do update set seen_at = excluded.seen_at
                        ), gone as (
                            delete from node where seen_at < :goneBefore and id <> :node
                        )
                        select count(*) from node where seen_at >= :liveSince and id <> :node
                        """)
                .param("node", node)
                .param("now", Param.time(now))
                .param("liveSince", Param.time(liveSince))
                .param("goneBefore", Param.time(goneBefore))
                .query(Integer.class)
                .single();
    }

    void remove(UUID node) {
        database.sql()
                .sql("delete from node where id = :node")
                .param("node", node)
                .update();
    }
}
