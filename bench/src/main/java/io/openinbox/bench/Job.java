package io.openinbox.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** Something a client does again and again. */
interface Job {

    /** What it is called on the command line and in the table. */
    String name();

    /** Captures what the product runs for it. */
    List<Measured> prepare(Workbench bench) throws IOException, SQLException;

    /** Many requests, made before the clock runs where making them costs something. Used by one thread. */
    interface Source {

        byte[] next();

        default void stock(int requests) {}
    }

    /**
     * One line of the table for each number of clients.
     *
     * @param script the same work for pgbench
     * @param target the ratio the blueprint of this product wants; 0 for none
     */
    record Measured(String name, Source source, String script, double target, List<Integer> clients) {}
}
