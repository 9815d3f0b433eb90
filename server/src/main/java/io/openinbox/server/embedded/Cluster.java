package io.openinbox.server.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** The database cluster: made once and whole, with a password of its own and settings for a small machine. */
record Cluster(DataDirectory data, String password) {

    static final String USERNAME = "inbox";

    private static final int PASSWORD_BYTES = 32;
    private static final Duration LOG_AGE = Duration.ofDays(6);

    /** The settings that need a value; an operator's own go into local.conf beside it. */
    private static final String CONFIGURATION = """
            # Written by OpenInbox at its start. Your own settings go into local.conf beside this file.
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            password_encryption = 'scram-sha-256'
            max_connections = 60
            # A client that went away leaves no query running.
            client_connection_check_interval = '1s'

            # What is confirmed is on the disk.
            fsync = on
            full_page_writes = on
            synchronous_commit = on
            # Fewer checkpoints, so fewer whole pages in the write-ahead log.
            checkpoint_timeout = '15min'

            # A small machine that others share.
            shared_buffers = '128MB'
            effective_cache_size = '512MB'
            work_mem = '8MB'
            maintenance_work_mem = '64MB'
            autovacuum_max_workers = 2
            max_logical_replication_workers = 0
            # Parallel workers need shared memory that containers keep short, and the queries are small.
            max_parallel_workers_per_gather = 0
            max_parallel_maintenance_workers = 0
            jit = off
            random_page_cost = 1.1

            # A week of the server's own life. Errors of a statement go to the client alone: they may quote messages.
            logging_collector = on
            log_directory = 'log'
            log_filename = 'postgresql-%w.log'
            log_rotation_age = '1d'
            log_rotation_size = 0
            log_truncate_on_rotation = on
            log_file_mode = 0600
            log_min_messages = log
            log_min_error_statement = panic
            log_error_verbosity = terse
            log_checkpoints = off
            log_autovacuum_min_duration = -1
            log_line_prefix = '%m [%p] '

            timezone = 'UTC'
            log_timezone = 'UTC'
            datestyle = 'iso, mdy'
            lc_messages = 'C'
            lc_monetary = 'C'
            lc_numeric = 'C'
            lc_time = 'C'
            default_text_search_config = 'pg_catalog.english'

            include_if_exists = 'local.conf'
            """;

    /** The cluster that exists, if it is one for these binaries and this user. */
    static Optional<Cluster> open(DataDirectory data, Binaries binaries) throws IOException {
        FileTrees.delete(data.clusterInTheMaking());
        if (!Files.exists(data.cluster())) {
            return Optional.empty();
        }
        requireVersion(data, binaries);
        return Optional.of(new Cluster(data, readPassword(data)));
    }

    static Cluster create(DataDirectory data, Binaries binaries, Runner runner, Consumer<String> progress)
            throws IOException {
        progress.accept("Creating the database …");
        // The password of an initdb that was killed will do.
        String password = Files.exists(data.password()) ? readPassword(data) : makePassword(data);
        initialise(data, binaries, runner, password);
        return new Cluster(data, password);
    }

    Path path() {
        return data.cluster();
    }

    Path logs() {
        return path().resolve("log");
    }

    /** Readies the files for a start; no PostgreSQL may be running on them. */
    void prepare(Runner runner) throws IOException {
        runner.files().giveTree(path());
        if (!isConfigured()) {
            FileTrees.write(path().resolve("postgresql.conf"), CONFIGURATION, runner.files());
        }
        removeOldLogs();
    }

    boolean isConfigured() throws IOException {
        return Files.readString(path().resolve("postgresql.conf")).equals(CONFIGURATION);
    }

    /** The names of the logs come back every week; one that was not written yesterday is of an earlier week. */
    private void removeOldLogs() throws IOException {
        if (!Files.isDirectory(logs(), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Instant oldest = Instant.now().minus(LOG_AGE);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(logs())) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                        .toInstant()
                        .isBefore(oldest)) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Somebody else's files fail here, before anything is started or changed. */
    private static void requireVersion(DataDirectory data, Binaries binaries) throws IOException {
        Path cluster = data.cluster();
        if (!Ownership.isRoot() && !Ownership.ofThisProcess().owns(cluster)) {
            throw new EmbeddedPostgresException(
                    "The database in %s belongs to the user %s: run OpenInbox as that user or as root, or give the whole data directory away with chown -R."
                            .formatted(cluster, Files.getOwner(cluster).getName()));
        }
        String version;
        try {
            version = Files.readString(cluster.resolve("PG_VERSION")).strip();
        } catch (NoSuchFileException e) {
            throw new EmbeddedPostgresException(
                    "The directory %s is not a PostgreSQL database: move it away, or set INBOX_DATA_DIR to another directory."
                            .formatted(cluster),
                    e);
        }
        if (!version.equals(binaries.major())) {
            throw new EmbeddedPostgresException(
                    "The database in %s was made by PostgreSQL %s and this OpenInbox brings PostgreSQL %s: run the OpenInbox that made it, or serve it with a PostgreSQL %s of your own and set INBOX_DATABASE_URL."
                            .formatted(cluster, version, binaries.major(), version));
        }
    }

    private static void initialise(DataDirectory data, Binaries binaries, Runner runner, String password)
            throws IOException {
        Path workshop = data.clusterInTheMaking();
        Files.createDirectory(
                workshop, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path passwordFile = workshop.resolve("password");
        FileTrees.write(passwordFile, password + "\n", runner.files());
        runner.files().give(workshop);
        // A name of its own: the initdb of a start that was killed may still run for a moment, and cleans up where it
        // worked.
        Path made = workshop.resolve("database-" + UUID.randomUUID());
        Process initdb = runner.command(List.of(
                        binaries.initdb().toString(),
                        "--pgdata=" + made,
                        "--username=" + USERNAME,
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--locale=C",
                        "--data-checksums"))
                .redirectErrorStream(true)
                .start();
        String output = new String(initdb.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (Processes.waitFor(initdb) != 0) {
            throw StartFailure.of(output).toException("initdb", output, data);
        }
        Files.move(made, data.cluster(), StandardCopyOption.ATOMIC_MOVE);
        FileTrees.sync(data.path());
        FileTrees.delete(workshop);
    }

    private static String makePassword(DataDirectory data) throws IOException {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        FileTrees.write(data.password(), password + "\n", Ownership.of(data.path()));
        return password;
    }

    static String readPassword(DataDirectory data) throws IOException {
        try {
            return Files.readString(data.password()).strip();
        } catch (NoSuchFileException e) {
            throw new EmbeddedPostgresException(
                    "The file %s is missing and nobody can sign in to the database without it: put it back from your backup of the data directory."
                            .formatted(data.password()),
                    e);
        }
    }
}
