package io.openinbox.server.support;

import com.zaxxer.hikari.HikariDataSource;
import io.openinbox.connector.sandbox.SandboxConnector;
import io.openinbox.connector.sandbox.SandboxSettings;
import io.openinbox.connector.x.XConnector;
import io.openinbox.connector.x.XSettings;
import io.openinbox.kernel.InboxClock;
import io.openinbox.message.SendTimes;
import io.openinbox.platform.Connector;
import io.openinbox.platform.Connectors;
import io.openinbox.secret.MasterKey;
import io.openinbox.server.InboxServer;
import io.openinbox.server.config.ConnectionPool;
import io.openinbox.server.config.InboxCore;
import io.openinbox.server.config.InboxSettings;
import io.openinbox.server.config.RecurringWork;
import io.openinbox.server.config.SettingsLoader;
import io.openinbox.server.support.TestDatabases.TestDatabase;
import io.openinbox.simulator.sandbox.SandboxSimulator;
import io.openinbox.simulator.x.XSimulator;
import io.openinbox.team.Members;
import io.openinbox.team.Team;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * A real server for a test class: on a free port, over a database of its own, with a simulated X as its platform. Register
 * it as a static extension; each test makes teams of its own in it.
 */
public final class TestServer implements BeforeAllCallback, AfterAllCallback {

    private static final AtomicInteger TEAMS = new AtomicInteger();

    private final Map<String, Object> properties;
    private final TestClock clock = new TestClock();
    private Running running;

    private TestServer(Map<String, Object> properties) {
        this.properties = properties;
    }

    public static TestServer create() {
        return new TestServer(Map.of());
    }

    /** @param properties settings by their Spring names */
    public static TestServer create(Map<String, Object> properties) {
        return new TestServer(properties);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running = Running.start(settings(), clock);
        running.simulator.deliverTo(url().resolve("/hooks/x"));
        running.sandbox.deliverTo(url().resolve("/hooks/sandbox"));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        running.close();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + running.server.port());
    }

    public URI managementUrl() {
        return URI.create("http://127.0.0.1:" + running.server.managementPort());
    }

    public InboxCore core() {
        return running.core;
    }

    public XSimulator simulator() {
        return running.simulator;
    }

    /** The second platform, on which everything can be done. */
    public SandboxSimulator sandbox() {
        return running.sandbox;
    }

    public TestClock clock() {
        return clock;
    }

    /** What X would put into its signature header for these bytes. */
    public String signatureOf(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(
                    simulator().consumerSecret().getBytes(StandardCharsets.UTF_8), mac.getAlgorithm()));
            return "sha256=" + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes the database unreachable for good. */
    public void loseDatabase() {
        running.pool.close();
    }

    /** One more server over the same database. */
    public TestNode addNode() {
        InboxCore core =
                Running.core(running.pool, List.of(running.connector, running.sandboxConnector), clock, settings());
        return new TestNode(InboxServer.start(settings(), core, running.pool), core);
    }

    /** The statements that requests run meanwhile. */
    public List<String> statementsOf(Runnable requests) {
        return running.statements.during(requests);
    }

    /** Without any token. */
    public Api anonymous() {
        return new Api(url(), "");
    }

    /** A new team whose tokens read X as the server's default has it. */
    public TestTeam team() {
        return team(null);
    }

    /** @param xName how the team's token reads X, or null for the server's default */
    public TestTeam team(String xName) {
        String slug = "team-" + TEAMS.incrementAndGet();
        Team team = core().teams().create(slug, "Team " + slug);
        Members members = core().members();
        return new TestTeam(this, team, members.list(team.id()).getFirst(), xName);
    }

    private InboxSettings settings() {
        var environment = new StandardEnvironment();
        Map<String, Object> all = new HashMap<>(properties);
        all.putIfAbsent("inbox.port", 0);
        all.putIfAbsent("inbox.management-port", 0);
        // Tests ask more often than a team may.
        all.putIfAbsent("inbox.rate-limit", false);
        // What a test is not about must not call X behind its back.
        all.putIfAbsent("inbox.x.reads-per-day", 0);
        environment.getPropertySources().addFirst(new MapPropertySource("test", all));
        return SettingsLoader.load(environment);
    }

    private record Running(
            XSimulator simulator,
            XConnector connector,
            SandboxSimulator sandbox,
            SandboxConnector sandboxConnector,
            HikariDataSource pool,
            StatementLog statements,
            InboxCore core,
            InboxServer server,
            RecurringWork work) {

        static Running start(InboxSettings settings, TestClock clock) {
            XSimulator simulator = XSimulator.start(
                    io.openinbox.simulator.x.XSettings.defaults().withLoopbackWebhooks());
            TestDatabase database = TestDatabases.create();
            HikariDataSource pool = ConnectionPool.open(database.url(), database.username(), database.password());
            var statements = new StatementLog(pool);
            var connector = new XConnector(new XSettings(
                    simulator.baseUrl().toString(),
                    simulator.authorizeUrl().toString(),
                    simulator.clientId(),
                    simulator.clientSecret(),
                    simulator.consumerSecret(),
                    simulator.bearerToken()));
            SandboxSimulator sandbox = SandboxSimulator.start();
            var sandboxConnector = new SandboxConnector(new SandboxSettings(sandbox.baseUrl(), sandbox.secret()));
            InboxCore core = core(statements, List.of(connector, sandboxConnector), clock, settings);
            var _ = core.teams()
                    .createFirst("first", "First", "owner@example.org")
                    .orElseThrow();
            return new Running(
                    simulator,
                    connector,
                    sandbox,
                    sandboxConnector,
                    pool,
                    statements,
                    core,
                    InboxServer.start(settings, core, pool),
                    RecurringWork.start(core));
        }

        static InboxCore core(DataSource pool, List<Connector> connectors, TestClock clock, InboxSettings settings) {
            return InboxCore.of(
                    pool,
                    new MasterKey(new byte[MasterKey.SIZE]),
                    new Connectors(connectors),
                    new InboxClock(clock),
                    new SendTimes(
                            Duration.ofSeconds(25),
                            List.of(Duration.ofSeconds(25)),
                            Duration.ofSeconds(1),
                            Duration.ofMinutes(1)),
                    settings.x().readLimits(),
                    settings.media().at(settings.dataDir()));
        }

        void close() {
            server.close();
            work.close();
            pool.close();
            connector.close();
            simulator.close();
            sandboxConnector.close();
            sandbox.close();
        }
    }
}
