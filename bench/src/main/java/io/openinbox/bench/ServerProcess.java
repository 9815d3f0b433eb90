package io.openinbox.bench;

import io.openinbox.simulator.x.XSimulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The server as people run it, {@code ./inbox start}, on the dataset. */
final class ServerProcess implements AutoCloseable {

    private static final Pattern SERVES = Pattern.compile("serves at (http://\\S+)");

    private final Process process;
    private final int port;
    private final Duration startTime;
    private final Path dataDirectory;

    private ServerProcess(Process process, int port, Duration startTime, Path dataDirectory) {
        this.process = process;
        this.port = port;
        this.startTime = startTime;
        this.dataDirectory = dataDirectory;
    }

    /** @param token whoever it belongs to gets the first answer */
    static ServerProcess start(Path launcher, Dataset dataset, XSimulator x, String token) throws IOException {
        var builder = new ProcessBuilder(launcher.toString(), "start");
        builder.environment().keySet().removeIf(name -> name.startsWith("INBOX_") && !name.equals("INBOX_JAVA_OPTS"));
        builder.environment().putAll(Workbench.environment(dataset, x));
        Path log = dataset.directory().resolve("bench-server.log");
        builder.redirectError(log.toFile());
        long began = System.nanoTime();
        Process process = builder.start();
        int port = port(process, log);
        HttpLoop.ask(port, Requests.get("/api/v1/team", token));
        return new ServerProcess(process, port, Duration.ofNanos(System.nanoTime() - began), dataset.directory());
    }

    private static int port(Process process, Path log) throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (@Nullable String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher serves = SERVES.matcher(line);
            if (serves.find()) {
                return URI.create(serves.group(1)).getPort();
            }
        }
        throw new IOException("The server did not start: " + log + " says why.");
    }

    int port() {
        return port;
    }

    /** From the launcher to the first answer with 200. */
    Duration startTime() {
        return startTime;
    }

    long residentMegabytes() throws IOException {
        return CpuTime.residentMegabytes(process.toHandle());
    }

    double cpuMicros() {
        return CpuTime.micros(process.toHandle());
    }

    double databaseCpuMicros() throws IOException {
        long postmaster = Long.parseLong(Files.readAllLines(dataDirectory.resolve("database/postmaster.pid"))
                .getFirst());
        return ProcessHandle.of(postmaster).map(CpuTime::micros).orElse(0.0);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
