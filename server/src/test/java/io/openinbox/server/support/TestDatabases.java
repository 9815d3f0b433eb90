package io.openinbox.server.support;

import io.openinbox.db.Migrations;
import io.openinbox.server.config.ConnectionPool;
import io.openinbox.server.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One PostgreSQL for all tests of this JVM. The schema is migrated once, into a template; a test class gets a clone of it,
 * which is a matter of milliseconds.
 */
public final class TestDatabases {

    private static final String TEMPLATE = "openinbox_template";
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final TestDatabases INSTANCE = new TestDatabases();

    private final EmbeddedPostgres postgres;
    private final JdbcClient administration;

    private TestDatabases() {
        Path directory = temporaryDirectory();
        postgres = EmbeddedPostgres.start(directory, line -> {});
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            postgres.close();
            delete(directory);
        }));
        administration = JdbcClient.create(
                ConnectionPool.unpooled(postgres.jdbcUrl(), postgres.username(), postgres.password()));
        administration.sql("create database " + TEMPLATE).update();
        new Migrations(ConnectionPool.unpooled(urlOf(TEMPLATE), postgres.username(), postgres.password())).migrate();
    }

    /** A migrated database of one's own. */
    public static TestDatabase create() {
        return INSTANCE.clone(TEMPLATE);
    }

    private synchronized TestDatabase clone(String template) {
        String name = "test_" + COUNT.incrementAndGet();
        administration.sql("create database " + name + " template " + template).update();
        return new TestDatabase(urlOf(name), postgres.username(), postgres.password());
    }

    private String urlOf(String database) {
        return postgres.jdbcUrl().replaceFirst("/[^/?]+(?=$|\\?)", "/" + database);
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("openinbox-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a test's database is. */
    public record TestDatabase(String url, String username, String password) {}
}
