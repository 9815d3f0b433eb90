package io.openinbox.server.cli;

import io.openinbox.connector.sandbox.SandboxConnector;
import io.openinbox.connector.x.XCredentials;
import io.openinbox.kernel.TeamId;
import io.openinbox.platform.Platform;
import io.openinbox.server.config.InboxCore;
import io.openinbox.server.config.InboxSettings;
import io.openinbox.server.config.SettingsLoader;
import io.openinbox.server.embedded.FileTrees;
import io.openinbox.simulator.demo.SandboxStory;
import io.openinbox.simulator.demo.Story;
import io.openinbox.simulator.sandbox.SandboxSimulator;
import io.openinbox.simulator.x.XSettings;
import io.openinbox.simulator.x.XSimulator;
import io.openinbox.simulator.x.XTokens;
import io.openinbox.team.FirstTeam;
import io.openinbox.team.Role;
import io.openinbox.team.Scope;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;

/**
 * A server with two members, a pipeline, tags and two linked accounts, on a simulated X and a sandbox with people, all in
 * this process.
 */
final class Demo {

    private static final String SLUG = "clay-and-kettle";
    private static final String TEAM = "Clay & Kettle";
    private static final String OWNER = "you@demo.localhost";
    private static final String COLLEAGUE = "mira@demo.localhost";

    private static final List<String> STATUSES = List.of("New", "Qualified", "Customer");
    private static final List<String> TAGS = List.of("Gift", "Wholesale", "Workshop");

    private final Path directory;
    private final int port;
    private final Deque<Runnable> closings = new ArrayDeque<>();
    private volatile boolean ending;

    private URI url = URI.create("http://localhost");
    private URI simulatorUrl = url;
    private String token = "";
    private String signInLink = "";

    /**
     * @param directory does not exist yet
     * @param port 0 for a free one
     */
    Demo(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /** Returns once people have begun to write. */
    synchronized void start() {
        XSimulator x = XSimulator.start(XSettings.defaults().withLoopbackWebhooks());
        closings.push(x::close);
        simulatorUrl = x.baseUrl();
        var story = Story.prepare(x);
        closings.push(story::close);

        SandboxSimulator sandbox = SandboxSimulator.start();
        closings.push(sandbox::close);
        var sandboxStory = SandboxStory.prepare(sandbox);
        closings.push(sandboxStory::close);

        var installation = Installation.serving(settings(x, sandbox));
        var serving = ServingInstallation.start(installation);
        closings.push(serving::close);
        url = URI.create("http://localhost:" + serving.port());

        furnish(installation.core(), story.tokens(), sandboxStory.token());
        x.deliverTo(URI.create("http://127.0.0.1:" + serving.port() + "/hooks/x"));
        sandbox.deliverTo(URI.create("http://127.0.0.1:" + serving.port() + "/hooks/sandbox"));
        story.begin();
        sandboxStory.begin();
    }

    private void furnish(InboxCore core, XTokens tokens, String sandboxToken) {
        FirstTeam first = core.teams().createFirst(SLUG, TEAM, OWNER).orElseThrow();
        TeamId team = first.team().id();
        core.members().add(team, COLLEAGUE, Role.USER);
        STATUSES.forEach(name -> core.statuses().create(team, name, null));
        TAGS.forEach(name -> core.tags().create(team, name, null));
        core.accountLinks()
                .link(
                        team,
                        Platform.X,
                        XCredentials.of(tokens.accessToken(), tokens.refreshToken())
                                .text());
        core.accountLinks().link(team, SandboxConnector.PLATFORM, sandboxToken);
        token = core.apiTokens().create(team, first.owner().userId(), "Demo", EnumSet.allOf(Scope.class), null);
        signInLink = SignInLinkCommand.link(url, core.signInLinks().create(OWNER));
    }

    /** Nothing of this process's environment: whatever is set there is meant for a real installation. */
    private InboxSettings settings(XSimulator x, SandboxSimulator sandbox) {
        var environment = new StandardEnvironment() {
            @Override
            protected void customizePropertySources(MutablePropertySources sources) {
                // None of the usual ones.
            }
        };
        Map<String, Object> values = Map.ofEntries(
                Map.entry("inbox.port", port),
                Map.entry("inbox.management-port", 0),
                Map.entry("inbox.data-dir", directory.toString()),
                Map.entry("inbox.owner-email", OWNER),
                // People's pictures are on this machine, too.
                Map.entry("inbox.allow-cidr", "127.0.0.0/8"),
                Map.entry("inbox.x.api-url", x.baseUrl().toString()),
                Map.entry("inbox.x.authorize-url", x.authorizeUrl().toString()),
                Map.entry("inbox.x.client-id", x.clientId()),
                Map.entry("inbox.x.client-secret", x.clientSecret()),
                Map.entry("inbox.x.consumer-secret", x.consumerSecret()),
                Map.entry("inbox.x.bearer-token", x.bearerToken()),
                Map.entry("inbox.sandbox.api-url", sandbox.baseUrl().toString()),
                Map.entry("inbox.sandbox.secret", sandbox.secret()));
        environment.getPropertySources().addFirst(new MapPropertySource("demo", values));
        return SettingsLoader.load(environment);
    }

    Path directory() {
        return directory;
    }

    URI url() {
        return url;
    }

    URI simulatorUrl() {
        return simulatorUrl;
    }

    String token() {
        return token;
    }

    String signInLink() {
        return signInLink;
    }

    /** Ends everything that was started, the last first; whoever is starting it still is told to give up. */
    void end(Thread starter) {
        ending = true;
        starter.interrupt();
        synchronized (this) {
            closings.forEach(Runnable::run);
        }
    }

    boolean isEnding() {
        return ending;
    }

    /** After its end. */
    void deleteDirectory() throws IOException {
        FileTrees.delete(directory);
    }
}
