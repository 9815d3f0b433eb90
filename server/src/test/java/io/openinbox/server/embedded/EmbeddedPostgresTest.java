package io.openinbox.server.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class EmbeddedPostgresTest {

    /** One cluster for all: making it takes seconds, starting it milliseconds. */
    @TempDir
    static Path temporary;

    static Path dataDir;
    /** A first start is killed in the middle of initdb; the next one makes the cluster. */
    @BeforeAll
    static void firstStart() throws Exception {
        dataDir = temporary.resolve("data dir");
        try (OtherProcess server = OtherProcess.run("start", dataDir)) {
            while (!isInTheMaking(dataDir.resolve("database.new"))) {
                assertThat(server.isAlive()).isTrue();
                Thread.onSpinWait();
            }
            server.kill();
        }
        assertThat(dataDir.resolve("database")).doesNotExist();

        List<String> progress = new ArrayList<>();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dataDir, progress::add)) {
            Sql.execute(postgres, "CREATE TABLE kept (word text)");
            Sql.execute(postgres, "INSERT INTO kept VALUES ('first')");
        }
        assertThat(progress).containsExactly("Creating the database …");
    }

    @Test
    void aKilledFirstStartLeavesNothingUnfinished() throws IOException {
        try (var files = Files.list(dataDir)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("database", "database-password", "database.lock", "postgres");
        }
    }

    @Test
    void onlyTheOwnerCanReadTheClusterItsProgramsAndItsPassword() throws IOException {
        assertThat(permissions("database")).isEqualTo("rwx------");
        assertThat(permissions("postgres")).isEqualTo("rwx------");
        assertThat(permissions("database-password")).isEqualTo("rw-------");
        assertThat(permissions("database.lock")).isEqualTo("rw-------");
    }

    @Test
    void aLaterStartKeepsTheDataAndHasNothingToTell() throws SQLException {
        List<String> progress = new ArrayList<>();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dataDir, progress::add)) {
            assertThat(Sql.query(postgres, "SELECT word FROM kept")).isEqualTo("first");
        }
        assertThat(progress).isEmpty();
    }

    @Test
    void whatIsConfirmedIsDurableAndTheLocaleIsTheSameEverywhere() throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dataDir, line -> {})) {
            assertThat(Sql.query(postgres, """
                            SELECT concat_ws(' ', current_setting('fsync'), current_setting('full_page_writes'),
                                   current_setting('synchronous_commit'), current_setting('data_checksums'),
                                   datlocprovider, datlocale, pg_encoding_to_char(encoding))
                            FROM pg_database WHERE datname = current_database()
                            """)).isEqualTo("on on on on b C.UTF-8 UTF8");
        }
    }

    @Test
    void nobodyConnectsWithoutThePassword() {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dataDir, line -> {})) {
            assertThatThrownBy(() -> {
                        try (Connection connection =
                                DriverManager.getConnection(postgres.jdbcUrl(), postgres.username(), "guess")) {
                            connection.getSchema();
                        }
                    })
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void theLogQuotesNoStatementAndNoRow() throws SQLException, IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dataDir, line -> {})) {
            Sql.execute(postgres, "CREATE TABLE confidential (word text CHECK (word <> 'a secret word'))");
            assertThatThrownBy(() -> Sql.execute(postgres, "INSERT INTO confidential VALUES ('a secret word')"))
                    .hasMessageContaining("a secret word");
        }
        try (var logs = Files.list(dataDir.resolve("database/log"))) {
            assertThat(logs)
                    .isNotEmpty()
                    .allSatisfy(log -> assertThat(log)
                            .content()
                            .contains("database system is ready")
                            .doesNotContain("secret"));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void ctrlCInTheTerminalDoesNotReachIt() throws IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dataDir, line -> {})) {
            long pid = runningPid();
            String[] stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"))
                    .replaceFirst(".*\\) ", "")
                    .split(" ", -1);
            assertThat(stat[3]).as("session of %s", postgres.jdbcUrl()).isEqualTo(Long.toString(pid));
        }
    }

    @Test
    void closingStopsItAndASecondCloseDoesNothing() throws IOException {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(dataDir, line -> {});
        long pid = runningPid();
        postgres.close();
        postgres.close();
        assertThat(ProcessHandle.of(pid)).isNotPresent();
        assertThat(dataDir.resolve("database/postmaster.pid")).doesNotExist();
    }

    @Test
    void aServerThatWasKilledLeavesItsDatabaseToTheNext() throws Exception {
        String opened;
        try (OtherProcess server = OtherProcess.run("start", dataDir)) {
            opened = server.line();
            server.kill();
        }
        long pid = runningPid();
        assertThat(ProcessHandle.of(pid)).isPresent();

        List<String> progress = new ArrayList<>();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dataDir, progress::add)) {
            assertThat(postgres.jdbcUrl() + " " + postgres.password()).isEqualTo(opened);
            assertThat(Sql.query(postgres, "SELECT word FROM kept")).isEqualTo("first");
            assertThat(runningPid()).isEqualTo(pid);
        }
        assertThat(progress)
                .containsExactly("Taking over the PostgreSQL that an earlier run left (process %d) …".formatted(pid));
        assertThat(dataDir.resolve("database/postmaster.pid")).doesNotExist();
    }

    @Test
    void aLeftDatabaseWithOtherSettingsIsStartedAnew() throws Exception {
        try (OtherProcess server = OtherProcess.run("start", dataDir)) {
            server.line();
            server.kill();
        }
        long pid = runningPid();
        Files.writeString(dataDir.resolve("database/postgresql.conf"), "# of an earlier version\n");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dataDir, line -> {})) {
            assertThat(runningPid()).isNotEqualTo(pid);
            assertThat(Sql.query(postgres, "SHOW max_connections")).isEqualTo("60");
        }
    }

    @Test
    void whatWasConfirmedSurvivesAKilledPostmaster() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dataDir, line -> {})) {
            Sql.execute(postgres, "CREATE TABLE IF NOT EXISTS survivors AS SELECT 'second' AS word");
            ProcessHandle postmaster = ProcessHandle.of(runningPid()).orElseThrow();
            postmaster.destroyForcibly();
            postmaster.onExit().get(10, TimeUnit.SECONDS);
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dataDir, line -> {})) {
            assertThat(Sql.query(postgres, "SELECT word FROM survivors")).isEqualTo("second");
        }
    }

    @Test
    void theProcessIdOfACrashedPostmasterMayBeAnothersNow() throws IOException, SQLException {
        Files.writeString(
                dataDir.resolve("database/postmaster.pid"),
                "%d\n%s\n1700000000\n1\n\n127.0.0.1\n  1234567  7654321\nready   \n"
                        .formatted(ProcessHandle.current().pid(), dataDir.resolve("database")));
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dataDir, line -> {})) {
            assertThat(Sql.query(postgres, "SELECT word FROM kept")).isEqualTo("first");
        }
    }

    @Test
    void aCommandWithoutAServerRunsTheDatabaseItself() throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.join(dataDir, line -> {})) {
            assertThat(Sql.query(postgres, "SELECT word FROM kept")).isEqualTo("first");
        }
        assertThat(dataDir.resolve("database/postmaster.pid")).doesNotExist();
    }

    @Test
    void aCommandThatIsInterruptedStopsTheDatabaseItRan() throws Exception {
        try (OtherProcess command = OtherProcess.run("join", dataDir)) {
            command.line();
            command.interrupt();
        }
        assertThat(dataDir.resolve("database/postmaster.pid")).doesNotExist();
    }

    @Test
    void aCommandUsesTheDatabaseOfTheServerAndLeavesItRunning() throws Exception {
        try (OtherProcess server = OtherProcess.run("start", dataDir)) {
            String opened = server.line();
            try (EmbeddedPostgres command = EmbeddedPostgres.join(dataDir, line -> {})) {
                assertThat(command.jdbcUrl() + " " + command.password()).isEqualTo(opened);
                assertThat(Sql.query(command, "SELECT word FROM kept")).isEqualTo("first");
            }
            assertThat(Sql.query(opened.split(" ", 2)[0], opened.split(" ", 2)[1], "SELECT word FROM kept"))
                    .isEqualTo("first");
        }
    }

    @Test
    void aCommandOfTheServersOwnProcessUsesItsDatabase() throws SQLException {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(dataDir, line -> {})) {
            try (EmbeddedPostgres command = EmbeddedPostgres.join(dataDir, line -> {})) {
                assertThat(command.jdbcUrl()).isEqualTo(server.jdbcUrl());
            }
            assertThat(Sql.query(server, "SELECT word FROM kept")).isEqualTo("first");
        }
    }

    @Test
    void aSecondCommandWaitsForTheFirst() throws Exception {
        CountDownLatch waits = new CountDownLatch(1);
        CompletableFuture<EmbeddedPostgres> second;
        try (OtherProcess first = OtherProcess.run("join", dataDir)) {
            first.line();
            second = CompletableFuture.supplyAsync(() -> EmbeddedPostgres.join(dataDir, line -> {
                assertThat(line)
                        .isEqualTo(
                                "Waiting for the command that uses %s (process %d) …".formatted(dataDir, first.pid()));
                waits.countDown();
            }));
            assertThat(waits.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(second).isNotDone();
        }
        try (EmbeddedPostgres postgres = second.get(20, TimeUnit.SECONDS)) {
            assertThat(Sql.query(postgres, "SELECT word FROM kept")).isEqualTo("first");
        }
    }

    @Test
    void aStartingServerWaitsForACommandInsteadOfRefusing() throws Exception {
        CountDownLatch waits = new CountDownLatch(1);
        CompletableFuture<EmbeddedPostgres> server;
        try (OtherProcess command = OtherProcess.run("join", dataDir)) {
            command.line();
            server = CompletableFuture.supplyAsync(() -> EmbeddedPostgres.start(dataDir, line -> waits.countDown()));
            assertThat(waits.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(server).isNotDone();
        }
        try (EmbeddedPostgres postgres = server.get(20, TimeUnit.SECONDS)) {
            assertThat(Sql.query(postgres, "SELECT word FROM kept")).isEqualTo("first");
        }
    }

    @Test
    void aCommandWaitsForAServerThatIsStarting() throws Exception {
        try (OtherProcess server = OtherProcess.run("start", dataDir)) {
            // Both race; whichever gets the lock first, the command ends up with a database that stays.
            try (EmbeddedPostgres command = EmbeddedPostgres.join(dataDir, line -> {})) {
                assertThat(Sql.query(command, "SELECT word FROM kept")).isEqualTo("first");
            }
            assertThat(server.line()).startsWith("jdbc:postgresql://127.0.0.1:");
        }
    }

    private static long runningPid() throws IOException {
        return PostmasterPid.read(dataDir.resolve("database")).orElseThrow().pid();
    }

    private static String permissions(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(dataDir.resolve(file)));
    }

    private static boolean isInTheMaking(Path workshop) throws IOException {
        if (!Files.isDirectory(workshop)) {
            return false;
        }
        try (Stream<Path> made = Files.list(workshop)) {
            return made.anyMatch(cluster -> Files.exists(cluster.resolve("PG_VERSION")));
        }
    }
}
