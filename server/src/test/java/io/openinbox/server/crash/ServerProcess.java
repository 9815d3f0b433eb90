package io.openinbox.server.crash;

import static org.assertj.core.api.Assertions.fail;

import io.openinbox.server.cli.Main;
import io.openinbox.server.support.Await;
import io.openinbox.simulator.x.XSimulator;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The real server as a process of its own, on the same port and data directory each time it is started. */
final class ServerProcess implements AutoCloseable {

    /** The shortest the settings allow. */
    private static final Duration DEADLINE = Duration.ofMillis(20_001);

    private static final Duration START = Duration.ofSeconds(90);

    private final Path dataDir;
    private final Path log;
    private final XSimulator x;
    private final Map<String, String> settings;
    private final int port;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Process process;

    ServerProcess(Path directory, XSimulator x) throws IOException {
        this(directory, x, Map.of());
    }

    /** @param settings beside those every test has */
    ServerProcess(Path directory, XSimulator x, Map<String, String> settings) throws IOException {
        this.settings = settings;
        this.dataDir = directory.resolve("data");
        this.log = directory.resolve("server.log");
        this.x = x;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            this.port = free.getLocalPort();
        }
    }

    Path dataDir() {
        return dataDir;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Starts, and returns once requests are answered. */
    void start() throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // A short life: compiling less is faster.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "start");
        builder.environment().keySet().removeIf(name -> name.startsWith("INBOX_"));
        builder.environment().putAll(environment());
        builder.environment().putAll(settings);
        builder.directory(new File("/"));
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        process = builder.start();
        Await.until("the server answers", START, () -> {
            if (!process.isAlive()) {
                fail("the server ended: " + log());
            }
            return isAnswering();
        });
    }

    /** What kill -9 does: nothing is finished, nothing is told, PostgreSQL stays. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Whether anybody answers on the port. */
    boolean isAnswering() {
        try {
            HttpRequest request = HttpRequest.newBuilder(url().resolve("/api/v1/team"))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 401;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The PostgreSQL that uses the data directory. */
    Optional<ProcessHandle> postgres() throws IOException {
        try (Stream<Path> files = Files.find(dataDir, 4, (path, attributes) -> path.endsWith("postmaster.pid"))) {
            Optional<Path> file = files.findFirst();
            return file.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(
                            Long.parseLong(Files.readAllLines(file.get()).getFirst()));
        }
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops as an init system would. */
    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            process.destroy();
            process.waitFor();
        }
    }

    private Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("INBOX_PORT", Integer.toString(port)),
                Map.entry("INBOX_MANAGEMENT_PORT", "0"),
                Map.entry("INBOX_DATA_DIR", dataDir.toString()),
                Map.entry("INBOX_X_API_URL", x.baseUrl().toString()),
                Map.entry("INBOX_X_AUTHORIZE_URL", x.authorizeUrl().toString()),
                Map.entry("INBOX_X_CLIENT_ID", x.clientId()),
                Map.entry("INBOX_X_CLIENT_SECRET", x.clientSecret()),
                Map.entry("INBOX_X_CONSUMER_SECRET", x.consumerSecret()),
                Map.entry("INBOX_X_BEARER_TOKEN", x.bearerToken()),
                Map.entry("INBOX_SEND_DEADLINE", DEADLINE.toMillis() + "ms"),
                Map.entry("INBOX_SEND_LOOKUPS", DEADLINE.toMillis() + "ms"),
                Map.entry("INBOX_SEND_LOOKUPINTERVAL", "1s"),
                Map.entry("INBOX_SEND_GIVEUP", "10m"));
    }
}
