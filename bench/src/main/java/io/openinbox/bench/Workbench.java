package io.openinbox.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.openinbox.connector.x.XConnector;
import io.openinbox.connector.x.XCredentials;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.UserId;
import io.openinbox.platform.Connector;
import io.openinbox.platform.Connectors;
import io.openinbox.platform.Platform;
import io.openinbox.server.InboxServer;
import io.openinbox.server.config.ConnectionPool;
import io.openinbox.server.config.InboxCore;
import io.openinbox.server.config.InboxSettings;
import io.openinbox.server.config.MasterKeyFile;
import io.openinbox.server.config.SettingsLoader;
import io.openinbox.server.embedded.EmbeddedPostgres;
import io.openinbox.simulator.x.XSettings;
import io.openinbox.simulator.x.XSimulator;
import io.openinbox.simulator.x.XTokens;
import io.openinbox.team.Scope;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;

/**
 * The dataset served in this process, on connections that remember what ran: here jobs learn which statements a request is.
 * Nothing is measured on it.
 */
final class Workbench implements AutoCloseable {

    private static final int CALLS_PER_WINDOW = 100_000_000;

    private final EmbeddedPostgres postgres;
    private final HikariDataSource pool;
    private final CapturingDataSource captured;
    private final InboxServer server;
    private final XSimulator x;
    private final String token;

    private Workbench(
            EmbeddedPostgres postgres,
            HikariDataSource pool,
            CapturingDataSource captured,
            InboxServer server,
            XSimulator x,
            String token) {
        this.postgres = postgres;
        this.pool = pool;
        this.captured = captured;
        this.server = server;
        this.x = x;
        this.token = token;
    }

    /** X with the dataset's first account on it, and whoever jobs add. */
    static XSimulator startX() {
        XSimulator x =
                XSimulator.start(XSettings.defaults().withLoopbackWebhooks().withCallsPerWindow(CALLS_PER_WINDOW));
        x.addUser(Dataset.accountPlatformId(Dataset.TEAM, 1), "bench1_1", "Bench 1");
        return x;
    }

    static Workbench open(Dataset dataset, XSimulator x) {
        EmbeddedPostgres postgres = dataset.start();
        InboxSettings settings = settings(dataset, x);
        var pool = ConnectionPool.open(postgres.jdbcUrl(), postgres.username(), postgres.password());
        var captured = new CapturingDataSource(pool);
        List<Connector> connectors = settings.x().connector().map(XConnector::new).map(Connector.class::cast).stream()
                .toList();
        var core = InboxCore.of(
                captured,
                MasterKeyFile.masterKey(settings),
                new Connectors(connectors),
                InboxClock.system(),
                settings.send().times());
        var team = new TeamId(Dataset.id(Dataset.Kind.TEAM, 0, Dataset.TEAM));
        XTokens tokens = x.link(x.findUser("bench1_1").orElseThrow());
        core.accountLinks()
                .link(
                        team,
                        Platform.X,
                        XCredentials.of(tokens.accessToken(), tokens.refreshToken())
                                .text());
        String token = core.apiTokens()
                .create(
                        team,
                        new UserId(Dataset.id(Dataset.Kind.USER, 0, Dataset.TEAM)),
                        "Bench",
                        EnumSet.allOf(Scope.class),
                        null);
        return new Workbench(postgres, pool, captured, InboxServer.start(settings, core, captured), x, token);
    }

    /** What the server is told that serves the dataset, here and as a process of its own. */
    static Map<String, String> environment(Dataset dataset, XSimulator x) {
        return Map.of(
                "INBOX_PORT", "0",
                "INBOX_MANAGEMENT_PORT", "0",
                "INBOX_DATA_DIR", dataset.directory().toString(),
                "INBOX_RATE_LIMIT", "off",
                "INBOX_X_API_URL", x.baseUrl().toString(),
                "INBOX_X_AUTHORIZE_URL", x.authorizeUrl().toString(),
                "INBOX_X_CLIENT_ID", x.clientId(),
                "INBOX_X_CLIENT_SECRET", x.clientSecret(),
                "INBOX_X_CONSUMER_SECRET", x.consumerSecret(),
                "INBOX_X_BEARER_TOKEN", x.bearerToken());
    }

    private static InboxSettings settings(Dataset dataset, XSimulator x) {
        var environment = new StandardEnvironment() {
            @Override
            protected void customizePropertySources(MutablePropertySources sources) {
                // Only what is put in below.
            }
        };
        Map<String, Object> values = new HashMap<>();
        environment(dataset, x).forEach((name, value) -> values.put(property(name), value));
        environment.getPropertySources().addFirst(new MapPropertySource("bench", values));
        return SettingsLoader.load(environment);
    }

    private static String property(String variable) {
        String words = variable.toLowerCase(Locale.ROOT).replace('_', '-');
        return words.startsWith("inbox-x-")
                ? "inbox.x." + words.substring("inbox-x-".length())
                : "inbox." + words.substring("inbox-".length());
    }

    /** An API token of the largest team, good for everything. */
    String token() {
        return token;
    }

    XSimulator x() {
        return x;
    }

    Connection connect() throws SQLException {
        return Dataset.connect(postgres);
    }

    /** What the product runs for a request that is not the first of its kind: who asks is known by then. */
    List<Captured> capture(byte[] first, byte[] again) throws IOException {
        HttpLoop.ask(server.port(), first);
        captured.take();
        HttpLoop.ask(server.port(), again);
        List<Captured> statements = captured.take();
        if (statements.isEmpty()) {
            throw new IllegalStateException("The request ran no statement.");
        }
        return statements;
    }

    @Override
    public void close() {
        server.close();
        pool.close();
        postgres.close();
    }
}
