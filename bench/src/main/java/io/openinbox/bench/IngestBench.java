package io.openinbox.bench;

import io.openinbox.db.Migrations;
import io.openinbox.server.config.ConnectionPool;
import io.openinbox.server.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Ingest through HTTP (a signed delivery in, committed, 200 out) beside the bare statement under pgbench, in one run on one
 * database: 1, 8 and 32 clients, one team and twenty. Needs {@code pgbench}.
 *
 * <p>The only argument is how many seconds each of the figures takes (default 10).
 */
public final class IngestBench {

    private static final String CONSUMER_SECRET = "bench";
    private static final List<Integer> TEAMS = List.of(1, Dataset.TEAMS);
    private static final List<Integer> CLIENTS = List.of(1, 8, 32);
    private static final Duration WARM_UP = Duration.ofSeconds(10);

    private IngestBench() {}

    public static void main(String[] args) throws Exception {
        Duration time = Duration.ofSeconds(args.length == 0 ? 10 : Integer.parseInt(args[0]));
        Path directory = Files.createTempDirectory("openinbox-bench");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, line -> System.err.println(line))) {
            new Migrations(ConnectionPool.unpooled(postgres.jdbcUrl(), postgres.username(), postgres.password()))
                    .migrate();
            Dataset.create(postgres.jdbcUrl(), postgres.username(), postgres.password());
            int port = freePort();
            Process server = startServer(postgres, directory, port);
            try {
                measure(postgres, URI.create("http://127.0.0.1:" + port + "/hooks/x"), time);
            } finally {
                server.destroy();
                server.waitFor();
            }
        }
    }

    private static void measure(EmbeddedPostgres postgres, URI hook, Duration time) throws Exception {
        var load = new HttpLoad(hook, new Deliveries(CONSUMER_SECRET));
        var limit = new StatementLimit(postgres.jdbcUrl(), postgres.username(), postgres.password());
        System.err.println("Warming up …");
        load.run(8, Dataset.TEAMS, WARM_UP);
        System.out.println("teams  clients  http/s   p50 ms  p99 ms   statement/s  ratio");
        for (int teams : TEAMS) {
            for (int clients : CLIENTS) {
                Figures http = load.run(clients, teams, time);
                double statements = limit.run(clients, teams, time);
                System.out.printf(
                        "%5d  %7d  %6.0f  %7.2f  %6.2f  %12.0f  %5.2f%n",
                        teams,
                        clients,
                        http.perSecond(),
                        http.p50(),
                        http.p99(),
                        statements,
                        http.perSecond() / statements);
            }
        }
    }

    /** A process of its own, as in production: its garbage collector and compiler are not the load generator's. */
    private static Process startServer(EmbeddedPostgres postgres, Path directory, int port)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xms32m",
                "-Xmx512m",
                "-XX:+UseCompactObjectHeaders",
                "-cp",
                System.getProperty("java.class.path"),
                "io.openinbox.server.cli.Main",
                "start");
        builder.environment()
                .putAll(Map.of(
                        "INBOX_PORT", Integer.toString(port),
                        "INBOX_MANAGEMENT_PORT", "0",
                        "INBOX_DATA_DIR",
                                Files.createDirectory(directory.resolve("server"))
                                        .toString(),
                        "INBOX_DATABASE_URL", postgres.jdbcUrl(),
                        "INBOX_DATABASE_USERNAME", postgres.username(),
                        "INBOX_DATABASE_PASSWORD", postgres.password(),
                        "INBOX_X_CLIENT_ID", "bench",
                        "INBOX_X_CONSUMER_SECRET", CONSUMER_SECRET));
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.INHERIT);
        Process server = builder.start();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest probe = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                    .build();
            while (true) {
                try {
                    http.send(probe, HttpResponse.BodyHandlers.discarding());
                    return server;
                } catch (IOException e) {
                    if (!server.isAlive()) {
                        throw new IOException("The server did not start.", e);
                    }
                    Thread.sleep(Duration.ofMillis(100));
                }
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
