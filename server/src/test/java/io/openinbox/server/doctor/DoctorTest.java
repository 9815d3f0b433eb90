package io.openinbox.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.platform.Platform;
import io.openinbox.platform.Receiving;
import io.openinbox.server.config.InboxSettings;
import io.openinbox.server.config.SettingsLoader;
import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.server.support.TestTeam.TestAccount;
import io.openinbox.simulator.x.XUser;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** What the doctor says of one team and of X; other tests' teams stand in the same report. */
final class DoctorTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private final TestTeam team = SERVER.team();

    @Test
    @DisplayName("a team without an account is told where to link one")
    void nothingLinked() {
        assertThat(lines())
                .contains("note  No account is linked: sign in and open http://localhost:8080/link/x/start?team="
                        + team.team().slug() + ".");
    }

    @Test
    @DisplayName("an account that works says when it was last heard of")
    void fine() {
        TestAccount account = team.account();
        XUser person = team.person();
        team.receive(account, person, "hi");
        team.api()
                .post("/threads/" + team.thread(account, person) + "/messages", "{\"content\":\"hello\"}")
                .ok();

        assertThat(about(account))
                .first()
                .asString()
                .startsWith("ok    @")
                .contains("last message less than a minute ago", "last send less than a minute ago", "access renewed");
    }

    @Test
    @DisplayName(
            "an account that is signed out, one that was taken off, groups and unknown shapes each have their line")
    void accounts() {
        TestAccount signedOut = team.account();
        TestAccount takenOff = team.account();
        TestAccount odd = team.account();
        SERVER.core().unlinkAccount().run(team.team().id(), takenOff.link().id());
        SERVER.simulator().writeInGroup(team.person(), List.of(odd.user(), team.person()), "all");
        SERVER.simulator().deliverUnknown(odd.user());
        SERVER.simulator().revoke(signedOut.user());
        SERVER.simulator().awaitIdle(Duration.ofSeconds(20));

        assertThat(about(signedOut))
                .containsExactly("FIX   @" + signedOut.user().username()
                        + " (x) is signed out: The account has withdrawn the app's access on X. Link it again at"
                        + " http://localhost:8080/link/x/start?team="
                        + team.team().slug() + ".");
        assertThat(about(takenOff)).singleElement().asString().contains("taken off the team; its history stays");
        assertThat(about(odd)).anySatisfy(line -> assertThat(line).contains("1 messages in group conversations"));
        assertThat(about(odd))
                .anySatisfy(line -> assertThat(line).contains("1 deliveries", "an event of an unknown type"));
    }

    @Test
    @DisplayName("which way messages come in, why, and what stands in the way")
    void receiving() {
        assertThat(lines(Map.of("inbox.x.receive", "stream")))
                .contains("ok    Messages come in by X's stream: INBOX_X_RECEIVE is stream.");
        assertThat(lines(Map.of("inbox.public-url", "https://inbox.example.org")))
                .contains(
                        "ok    Messages come in by webhook at https://inbox.example.org/hooks/x: INBOX_PUBLIC_URL is an"
                                + " https address.");
        assertThat(lines(Map.of("inbox.x.bearer-token", "")))
                .anySatisfy(line -> assertThat(line).contains("INBOX_X_BEARER_TOKEN is not set", "yourself"));
        assertThat(lines(Map.of("inbox.x.bearer-token", "wrong", "inbox.public-url", "https://inbox.example.org")))
                .isNotEmpty();

        SERVER.core().receptions().choose(Platform.X, Receiving.Way.STREAM, null);
        SERVER.core().receptions().problem(Platform.X, "X answered 503.");
        assertThat(lines())
                .anySatisfy(line -> assertThat(line)
                        .startsWith("FIX   Nothing comes in (since")
                        .contains("503"));
        SERVER.core().receptions().problem(Platform.X, null);
    }

    @Test
    @DisplayName("a webhook that X trusts no more is found by asking X")
    void distrusted() {
        Map<String, Object> webhook = Map.of(
                "inbox.x.receive", "webhook", "inbox.public-url", SERVER.url().toString());
        assertThat(lines(webhook)).anySatisfy(line -> assertThat(line).contains("does not know the webhook yet"));
        Receiving receiving =
                SERVER.core().connectors().require(Platform.X).receiving().orElseThrow();
        receiving.webhook(URI.create(SERVER.url() + "/hooks/x"));
        assertThat(lines(webhook)).contains("ok    X trusts the webhook.");

        SERVER.simulator().distrustWebhooks();

        assertThat(lines(webhook))
                .anySatisfy(line -> assertThat(line).startsWith("FIX   X trusts the webhook no more"));
    }

    @Test
    @DisplayName("the installation: server, database, key, disk")
    void installation() {
        var report = new Report();
        var exam =
                new InstallationExam(settings(Map.of("inbox.port", SERVER.url().getPort())), report);
        exam.begin();

        assertThat(exam.serverRuns()).isTrue();
        assertThat(new InstallationExam(settings(Map.of("inbox.port", 1)), report).serverRuns())
                .isFalse();
        assertThat(printed(report)).anySatisfy(line -> assertThat(line).contains("The server runs."));
        assertThat(report.hasProblem()).isFalse();
    }

    private List<String> about(TestAccount account) {
        return lines().stream()
                .filter(line -> line.contains("@" + account.user().username() + " "))
                .toList();
    }

    private static List<String> lines() {
        return lines(Map.of());
    }

    private static List<String> lines(Map<String, Object> properties) {
        InboxSettings settings = settings(properties);
        var report = new Report();
        new ReceivingExam(settings, SERVER.core(), report).examine(false);
        new TeamExam(settings, SERVER.core(), report).examine();
        return printed(report);
    }

    private static List<String> printed(Report report) {
        var bytes = new ByteArrayOutputStream();
        report.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8).lines().map(String::strip).toList();
    }

    private static InboxSettings settings(Map<String, Object> properties) {
        var environment = new StandardEnvironment();
        Map<String, Object> all = new HashMap<>(Map.of(
                "inbox.x.api-url", SERVER.simulator().baseUrl().toString(),
                "inbox.x.client-id", SERVER.simulator().clientId(),
                "inbox.x.client-secret", SERVER.simulator().clientSecret(),
                "inbox.x.consumer-secret", SERVER.simulator().consumerSecret(),
                "inbox.x.bearer-token", SERVER.simulator().bearerToken()));
        all.putAll(properties);
        environment.getPropertySources().addFirst(new MapPropertySource("test", all));
        return SettingsLoader.load(environment);
    }
}
