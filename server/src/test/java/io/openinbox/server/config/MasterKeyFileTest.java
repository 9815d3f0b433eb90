package io.openinbox.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

final class MasterKeyFileTest {

    @TempDir
    private Path directory;

    @Test
    void the_first_start_makes_a_key_that_only_the_owner_can_read() throws IOException {
        var _ = MasterKeyFile.masterKey(settings(directory.resolve("new/data")));

        Path file = directory.resolve("new/data/master.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Base64.getDecoder().decode(Files.readString(file).strip())).hasSize(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("new/data"))))
                .isEqualTo("rwx------");
    }

    @Test
    void many_first_starts_at_once_agree_on_one_key() throws Exception {
        Callable<String> start = () -> {
            var _ = MasterKeyFile.masterKey(settings(directory));
            return Files.readString(directory.resolve("master.key"));
        };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<String> seen = threads
                    .invokeAll(Stream.generate(() -> start).limit(20).toList())
                    .stream()
                    .map(future -> future.resultNow())
                    .distinct()
                    .toList();
            assertThat(seen).hasSize(1);
        }
        assertThat(directory).isDirectoryNotContaining(file -> !file.endsWith("master.key"));
    }

    @Test
    void a_key_that_others_can_read_is_refused() throws IOException {
        var _ = MasterKeyFile.masterKey(settings(directory));
        Files.setPosixFilePermissions(directory.resolve("master.key"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> MasterKeyFile.masterKey(settings(directory)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void a_damaged_key_is_not_replaced() throws IOException {
        var _ = MasterKeyFile.masterKey(settings(directory));
        Files.writeString(directory.resolve("master.key"), "damaged");

        assertThatThrownBy(() -> MasterKeyFile.masterKey(settings(directory)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("damaged");
        assertThat(directory.resolve("master.key")).hasContent("damaged");
    }

    private static InboxSettings settings(Path dataDir) {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("inbox.data-dir", dataDir.toString())));
        return SettingsLoader.load(environment);
    }
}
