package io.openinbox.bench;

import io.openinbox.server.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PostgreSQL's own load generator, on the dataset's database. */
final class Pgbench {

    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");

    private final URI database;
    private final String username;
    private final String password;

    Pgbench(EmbeddedPostgres postgres) {
        this.database = URI.create(postgres.jdbcUrl().substring("jdbc:".length()));
        this.username = postgres.username();
        this.password = postgres.password();
    }

    static boolean isInstalled() throws InterruptedException {
        try {
            return new ProcessBuilder("pgbench", "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** @return scripts a second */
    double run(int clients, String script, Duration time) throws IOException, InterruptedException {
        Path file = Files.createTempFile("openinbox-bench", ".sql");
        try {
            Files.writeString(file, script);
            var builder = new ProcessBuilder(List.of(
                    "pgbench",
                    "--host=" + database.getHost(),
                    "--port=" + database.getPort(),
                    "--username=" + username,
                    "--no-vacuum",
                    "--protocol=prepared",
                    "--client=" + clients,
                    "--jobs=" + Math.min(clients, 2),
                    "--time=" + Math.max(1, time.toSeconds()),
                    "--file=" + file,
                    database.getPath().substring(1)));
            builder.environment().put("PGPASSWORD", password);
            Process process = builder.redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher rate = RATE.matcher(output);
            if (process.waitFor() != 0 || !rate.find() || output.contains("aborted")) {
                throw new IOException("pgbench failed on\n" + script + "\n" + output);
            }
            return Double.parseDouble(rate.group(1));
        } finally {
            Files.delete(file);
        }
    }
}
