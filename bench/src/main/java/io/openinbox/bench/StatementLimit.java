package io.openinbox.bench;

import io.openinbox.db.Sql;
import io.openinbox.message.IngestMessages;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The limit: pgbench running the product's own ingest statement, one message a call, on the same database. */
final class StatementLimit {

    private static final Pattern PARAMETER = Pattern.compile("\\?");
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");

    /** What stands for each parameter, in the statement's order. */
    private static final List<String> VALUES = List.of(
            // incoming
            "array[0]",
            "array['" + Dataset.LINK_ID + "' || lpad(:team::text, 12, '0')]",
            "array['b' || :id::text]",
            "array[gen_random_uuid()]",
            "array[gen_random_uuid()]",
            "array['x']",
            "array[(5000000 + :person)::text]",
            "array['1:' || :person::text]",
            "array['inbound']",
            "array[date_trunc('milliseconds', now())]",
            "array['Is this still available? (' || :id::text || ')']",
            "array[null]",
            "array[null]",
            "array[false]",
            "array[null]",
            "array[null]",
            "array[null]",
            "array[false]",
            "array[null]",
            // introduced
            "array['x']",
            "array[(5000000 + :person)::text]",
            "array[gen_random_uuid()]",
            "array[gen_random_uuid()]",
            "array[date_trunc('milliseconds', now())]",
            "array['person_' || :person::text]",
            "array['person_' || :person::text]",
            "array['Person ' || :person::text]",
            "array['https://pbs.example/p_normal.jpg']",
            "array['ceramics']",
            "array['Oslo']",
            "array[null]",
            "array['https://x.com/i/user/1']",
            "array['none']",
            "array['personal']",
            "array[false]",
            "array[97]",
            "array[12]",
            "array[50]",
            "array[5]",
            "array[0]",
            "array[null]",
            "array['{}']",
            // batch
            "('" + Dataset.TEAM_ID + "' || lpad(:team::text, 12, '0'))",
            "date_trunc('milliseconds', now())",
            "array[gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid()]");

    private final URI database;
    private final String username;
    private final String password;

    /** @param url a JDBC URL */
    StatementLimit(String url, String username, String password) {
        this.database = URI.create(url.substring("jdbc:".length()));
        this.username = username;
        this.password = password;
    }

    /** @return statements a second */
    double run(int clients, int teams, Duration time) throws IOException, InterruptedException {
        Path script = Files.createTempFile("ingest", ".sql");
        try {
            Files.writeString(script, script(teams));
            var builder = new ProcessBuilder(
                    "pgbench",
                    "-h",
                    database.getHost(),
                    "-p",
                    Integer.toString(database.getPort()),
                    "-U",
                    username,
                    "-n",
                    "-M",
                    "prepared",
                    "-c",
                    Integer.toString(clients),
                    "-j",
                    Integer.toString(Math.min(clients, 2)),
                    "-T",
                    Long.toString(time.toSeconds()),
                    "-f",
                    script.toString(),
                    database.getPath().substring(1));
            builder.environment().putAll(Map.of("PGPASSWORD", password));
            Process process = builder.redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher rate = RATE.matcher(output);
            if (process.waitFor() != 0 || !rate.find()) {
                throw new IOException("pgbench failed: " + output);
            }
            return Double.parseDouble(rate.group(1));
        } finally {
            Files.delete(script);
        }
    }

    private static String script(int teams) {
        String sql = Sql.resource(IngestMessages.class, "ingest.sql")
                .lines()
                .filter(line -> !line.strip().startsWith("--"))
                .reduce("", (text, line) -> text + line + "\n");
        Matcher parameter = PARAMETER.matcher(sql);
        var filled = new StringBuilder();
        for (String value : VALUES) {
            if (!parameter.find()) {
                throw new IllegalStateException("The ingest statement has fewer parameters than this program knows.");
            }
            parameter.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        if (parameter.find()) {
            throw new IllegalStateException("The ingest statement has more parameters than this program knows.");
        }
        parameter.appendTail(filled);
        return """
                \\set id random(1, 9000000000000000000)
                \\set person random(0, %d)
                \\set team random(1, %d)
                %s;
                """.formatted(Dataset.PEOPLE - 1, teams, filled.toString().strip());
    }
}
