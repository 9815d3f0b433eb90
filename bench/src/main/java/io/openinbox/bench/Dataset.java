package io.openinbox.bench;

import io.openinbox.db.Migrations;
import io.openinbox.db.Sql;
import io.openinbox.server.config.ConnectionPool;
import io.openinbox.server.embedded.EmbeddedPostgres;
import io.openinbox.server.embedded.FileTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.api.exception.FlywayValidateException;

/**
 * An installation with 20 teams, 200,000 threads and 2 million messages, in a data directory that is made once and used
 * again as long as it is of this version. Its ids can be computed, by us and by pgbench.
 */
final class Dataset {

    static final int TEAMS = 20;

    /** The largest team, on which lists and reads are measured. */
    static final int TEAM = 1;

    static final int THREADS_OF_TEAM = 100_000;
    static final int LINKS = 3;

    /** Every team has at least so many threads, each with its person. */
    static final int PEOPLE_OF_ANY_TEAM = 1_900;

    private static final String VERSION = "4";
    private static final String VERSION_FILE = "bench-dataset";

    private final Path directory;

    private Dataset(Path directory) {
        this.directory = directory;
    }

    /** Makes it, unless it is there. */
    static Dataset open(Path directory, boolean fresh) throws IOException, SQLException {
        var dataset = new Dataset(directory);
        if (fresh || !dataset.fits() || !dataset.takesMigrations()) {
            FileTrees.delete(directory);
            dataset.make();
        }
        return dataset;
    }

    Path directory() {
        return directory;
    }

    /** Its database in this process, brought to this version's schema. */
    EmbeddedPostgres start() {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, System.err::println);
        try {
            new Migrations(ConnectionPool.unpooled(postgres.jdbcUrl(), postgres.username(), postgres.password()))
                    .migrate();
            return postgres;
        } catch (RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    private boolean fits() throws IOException {
        Path file = directory.resolve(VERSION_FILE);
        return Files.exists(file) && Files.readString(file).equals(VERSION);
    }

    /** Not after a migration that had run was changed, as happens before it is released. */
    private boolean takesMigrations() {
        try (EmbeddedPostgres _ = start()) {
            return true;
        } catch (FlywayValidateException e) {
            return false;
        }
    }

    private void make() throws IOException, SQLException {
        Instant began = Instant.now();
        System.err.println("Making the dataset in " + directory + " …");
        try (EmbeddedPostgres postgres = start()) {
            try (Connection connection = connect(postgres);
                    Statement statement = connection.createStatement()) {
                statement.execute(Sql.resource(Dataset.class, "rows.sql"));
                List<String> indexes = dropIndexes(statement);
                inParallel(
                        postgres,
                        List.of(
                                Sql.resource(Dataset.class, "messages.sql"),
                                Sql.resource(Dataset.class, "events.sql")));
                System.err.printf(
                        "  rows after %d s%n",
                        Duration.between(began, Instant.now()).toSeconds());
                inParallel(postgres, indexes);
                System.err.printf(
                        "  indexes after %d s%n",
                        Duration.between(began, Instant.now()).toSeconds());
                // Not the empty ones: the planner would believe that they stay empty.
                statement.execute("vacuum (analyze) contact, profile, thread, message, event, bench_thread");
                statement.execute("checkpoint");
                try (ResultSet counts = statement.executeQuery(
                        "select (select count(*) from thread), (select count(*) from message)")) {
                    counts.next();
                    System.err.printf(
                            "  %,d threads and %,d messages after %d s%n",
                            counts.getLong(1),
                            counts.getLong(2),
                            Duration.between(began, Instant.now()).toSeconds());
                }
            }
        }
        Files.writeString(directory.resolve(VERSION_FILE), VERSION);
    }

    /** @return what makes them again: with all rows there that is much faster than keeping them while rows come */
    private static List<String> dropIndexes(Statement statement) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> definitions = new ArrayList<>();
        try (ResultSet indexes = statement.executeQuery("""
                select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
                from pg_index i left join pg_constraint c on c.conindid = i.indexrelid
                where i.indrelid in ('message'::regclass, 'event'::regclass) and c.oid is null
                """)) {
            while (indexes.next()) {
                names.add(indexes.getString(1));
                definitions.add("set maintenance_work_mem = '512MB'; " + indexes.getString(2));
            }
        }
        for (String name : names) {
            statement.execute("drop index " + name);
        }
        return definitions;
    }

    private static void inParallel(EmbeddedPostgres postgres, List<String> statements) throws SQLException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (String sql : statements) {
                running.add(threads.submit(() -> {
                    try (Connection connection = connect(postgres);
                            Statement statement = connection.createStatement()) {
                        statement.execute(sql);
                    }
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new SQLException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }

    static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.username(), postgres.password());
    }

    /** What an id is of; the numbers are those of {@code rows.sql}. */
    enum Kind {
        TEAM(1),
        ACCOUNT_LINK(2),
        PERSON(3),
        THREAD(4),
        MESSAGE(5),
        USER(7);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        /** The id as SQL, of a team and a number that are SQL, too. */
        String sql(String team, String number) {
            return "('00000000-0000-%04d-' || lpad((%s)::text, 4, '0') || '-' || lpad((%s)::text, 12, '0'))::uuid"
                    .formatted(this.number, team, number);
        }
    }

    /** Teams and users stand in team 0 of the scheme. */
    static UUID id(Kind kind, int team, long number) {
        return UUID.fromString("00000000-0000-%04d-%04d-%012d".formatted(kind.number, team, number));
    }

    /** The number an account has on X. */
    static String accountPlatformId(int team, int link) {
        return Integer.toString(1000 + team * 10 + link);
    }

    /** The number a person has on X. */
    static String personPlatformId(int team, long person) {
        return Long.toString(5_000_000_000L + team * 1_000_000L + person);
    }
}
