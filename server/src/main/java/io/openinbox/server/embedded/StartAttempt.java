package io.openinbox.server.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** One try at starting PostgreSQL: it becomes ready, or ends and has said why. */
final class StartAttempt {

    private static final Duration SLOW = Duration.ofSeconds(5);
    private static final long POLL_MILLIS = 2;
    private static final int KEPT_CHARACTERS = 8_192;

    private final Process launched;
    private final Cluster cluster;
    private final int port;
    private final Optional<PostmasterPid> previous;
    private final Map<Path, Long> logSizesBefore;
    private final StringBuilder printed = new StringBuilder();
    private final Thread reader;

    private StartAttempt(
            Process launched, Cluster cluster, int port, Optional<PostmasterPid> previous, Map<Path, Long> logSizes) {
        this.launched = launched;
        this.cluster = cluster;
        this.port = port;
        this.previous = previous;
        this.logSizesBefore = logSizes;
        this.reader = Thread.ofPlatform().daemon().name("postgres-output").start(this::readOutput);
    }

    static StartAttempt launch(Cluster cluster, Binaries binaries, Runner runner, int port) throws IOException {
        // An unclean stop leaves the file of the earlier start, which says "ready", too.
        Optional<PostmasterPid> previous = PostmasterPid.read(cluster.path());
        Map<Path, Long> logSizes = logSizes(cluster);
        Process process = runner.daemon(List.of(
                        binaries.postgres().toString(), "-D", cluster.path().toString(), "-p", Integer.toString(port)))
                .redirectErrorStream(true)
                .start();
        return new StartAttempt(process, cluster, port, previous, logSizes);
    }

    /** The postmaster that accepts connections, or empty when it gave up. */
    Optional<ProcessHandle> awaitReady(Consumer<String> progress) throws IOException {
        Instant tell = Instant.now().plus(SLOW);
        while (launched.isAlive()) {
            Optional<ProcessHandle> ready = PostmasterPid.read(cluster.path())
                    .filter(file -> file.ready() && file.port() == port)
                    .filter(file -> previous.stream().noneMatch(file::sameStart))
                    .flatMap(file -> ProcessHandle.of(file.pid()));
            if (ready.isPresent()) {
                return ready;
            }
            if (Instant.now().isAfter(tell)) {
                progress.accept(
                        "PostgreSQL is still starting: after an unclean stop it first recovers what it had confirmed …");
                tell = Instant.now().plus(SLOW);
            }
            Processes.pause(POLL_MILLIS);
        }
        return Optional.empty();
    }

    /** What it said when it ended: on its output until its log was open, then there. */
    String output() throws IOException {
        Processes.join(reader);
        return printed + "\n" + logOfThisStart();
    }

    /** The pipe ends when the log is open, so a server that dies later takes nothing from PostgreSQL. */
    private void readOutput() {
        byte[] buffer = new byte[KEPT_CHARACTERS];
        try (InputStream output = launched.getInputStream()) {
            for (int read = output.read(buffer); read >= 0; read = output.read(buffer)) {
                if (printed.length() < KEPT_CHARACTERS) {
                    printed.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            printed.append(e);
        }
    }

    private String logOfThisStart() throws IOException {
        StringBuilder added = new StringBuilder();
        for (Map.Entry<Path, Long> log : logSizes(cluster).entrySet()) {
            String text = Files.readString(log.getKey());
            long before = logSizesBefore.getOrDefault(log.getKey(), 0L);
            if (log.getValue() > before) {
                added.append(text, (int) Math.min(before, text.length()), text.length());
            }
        }
        return added.toString();
    }

    private static Map<Path, Long> logSizes(Cluster cluster) throws IOException {
        Map<Path, Long> sizes = new TreeMap<>();
        if (Files.isDirectory(cluster.logs())) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(cluster.logs())) {
                for (Path file : files) {
                    sizes.put(file, Files.size(file));
                }
            }
        }
        return sizes;
    }
}
