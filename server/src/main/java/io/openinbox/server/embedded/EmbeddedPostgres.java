package io.openinbox.server.embedded;

import io.openinbox.server.embedded.DirectoryLock.Holder;
import io.openinbox.server.embedded.DirectoryLock.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL that lives in the data directory, open for connections from when this is created until it is closed.
 * Thread-safe. Its files are kept between runs; a confirmed transaction survives any end of the process or the machine.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Duration TELL_WHO_IS_AWAITED = Duration.ofSeconds(1);
    /** A holder writes its name right after it has got the lock; one that cannot be seen lives in another container. */
    private static final Duration HOLDER_UNKNOWN = Duration.ofSeconds(10);

    private static final Duration SERVER_OFFERS_NOTHING = Duration.ofMinutes(2);
    private static final long POLL_MILLIS = 10;

    /** PostgreSQL as this process runs it, and the right to do so. */
    private record Owned(DirectoryLock lock, Postmaster postmaster, Consumer<String> progress) {}

    private final Database database;
    private @Nullable Owned owned;
    private @Nullable Thread stopAtExit;

    private EmbeddedPostgres(Database database, @Nullable Owned owned) {
        this.database = database;
        this.owned = owned;
    }

    /**
     * For the server: runs PostgreSQL as the only owner of the data directory, which is made when it does not exist. A
     * command that is using it is waited for.
     *
     * @param progress gets one line for the operator before each step that takes long
     * @throws EmbeddedPostgresException when it cannot run, above all when another server uses the directory
     */
    public static EmbeddedPostgres start(Path dataDir, Consumer<String> progress) {
        DataDirectory data = DataDirectory.open(dataDir);
        try {
            return own(data, lockForServer(data, progress), progress);
        } catch (IOException e) {
            throw data.unusable(e);
        }
    }

    /**
     * For a command: uses the database of the running server (one that is starting is waited for), else runs PostgreSQL
     * until this is closed. Commands without a server wait for each other.
     *
     * @param progress gets one line for the operator before each step that takes long
     * @throws EmbeddedPostgresException when it cannot run
     */
    public static EmbeddedPostgres join(Path dataDir, Consumer<String> progress) {
        DataDirectory data = DataDirectory.open(dataDir);
        try {
            Waiting waiting = new Waiting(data, progress);
            while (true) {
                Optional<DirectoryLock> lock = DirectoryLock.tryAcquire(data, Role.COMMAND);
                if (lock.isPresent()) {
                    return own(data, lock.get(), progress).stopAtExit();
                }
                Optional<Holder> holder = DirectoryLock.holder(data);
                if (holder.isPresent() && holder.get().role() == Role.SERVER) {
                    Optional<Database> shared = databaseOfServer(data);
                    if (shared.isPresent()) {
                        return new EmbeddedPostgres(shared.get(), null);
                    }
                    if (waiting.longerThan(SERVER_OFFERS_NOTHING)) {
                        throw new EmbeddedPostgresException(
                                "The server that uses %s (process %d) offers no database: see what it printed, or stop it."
                                        .formatted(data.path(), holder.get().pid()));
                    }
                }
                waiting.pause(holder);
            }
        } catch (IOException e) {
            throw data.unusable(e);
        }
    }

    /** Whether a data directory holds a database already. */
    public static boolean exists(Path dataDir) {
        return Files.isDirectory(new DataDirectory(dataDir).cluster());
    }

    public String jdbcUrl() {
        return database.jdbcUrl();
    }

    public String username() {
        return Cluster.USERNAME;
    }

    public String password() {
        return database.password();
    }

    /**
     * Stops PostgreSQL, if it is this one that runs it: connections end, everything is written, then it returns. The
     * database of a running server is left alone. A second call does nothing.
     */
    @Override
    public synchronized void close() {
        Owned owned = this.owned;
        if (owned == null) {
            return;
        }
        this.owned = null;
        try (DirectoryLock lock = owned.lock()) {
            owned.postmaster().stop(owned.progress());
        }
        if (stopAtExit != null && !stopAtExit.equals(Thread.currentThread())) {
            try {
                Runtime.getRuntime().removeShutdownHook(stopAtExit);
            } catch (IllegalStateException shuttingDown) {
                // The hook then finds nothing left to stop.
            }
        }
    }

    private static DirectoryLock lockForServer(DataDirectory data, Consumer<String> progress) throws IOException {
        Waiting waiting = new Waiting(data, progress);
        while (true) {
            Optional<DirectoryLock> lock = DirectoryLock.tryAcquire(data, Role.SERVER);
            if (lock.isPresent()) {
                return lock.get();
            }
            Optional<Holder> holder = DirectoryLock.holder(data);
            if (holder.isPresent() && holder.get().role() == Role.SERVER) {
                throw new EmbeddedPostgresException(
                        "The data directory %s is in use by a running server (process %d): stop that one first, or set INBOX_DATA_DIR to another directory."
                                .formatted(data.path(), holder.get().pid()));
            }
            waiting.pause(holder);
        }
    }

    private static EmbeddedPostgres own(DataDirectory data, DirectoryLock lock, Consumer<String> progress)
            throws IOException {
        Postmaster postmaster = null;
        try {
            data.requireFree(DataDirectory.NEEDED_BYTES);
            Binaries binaries = Binaries.of(data);
            Optional<Cluster> existing = Cluster.open(data, binaries);
            if (existing.isPresent()) {
                postmaster = Postmaster.left(existing.get(), binaries, progress).orElse(null);
            }
            if (postmaster == null) {
                Runner runner = Runner.choose(data);
                binaries.unpack(data, runner, progress);
                Cluster cluster =
                        existing.isPresent() ? existing.get() : Cluster.create(data, binaries, runner, progress);
                cluster.prepare(runner);
                postmaster = Postmaster.start(cluster, binaries, runner, progress);
            }
            Database database = postmaster.database();
            database.prepare(data);
            return new EmbeddedPostgres(database, new Owned(lock, postmaster, progress));
        } catch (IOException | RuntimeException e) {
            if (postmaster != null) {
                postmaster.stop(progress);
            }
            lock.close();
            throw e;
        }
    }

    /** Empty while the server is starting or stopping. */
    private static Optional<Database> databaseOfServer(DataDirectory data) throws IOException {
        Optional<PostmasterPid> running = PostmasterPid.read(data.cluster())
                .filter(file -> file.ready() && ProcessHandle.of(file.pid()).isPresent());
        if (running.isEmpty()) {
            return Optional.empty();
        }
        Database database = new Database(running.get().port(), Cluster.readPassword(data));
        return database.answersFor(data.cluster()) ? Optional.of(database) : Optional.empty();
    }

    /** A command that is interrupted ends without closing what it opened. */
    private EmbeddedPostgres stopAtExit() {
        Thread hook = Thread.ofPlatform().name("stop-postgres").unstarted(this::close);
        synchronized (this) {
            stopAtExit = hook;
        }
        Runtime.getRuntime().addShutdownHook(hook);
        return this;
    }

    /** Waiting for whoever holds the directory, who is named once. */
    private static final class Waiting {

        private final DataDirectory data;
        private final Consumer<String> progress;
        private final Instant begun = Instant.now();
        private Instant lastKnown = begun;
        private boolean told;

        Waiting(DataDirectory data, Consumer<String> progress) {
            this.data = data;
            this.progress = progress;
        }

        boolean longerThan(Duration limit) {
            return Instant.now().isAfter(begun.plus(limit));
        }

        void pause(Optional<Holder> holder) {
            Instant now = Instant.now();
            if (holder.isPresent()) {
                lastKnown = now;
                if (!told && longerThan(TELL_WHO_IS_AWAITED)) {
                    told = true;
                    progress.accept("Waiting for the %s that uses %s (process %d) …"
                            .formatted(
                                    holder.get().role().word(),
                                    data.path(),
                                    holder.get().pid()));
                }
            } else if (now.isAfter(lastKnown.plus(HOLDER_UNKNOWN))) {
                throw new EmbeddedPostgresException(
                        "The data directory %s is in use by a process that cannot be seen from here, such as one in another container: stop that one first."
                                .formatted(data.path()));
            }
            Processes.pause(POLL_MILLIS);
        }
    }
}
