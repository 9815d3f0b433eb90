package io.openinbox.server.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/** A running PostgreSQL: started by this process, or left by one that was killed. */
record Postmaster(ProcessHandle process, int port, Cluster cluster) {

    private static final int PORTS_TO_TRY = 5;
    private static final Duration BACKENDS_END_WITHIN = Duration.ofSeconds(30);
    private static final Duration FAST_STOP = Duration.ofSeconds(60);
    private static final Duration IMMEDIATE_STOP = Duration.ofSeconds(10);
    private static final Duration AFTER_FILE_IS_GONE = Duration.ofSeconds(1);
    private static final long POLL_MILLIS = 2;

    /** Starts PostgreSQL on a free port and returns when it accepts connections. */
    static Postmaster start(Cluster cluster, Binaries binaries, Runner runner, Consumer<String> progress)
            throws IOException {
        Instant backendsMustEnd = Instant.now().plus(BACKENDS_END_WITHIN);
        int ports = 0;
        while (true) {
            int port = freePort();
            StartAttempt attempt = StartAttempt.launch(cluster, binaries, runner, port);
            Optional<ProcessHandle> process = attempt.awaitReady(progress);
            if (process.isPresent()) {
                return new Postmaster(process.get(), port, cluster);
            }
            String output = attempt.output();
            StartFailure failure = StartFailure.of(output);
            if (failure == StartFailure.PORT_TAKEN && ++ports < PORTS_TO_TRY) {
                continue;
            }
            if (failure == StartFailure.BACKENDS_LINGER && Instant.now().isBefore(backendsMustEnd)) {
                Processes.pause(200);
                continue;
            }
            throw failure.toException("PostgreSQL", output, cluster.data());
        }
    }

    /**
     * The postmaster that an earlier owner of the cluster left running, if it is as this version would start it; any other
     * is stopped.
     */
    static Optional<Postmaster> left(Cluster cluster, Binaries binaries, Consumer<String> progress) throws IOException {
        Optional<PostmasterPid> named = PostmasterPid.read(cluster.path());
        Optional<ProcessHandle> process = named.flatMap(file -> ProcessHandle.of(file.pid()));
        if (named.isEmpty() || process.isEmpty()) {
            return Optional.empty();
        }
        Postmaster postmaster = new Postmaster(process.get(), named.get().port(), cluster);
        switch (postmaster.whose()) {
            case OURS -> {
                if (named.get().ready()
                        && cluster.isConfigured()
                        && postmaster.runs(binaries)
                        && postmaster.database().answersFor(cluster.path())) {
                    progress.accept("Taking over the PostgreSQL that an earlier run left (process %d) …"
                            .formatted(process.get().pid()));
                    return Optional.of(postmaster);
                }
                progress.accept("Stopping the PostgreSQL that an earlier run left (process %d) …"
                        .formatted(process.get().pid()));
                postmaster.stop(progress);
            }
            // After a restart of the machine the number is another program's, and PostgreSQL would take it for its own.
            case ANOTHERS -> Files.deleteIfExists(PostmasterPid.file(cluster.path()));
            case UNKNOWN -> {}
        }
        return Optional.empty();
    }

    Database database() {
        return new Database(port, cluster.password());
    }

    /** Ends every connection, writes what is in memory and stops. Returns when it has stopped. */
    void stop(Consumer<String> progress) {
        signal("INT");
        if (!awaitStop(FAST_STOP)) {
            progress.accept(
                    "PostgreSQL has not stopped within %d s: stopping it at once, it will recover when it starts again …"
                            .formatted(FAST_STOP.toSeconds()));
            signal("QUIT");
            awaitStop(IMMEDIATE_STOP);
        }
    }

    private enum Whose {
        OURS,
        ANOTHERS,
        UNKNOWN
    }

    /** Process ids come back: the process must be a postgres that works in this cluster. */
    private Whose whose() {
        Optional<String> program = process.info().command();
        if (program.isPresent() && !program.get().endsWith("/postgres")) {
            return Whose.ANOTHERS;
        }
        try {
            Path directory = Path.of("/proc", Long.toString(process.pid()), "cwd");
            return Files.isSameFile(directory, cluster.path()) ? Whose.OURS : Whose.ANOTHERS;
        } catch (IOException noSuchFileOrNotForUs) {
            return hasArgument(cluster.path().toString()) ? Whose.OURS : Whose.UNKNOWN;
        }
    }

    private boolean runs(Binaries binaries) throws IOException {
        return Files.readString(cluster.path().resolve("postmaster.opts"))
                .startsWith(binaries.postgres().toString() + " ");
    }

    private boolean hasArgument(String argument) {
        return process.info().arguments().stream().flatMap(Arrays::stream).anyMatch(argument::equals);
    }

    /** ProcessHandle knows only SIGTERM, after which PostgreSQL waits for its clients, and SIGKILL. */
    private void signal(String name) {
        try {
            Processes.waitFor(new ProcessBuilder("/bin/sh", "-c", "kill -s " + name + " " + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            process.destroy();
        }
    }

    /**
     * Removing its file is the last thing PostgreSQL does; a process that stays after that is a zombie, because whoever
     * inherited it from a killed server does not wait for its children.
     */
    private boolean awaitStop(Duration limit) {
        Instant end = Instant.now().plus(limit);
        Instant seen = Instant.now();
        while (process.isAlive()) {
            Instant now = Instant.now();
            if (now.isAfter(end)) {
                return false;
            } else if (Files.exists(PostmasterPid.file(cluster.path()))) {
                seen = now;
            } else if (now.isAfter(seen.plus(AFTER_FILE_IS_GONE))) {
                return true;
            }
            Processes.pause(POLL_MILLIS);
        }
        return true;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }
}
