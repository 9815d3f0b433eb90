package io.openinbox.bench;

import io.openinbox.server.embedded.EmbeddedPostgres;
import io.openinbox.simulator.x.XSimulator;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./inbox bench}: makes the dataset when needed, starts the server on it, and measures. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures the server beside its own statements under pgbench, on 2 million messages.",
            "docs/bench.md says what the figures mean."
        })
public final class Bench implements Callable<Integer> {

    private static final List<Job> JOBS =
            List.of(new IngestJob(), new ListJob(), new ReadOneJob(), new MessagesJob(), new SendJob(), new V2Job());

    /** Also a job on the command line: how long the start takes, and the memory a minute later. */
    private static final String START = "start";

    private static final Duration IDLE = Duration.ofSeconds(60);
    /** Until the JVM has compiled what the job needs. */
    private static final Duration FIRST_WARM_UP = Duration.ofSeconds(10);

    private static final Duration WARM_UP = Duration.ofSeconds(2);

    @Parameters(
            paramLabel = "JOB",
            description = "What to measure: start, ${COMPLETION-CANDIDATES}; all by default.",
            completionCandidates = JobNames.class)
    private List<String> jobs = List.of();

    @Option(
            names = "--seconds",
            defaultValue = "6",
            description = "How long each figure takes (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--clients", split = ",", description = "Only these numbers of clients, of those a job has.")
    private List<Integer> clients = List.of();

    @Option(names = "--show", description = "Prints what pgbench would run, and measures nothing.")
    private boolean show;

    @Option(names = "--fresh", description = "Makes the dataset anew; ingest and send have changed the old one.")
    private boolean fresh;

    @Option(
            names = "--dir",
            defaultValue = "${sys:inbox.home}/bench/data",
            description = "Where the dataset is kept (default: bench/data).")
    private Path directory = Path.of("data");

    @Option(names = "--launcher", hidden = true, defaultValue = "${sys:inbox.home}/inbox")
    private Path launcher = Path.of("inbox");

    @Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    /** For the help text. */
    static final class JobNames implements Iterable<String> {
        @Override
        public java.util.Iterator<String> iterator() {
            return JOBS.stream().map(Job::name).iterator();
        }
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        List<Job> chosen = chosen();
        if (!Pgbench.isInstalled()) {
            System.err.println("pgbench is missing, which this measures against: install PostgreSQL's client tools"
                    + " (Debian, Ubuntu: postgresql; Fedora: postgresql-contrib; macOS: brew install postgresql).");
            return CommandLine.ExitCode.SOFTWARE;
        }
        Dataset dataset = Dataset.open(directory.toAbsolutePath(), fresh);
        try (XSimulator x = Workbench.startX()) {
            Map<Job, List<Job.Measured>> measured = new LinkedHashMap<>();
            String token;
            try (Workbench bench = Workbench.open(dataset, x)) {
                token = bench.token();
                for (Job job : chosen) {
                    measured.put(job, job.prepare(bench));
                }
            }
            if (show) {
                measured.forEach((job, all) ->
                        all.forEach(one -> System.out.printf("-- %s, %s%n%s%n", job.name(), one.name(), one.script())));
                return 0;
            }
            try (ServerProcess server = ServerProcess.start(launcher, dataset, x, token)) {
                if (isChosen(START)) {
                    reportStart(server);
                }
                measure(server, dataset, measured);
            }
        }
        return 0;
    }

    private List<Job> chosen() {
        List<String> known = JOBS.stream().map(Job::name).collect(Collectors.toList());
        known.add(START);
        for (String name : jobs) {
            if (!known.contains(name)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "There is no job " + name + "; there are " + String.join(", ", known) + ".");
            }
        }
        return JOBS.stream().filter(job -> isChosen(job.name())).toList();
    }

    private boolean isChosen(String job) {
        return jobs.isEmpty() || jobs.contains(job);
    }

    private static void reportStart(ServerProcess server) throws IOException, InterruptedException {
        System.out.printf(
                "start to first 200: %.1f s (target 3.0)%n", server.startTime().toMillis() / 1000.0);
        Thread.sleep(IDLE);
        System.out.printf("memory of the server a minute later: %d MB (target 256)%n%n", server.residentMegabytes());
    }

    private void measure(ServerProcess server, Dataset dataset, Map<Job, List<Job.Measured>> measured)
            throws IOException, SQLException, InterruptedException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.join(dataset.directory(), Bench::progress)) {
            var pgbench = new Pgbench(postgres);
            var http = new HttpLoop(server.port());
            var slice = Duration.ofMillis(seconds * 500L);
            Table.head();
            for (Map.Entry<Job, List<Job.Measured>> job : measured.entrySet()) {
                long bytes = bytes(postgres);
                long messages = messages(postgres);
                Duration warmUp = FIRST_WARM_UP;
                for (Job.Measured one : job.getValue()) {
                    http.run(8, one.source()::next, warmUp);
                    warmUp = WARM_UP;
                    for (int count : one.clients()) {
                        if (clients.isEmpty() || clients.contains(count)) {
                            Table.line(
                                    job.getKey().name(), one, count, compare(server, http, pgbench, one, count, slice));
                        }
                    }
                }
                long more = messages(postgres) - messages;
                if (more > 100_000) {
                    System.out.printf("%n%,d MB for a million messages more%n%n", (bytes(postgres) - bytes) / more);
                }
            }
            System.out.printf(
                    "%nThe whole database: %,d MB with %,d messages, %,d MB per million.%n",
                    bytes(postgres) >> 20, messages(postgres), bytes(postgres) / messages(postgres));
        }
    }

    /** HTTP and SQL in turns, so that both see the same machine. */
    private static Compared compare(
            ServerProcess server, HttpLoop http, Pgbench pgbench, Job.Measured measured, int clients, Duration slice)
            throws IOException, InterruptedException {
        Compared first = compareOnce(server, http, pgbench, measured, clients, slice);
        return first.and(compareOnce(server, http, pgbench, measured, clients, slice));
    }

    private static Compared compareOnce(
            ServerProcess server, HttpLoop http, Pgbench pgbench, Job.Measured measured, int clients, Duration slice)
            throws IOException, InterruptedException {
        measured.source().stock((int) slice.toSeconds() * 4_000);
        double serverBefore = server.cpuMicros();
        double databaseBefore = server.databaseCpuMicros();
        Figures figures = http.run(clients, measured.source()::next, slice);
        double serverCpu = server.cpuMicros() - serverBefore;
        double databaseBetween = server.databaseCpuMicros();
        double limit = pgbench.run(clients, measured.script(), slice);
        double limitCpu = server.databaseCpuMicros() - databaseBetween;
        return new Compared(
                figures,
                limit,
                serverCpu / figures.count(),
                (databaseBetween - databaseBefore) / figures.count(),
                limitCpu / (limit * Math.max(1, slice.toSeconds())));
    }

    private static void progress(String line) {
        System.err.println(line);
    }

    private static long bytes(EmbeddedPostgres postgres) throws SQLException {
        return number(postgres, "select pg_database_size(current_database())");
    }

    private static long messages(EmbeddedPostgres postgres) throws SQLException {
        return number(postgres, "select count(*) from message");
    }

    private static long number(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = Dataset.connect(postgres);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
