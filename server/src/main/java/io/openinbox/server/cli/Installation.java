package io.openinbox.server.cli;

import com.zaxxer.hikari.HikariDataSource;
import io.openinbox.connector.sandbox.SandboxConnector;
import io.openinbox.connector.x.XConnector;
import io.openinbox.db.Migrations;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.InboxException;
import io.openinbox.platform.Connector;
import io.openinbox.platform.Connectors;
import io.openinbox.secret.MasterKey;
import io.openinbox.server.config.ConnectionPool;
import io.openinbox.server.config.InboxCore;
import io.openinbox.server.config.InboxSettings;
import io.openinbox.server.config.MasterKeyFile;
import io.openinbox.server.config.SettingsLoader;
import io.openinbox.server.embedded.EmbeddedPostgres;
import io.openinbox.team.Team;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The settings, the database and the use cases of this installation, open for one command or for as long as it serves. */
final class Installation implements AutoCloseable {

    private final InboxSettings settings;
    private final @Nullable EmbeddedPostgres embedded;
    private final HikariDataSource pool;
    private final InboxCore core;
    private final int pendingMigrations;

    private Installation(
            InboxSettings settings,
            @Nullable EmbeddedPostgres embedded,
            HikariDataSource pool,
            InboxCore core,
            int pendingMigrations) {
        this.settings = settings;
        this.embedded = embedded;
        this.pool = pool;
        this.core = core;
        this.pendingMigrations = pendingMigrations;
    }

    /** For the server, the only owner of its data directory. */
    static Installation serving() {
        return serving(SettingsLoader.load());
    }

    /** As above, with settings that are not this process's. */
    static Installation serving(InboxSettings settings) {
        return open(settings, EmbeddedPostgres::start, true);
    }

    /** For a command, beside a running server or alone. */
    static Installation forCommand() {
        return open(SettingsLoader.load(), EmbeddedPostgres::join, true);
    }

    /** To look at only, as it is: neither the schema nor the master key is touched. */
    static Installation forExamination(InboxSettings settings) {
        return open(settings, EmbeddedPostgres::join, false);
    }

    /** Whether there is a database to open; an external one is taken to be there. */
    static boolean exists(InboxSettings settings) {
        return !settings.database().isEmbedded() || EmbeddedPostgres.exists(settings.dataDir());
    }

    private static Installation open(
            InboxSettings settings,
            BiFunction<Path, Consumer<String>, EmbeddedPostgres> embeddedPostgres,
            boolean mayChange) {
        InboxSettings.Database external = settings.database();
        String url = external.url();
        if (url != null) {
            return open(settings, null, url, external.username(), external.password(), mayChange);
        }
        EmbeddedPostgres embedded = embeddedPostgres.apply(settings.dataDir(), System.err::println);
        try {
            return open(settings, embedded, embedded.jdbcUrl(), embedded.username(), embedded.password(), mayChange);
        } catch (RuntimeException e) {
            embedded.close();
            throw e;
        }
    }

    private static Installation open(
            InboxSettings settings,
            @Nullable EmbeddedPostgres embedded,
            String url,
            @Nullable String username,
            @Nullable String password,
            boolean mayChange) {
        var migrations = new Migrations(ConnectionPool.unpooled(url, username, password));
        int pending = 0;
        if (mayChange) {
            migrations.migrate();
        } else {
            pending = migrations.pending();
        }
        HikariDataSource pool = ConnectionPool.open(url, username, password);
        List<Connector> connectors = Stream.<Optional<? extends Connector>>of(
                        settings.x().connector().map(XConnector::new),
                        settings.sandbox().connector().map(SandboxConnector::new))
                .flatMap(Optional::stream)
                .map(Connector.class::cast)
                .toList();
        var core = InboxCore.of(
                pool,
                mayChange ? MasterKeyFile.masterKey(settings) : presentKey(settings),
                new Connectors(connectors),
                InboxClock.system(),
                settings.send().times(),
                settings.x().readLimits(),
                settings.media().at(settings.dataDir()));
        return new Installation(settings, embedded, pool, core, pending);
    }

    private static MasterKey presentKey(InboxSettings settings) {
        return settings.masterKey() != null || Files.exists(MasterKeyFile.file(settings))
                ? MasterKeyFile.masterKey(settings)
                : MasterKeyFile.stranger();
    }

    InboxSettings settings() {
        return settings;
    }

    /** How many migrations the schema lacks; none once it may be changed. */
    int pendingMigrations() {
        return pendingMigrations;
    }

    InboxCore core() {
        return core;
    }

    HikariDataSource dataSource() {
        return pool;
    }

    Team team(String slug) {
        return core.teams()
                .findBySlug(slug)
                .orElseThrow(() -> new InboxException(
                        ErrorCode.TEAM_NOT_FOUND,
                        "--team: there is no team \"" + slug + "\"; the first start makes my-team, ./inbox team create"
                                + " others."));
    }

    @Override
    public void close() {
        pool.close();
        if (embedded != null) {
            embedded.close();
        }
    }
}
