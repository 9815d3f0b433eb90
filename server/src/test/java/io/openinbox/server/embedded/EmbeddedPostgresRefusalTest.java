package io.openinbox.server.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each refusal is one sentence that says what to do. */
@Timeout(180)
class EmbeddedPostgresRefusalTest {

    @TempDir
    static Path temporary;

    static Path dataDir;

    @BeforeAll
    static void makeCluster() throws IOException {
        dataDir = temporary.resolve("data");
        Path ofAKilledStart = Files.createDirectories(dataDir.resolve("postgres/unfinished/bin"));
        List<String> progress = new ArrayList<>();
        EmbeddedPostgres.start(dataDir, progress::add).close();
        assertThat(progress)
                .containsExactly("Unpacking PostgreSQL 18.4 (first start only) …", "Creating the database …");
        assertThat(ofAKilledStart).doesNotExist();
    }

    @Test
    void aDirectoryThatIsAFile(@TempDir Path elsewhere) throws IOException {
        Path file = Files.writeString(elsewhere.resolve("file"), "");
        assertRefused(file.resolve("data"), "cannot be used", "make it writable", "INBOX_DATA_DIR");
    }

    @Test
    void aDirectoryThatIsNotWritable(@TempDir Path elsewhere) throws IOException {
        assumeThat(Ownership.isRoot()).as("root may write anywhere").isFalse();
        Path locked = Files.createDirectory(elsewhere.resolve("locked"));
        assertThat(locked.toFile().setWritable(false)).isTrue();
        assertRefused(locked, "no permission for " + locked, "make it writable", "INBOX_DATA_DIR");
        assertRefused(locked.resolve("data"), "no permission for " + locked, "make it writable", "INBOX_DATA_DIR");
    }

    @Test
    void aSmallDisk(@TempDir Path mountPoint) throws Exception {
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=50m", "tmpfs", mountPoint.toString()))
                .as("mounting needs root")
                .isZero();
        try {
            assertRefused(mountPoint, "MB free and PostgreSQL needs 200 MB", "make room", "INBOX_DATA_DIR");
        } finally {
            run("umount", mountPoint.toString());
        }
    }

    @Test
    void aDiskSmallerThanNeeded() {
        DataDirectory data = DataDirectory.open(dataDir);
        assertThatThrownBy(() -> data.requireFree(Long.MAX_VALUE))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("MB free and PostgreSQL needs");
    }

    @Test
    void aClusterOfAnotherMajorVersion(@TempDir Path older) throws IOException {
        Files.writeString(Files.createDirectory(older.resolve("database")).resolve("PG_VERSION"), "17\n");
        assertRefused(older, "made by PostgreSQL 17", "brings PostgreSQL 18", "INBOX_DATABASE_URL");
    }

    @Test
    void aDirectoryThatIsNoCluster(@TempDir Path other) throws IOException {
        Files.createDirectory(other.resolve("database"));
        assertRefused(other, "is not a PostgreSQL database", "move it away");
    }

    @Test
    void aDirectoryThatAServerUses() throws Exception {
        try (OtherProcess server = OtherProcess.run("start", dataDir)) {
            assertThat(server.line()).startsWith("jdbc:");
            assertRefused(dataDir, "in use by a running server (process %d)".formatted(server.pid()), "stop that one");
        }
        try (EmbeddedPostgres server = EmbeddedPostgres.start(dataDir, line -> {})) {
            long pid = ProcessHandle.current().pid();
            assertRefused(dataDir, "in use by a running server (process %d)".formatted(pid), "stop that one");
            assertThat(Sql.query(server, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aMissingPassword() throws IOException {
        Path password = dataDir.resolve("database-password");
        Path away = Files.move(password, dataDir.resolve("away"));
        try {
            assertRefused(dataDir, "database-password is missing", "put it back");
        } finally {
            Files.move(away, password);
        }
    }

    @Test
    void anotherPassword() throws IOException {
        Path password = dataDir.resolve("database-password");
        String right = Files.readString(password);
        Files.writeString(password, "another\n");
        try {
            assertRefused(dataDir, "is not the one of the database", "from the same backup");
        } finally {
            Files.writeString(password, right);
        }
        assertThat(dataDir.resolve("database/postmaster.pid")).doesNotExist();
    }

    @Test
    void settingsThatCouldLoseMessages() throws IOException {
        Path own = dataDir.resolve("database/local.conf");
        Files.writeString(own, "fsync = off\n");
        try {
            assertRefused(dataDir, "could lose confirmed messages (fsync = off)", "local.conf");
        } finally {
            Files.delete(own);
        }
    }

    @Test
    void aSettingThatPostgresqlDoesNotKnow() throws IOException {
        Path own = dataDir.resolve("database/local.conf");
        Files.writeString(own, "no_such_setting = 1\n");
        try {
            assertRefused(dataDir, "PostgreSQL failed", "no_such_setting");
        } finally {
            Files.delete(own);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PANIC:  could not write to file \"pg_wal/xlogtemp.1\": No space left on device | is full (",
                "FATAL:  could not map anonymous shared memory: Cannot allocate memory | could not get the memory",
                "initdb: error: could not look up effective user ID 1234: user does not exist | no account",
                "FATAL:  lock file \"postmaster.pid\" already exists | Another PostgreSQL works in",
                "LOG:  hello | PostgreSQL failed (LOG:  hello)",
            })
    void whatPostgresqlSays(String output, String sentence) {
        assertThat(StartFailure.of(output).toException("PostgreSQL", output, DataDirectory.open(dataDir)))
                .hasMessageContaining(sentence)
                .message()
                .matches("[^\\n]+\\.");
    }

    private static void assertRefused(Path dataDir, String... parts) {
        assertThatThrownBy(() -> EmbeddedPostgres.start(dataDir, line -> {}).close())
                .isInstanceOf(EmbeddedPostgresException.class)
                .message()
                .contains(parts)
                .matches("[^\\n]+\\.");
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
