package io.openinbox.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.openinbox.server.support.Await;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The demo as a person runs it: a process of its own, ended by Ctrl-C. */
class DemoCommandTest {

    private static final Duration START = Duration.ofSeconds(90);

    /** The bit of SIGINT. */
    private static final long INTERRUPT = 2;

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private Path temporary;
    private Path output;
    private @Nullable Process process;

    @BeforeEach
    void makeRoom() throws IOException {
        temporary = Files.createDirectory(directory.resolve("tmp"));
        output = directory.resolve("output");
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
        http.close();
    }

    @Test
    void peopleWriteAndAnswerAndCtrlCLeavesNothing() throws Exception {
        start();
        String token = printed("TOKEN=(\\S+)");
        URI api = URI.create(printed("(http://localhost:\\d+/api/v1)\\b") + "/");
        JsonNode requests = Await.found("somebody wrote", Duration.ofSeconds(30), () -> {
            JsonNode threads = get(api.resolve("threads?inbox=requests"), token).path("threads");
            return threads.isEmpty() ? Optional.empty() : Optional.of(threads);
        });
        String thread = requests.path(0).path("id").stringValue();
        URI messages = api.resolve("threads/" + thread + "/messages");
        int before = get(messages, token).path("messages").size();

        assertThat(post(messages, token, "{\"content\":\"Yes!\"}")).isEqualTo(200);

        Await.until(
                "the person answers",
                Duration.ofSeconds(30),
                () -> get(messages, token).path("messages").size() >= before + 2);
        assertThat(get(api.resolve("members"), token)).hasSize(2);
        assertThat(get(api.resolve("statuses"), token)).hasSize(3);
        assertThat(get(api.resolve("tags"), token)).hasSize(3);
        List<ProcessHandle> children = process().descendants().toList();
        assertThat(children).as("PostgreSQL runs").isNotEmpty();

        interrupt();

        Await.until("PostgreSQL's processes end", () -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(temporary).isEmptyDirectory();
        assertThat(output()).doesNotContain("Exception");
    }

    @Test
    void whatIsKeptIsServedAgain() throws Exception {
        start("--keep");
        String token = printed("TOKEN=(\\S+)");
        interrupt();

        Path kept = Path.of(printed("Kept in (\\S+);"));
        assertThat(kept).isDirectory();
        ProcessBuilder server = builder("start");
        server.environment().put("INBOX_DATA_DIR", kept.toString());
        launch(server, "OpenInbox serves at");
        URI api = URI.create(printed("OpenInbox serves at (http://localhost:\\d+)") + "/api/v1/");
        assertThat(get(api.resolve("team"), token).path("slug").stringValue()).isEqualTo("clay-and-kettle");
        interrupt();
    }

    @Test
    void ctrlCInTheMiddleOfTheStartLeavesNothing() throws Exception {
        process = builder("demo").start();
        Await.until("the data directory is made", START, () -> {
            try (Stream<Path> files = Files.list(temporary)) {
                return files.findAny().isPresent();
            } catch (IOException e) {
                return false;
            }
        });
        List<ProcessHandle> children = process().descendants().toList();

        interrupt();

        Await.until("PostgreSQL's processes end", () -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(temporary).isEmptyDirectory();
        assertThat(output()).doesNotContain("Exception");
    }

    private void start(String... options) throws IOException {
        launch(builder(Stream.concat(Stream.of("demo"), Stream.of(options)).toArray(String[]::new)), "Try this");
    }

    private void launch(ProcessBuilder builder, String sign) throws IOException {
        Files.deleteIfExists(output);
        process = builder.start();
        Await.until("it says " + sign, START, () -> {
            if (!process().isAlive()) {
                fail("It ended: " + output());
            }
            return output().contains(sign);
        });
    }

    private ProcessBuilder builder(String... command) {
        var builder = new ProcessBuilder(Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Djava.io.tmpdir=" + temporary,
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName()),
                        Stream.of(command))
                .toList());
        builder.environment().keySet().removeIf(name -> name.startsWith("INBOX_"));
        builder.environment().put("INBOX_PORT", "0");
        builder.environment().put("INBOX_MANAGEMENT_PORT", "0");
        builder.directory(new File("/"));
        return builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    }

    /** What Ctrl-C sends. */
    private void interrupt() throws IOException, InterruptedException {
        new ProcessBuilder(
                        "kill",
                        isInterruptIgnored() ? "-TERM" : "-INT",
                        Long.toString(process().pid()))
                .inheritIO()
                .start()
                .waitFor();
        assertThat(process().waitFor(60, TimeUnit.SECONDS)).as("it ended").isTrue();
    }

    /** Shells let what they run in the background ignore Ctrl-C, and so do its children: then the other way to stop counts. */
    private static boolean isInterruptIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .anyMatch(line -> (Long.parseUnsignedLong(
                                            line.substring("SigIgn:".length()).strip(), 16)
                                    & INTERRUPT)
                            != 0);
        }
    }

    private Process process() {
        return Objects.requireNonNull(process);
    }

    private String printed(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(output());
        assertThat(matcher.find()).as(output()).isTrue();
        return matcher.group(1);
    }

    private String output() {
        try {
            return Files.exists(output) ? Files.readString(output) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode get(URI uri, String token) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(uri), token);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private int post(URI uri, String token, String json) {
        return send(
                        HttpRequest.newBuilder(uri)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(json)),
                        token)
                .statusCode();
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String token) {
        try {
            return http.send(
                    request.header("Authorization", "Bearer " + token)
                            .timeout(Duration.ofSeconds(30))
                            .build(),
                    HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
