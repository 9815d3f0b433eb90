package io.openinbox.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * One of PostgreSQL's notification channels, between the nodes on one database. What is said is said in a transaction of its
 * own, because NOTIFY makes commits wait for each other; what is heard takes a connection of its own. Every method throws a
 * {@link DataAccessException} where the database does not answer.
 */
public final class Channel {

    private static final Pattern NAME = Pattern.compile("[a-z_]{1,60}");

    private final DataSource dataSource;
    private final String name;

    Channel(DataSource dataSource, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(name);
        }
        this.dataSource = dataSource;
        this.name = name;
    }

    /** Says all of it at once. */
    public void say(List<String> messages) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        with settled as (select set_config('synchronous_commit', 'off', true))
                        select pg_notify(?, message) from settled, unnest(?::text[]) as said (message)
                        """)) {
            statement.setString(1, name);
            statement.setArray(2, connection.createArrayOf("text", messages.toArray()));
            statement.execute();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** How many are listening, this process included. */
    public int listeners() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        select count(*) from pg_locks
                        where locktype = 'advisory' and mode = 'ShareLock' and granted
                          and database = (select oid from pg_database where datname = current_database())
                          and classid = 0 and objid = (hashtext(?)::bigint & 4294967295)::oid and objsubid = 2
                        """)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Begins to listen. */
    public Ear listen() {
        try {
            Connection connection = dataSource.getConnection();
            try (Statement statement = connection.createStatement()) {
                statement.execute("listen " + name);
                // Held for as long as the connection: this is how others see that somebody listens.
                statement.execute("select pg_advisory_lock_shared(0, hashtext('" + name + "'))");
                return new Ear(connection);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static DataAccessException failed(SQLException e) {
        return new DataAccessResourceFailureException(String.valueOf(e.getMessage()), e);
    }

    /** What was said while it was open; not for use by several threads. */
    public static final class Ear implements AutoCloseable {

        private final Connection connection;

        private Ear(Connection connection) {
            this.connection = connection;
        }

        /** Waits for something to be said, at most this long. */
        public List<String> hear(Duration atMost) {
            PGNotification[] heard;
            try {
                heard = connection.unwrap(PGConnection.class).getNotifications(Math.toIntExact(atMost.toMillis()));
            } catch (SQLException e) {
                throw failed(e);
            }
            List<String> messages = new ArrayList<>();
            if (heard != null) {
                for (PGNotification notification : heard) {
                    messages.add(notification.getParameter());
                }
            }
            return messages;
        }

        @Override
        public void close() {
            try (connection;
                    Statement statement = connection.createStatement()) {
                statement.execute("unlisten *");
                statement.execute("select pg_advisory_unlock_all()");
            } catch (SQLException e) {
                throw failed(e);
            }
        }
    }
}
