package io.openinbox.server.media;

import static io.openinbox.server.support.Json.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.Api;
import io.openinbox.server.support.Await;
import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.server.support.TestTeam.TestAccount;
import io.openinbox.simulator.x.XCall;
import io.openinbox.simulator.x.XCallBehaviour;
import io.openinbox.simulator.x.XEvent;
import io.openinbox.simulator.x.XMedia;
import io.openinbox.simulator.x.XRefusal;
import io.openinbox.simulator.x.XUser;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
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
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** What people send besides words: fetched, kept, and served by addresses that expire. */
final class MediaTest {

    private static final Path DATA = temporary();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @RegisterExtension
    static final TestServer SERVER = TestServer.create(Map.of(
            "inbox.data-dir", DATA.toString(), "inbox.media.largest", "50KB", "inbox.media.retry-after", "10ms,10ms"));

    private static int ids;

    private final TestTeam team = SERVER.team();
    private final Api api = team.api();
    private final TestAccount account = team.account();
    private final XUser person = team.person();

    private static Path temporary() {
        try {
            return Files.createTempDirectory("media");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void behaveNormally() {
        SERVER.simulator().behaveNormally();
        SERVER.clock().reset();
    }

    private static byte[] picture(String format, int width, int height) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String id() {
        return Integer.toString(1_000 + ++ids);
    }

    private XEvent send(XMedia media) {
        XEvent event = SERVER.simulator().write(person, account.user(), "Look", media);
        SERVER.simulator().awaitDelivered(event);
        return event;
    }

    private JsonNode attachment(XEvent event) {
        JsonNode messages = api.get("/threads/" + team.thread(account, person) + "/messages")
                .ok()
                .path("messages");
        for (JsonNode message : messages) {
            if (event.id().equals(message.path("platformId").stringValue(null))) {
                return message.path("attachment");
            }
        }
        throw new AssertionError("the message is not there");
    }

    private JsonNode awaitStatus(XEvent event, String status) {
        return Await.found(
                "the attachment is " + status,
                Duration.ofSeconds(20),
                () -> Optional.of(attachment(event))
                        .filter(attachment ->
                                status.equals(attachment.path("status").stringValue(null))));
    }

    private static HttpResponse<byte[]> get(String url, String... headers) {
        return request("GET", url, headers);
    }

    private static HttpResponse<byte[]> request(String method, String url, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(url)).method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private long filesOfTheTeam() throws IOException {
        try (Stream<Path> files =
                Files.walk(DATA.resolve("media").resolve(team.team().id().text()))) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    @Test
    @DisplayName("a picture is fetched after the delivery was answered, and read whole or in part without a token")
    void picture() {
        byte[] bytes = picture("jpg", 80, 60);
        // X has not got it everywhere yet.
        SERVER.simulator()
                .behave(XCallBehaviour.refuse(XRefusal.notFound("media", "it"))
                        .on(XCall.MEDIA)
                        .by(account.user())
                        .times(1));
        XEvent event = send(XMedia.photo(id(), bytes, 800, 600));
        JsonNode early = attachment(event);
        if (!text(early, "status").equals("ready")) {
            assertThat(text(early, "status")).isIn("pending", "processing");
            assertThat(early.path("url").isNull()).isTrue();
        }

        JsonNode ready = awaitStatus(event, "ready");
        assertThat(text(ready, "kind")).isEqualTo("image");
        assertThat(text(ready, "contentType")).isEqualTo("image/jpeg");
        assertThat(ready.path("sizeBytes").intValue()).isEqualTo(bytes.length);
        assertThat(ready.path("width").intValue()).as("as the picture has it").isEqualTo(80);
        assertThat(ready.path("height").intValue()).isEqualTo(60);
        assertThat(Instant.parse(text(ready, "expiresAt"))).isAfter(Instant.now());
        String url = text(ready, "url");
        assertThat(url).startsWith("http://localhost:" + SERVER.url().getPort() + "/media/");

        HttpResponse<byte[]> all = get(url);
        assertThat(all.statusCode()).isEqualTo(200);
        assertThat(all.body()).isEqualTo(bytes);
        assertThat(header(all, "Content-Type")).isEqualTo("image/jpeg");
        assertThat(header(all, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(all, "Content-Disposition")).startsWith("inline");
        assertThat(header(all, "Cache-Control")).contains("private").doesNotContain("no-store");
        assertThat(header(all, "Content-Security-Policy")).contains("sandbox");
        assertThat(header(all, "Set-Cookie")).isEmpty();

        HttpResponse<byte[]> part = get(url, "Range", "bytes=10-19");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(bytes, 10, 20));
        assertThat(header(part, "Content-Range")).isEqualTo("bytes 10-19/" + bytes.length);
        assertThat(get(url, "Range", "bytes=-5").body())
                .isEqualTo(Arrays.copyOfRange(bytes, bytes.length - 5, bytes.length));
        assertThat(get(url, "Range", "bytes=" + bytes.length + "-").statusCode())
                .isEqualTo(416);
        assertThat(get(url, "Range", "bytes=0-1,4-5").body()).isEqualTo(bytes);
        assertThat(get(url, "If-None-Match", header(all, "ETag")).statusCode()).isEqualTo(304);
        HttpResponse<byte[]> head = request("HEAD", url);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "Content-Length")).isEqualTo(Integer.toString(bytes.length));
        assertThat(request("POST", url).statusCode()).isEqualTo(405);
    }

    @Test
    @DisplayName("an address that was changed, or has expired, opens nothing")
    void address() {
        XEvent event = send(XMedia.photo(id(), picture("png", 4, 4), 4, 4));
        String url = text(awaitStatus(event, "ready"), "url");
        assertThat(get(url).statusCode()).isEqualTo(200);

        String forged = url.substring(0, url.length() - 1) + (url.endsWith("A") ? "B" : "A");
        assertThat(get(forged).statusCode()).isEqualTo(403);
        assertThat(get(url.replaceFirst("expires=\\d", "expires=9")).statusCode())
                .isEqualTo(403);
        assertThat(get(url.replace("/0?", "/1?")).statusCode()).isEqualTo(403);
        assertThat(get(url.replace("/0?", "/0/poster?")).statusCode()).isEqualTo(403);
        assertThat(get(url.substring(0, url.indexOf('?'))).statusCode()).isEqualTo(403);
        assertThat(get(SERVER.url() + "/media/../../etc/passwd").statusCode()).isIn(400, 403, 404);
        SERVER.clock().pass(Duration.ofHours(26));
        assertThat(get(url).statusCode()).isEqualTo(403);
        String fresh = text(attachment(event), "url");
        assertThat(get(fresh).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("a video has its length and still picture")
    void video() {
        byte[] poster = picture("jpg", 32, 18);
        byte[] film = new byte[2_000];
        System.arraycopy("....ftypisom".getBytes(StandardCharsets.US_ASCII), 0, film, 0, 12);
        JsonNode ready = awaitStatus(send(XMedia.video(id(), film, 640, 360, 1_500, poster)), "ready");

        assertThat(text(ready, "kind")).isEqualTo("video");
        assertThat(text(ready, "contentType")).isEqualTo("video/mp4");
        assertThat(ready.path("durationSeconds").doubleValue()).isEqualTo(1.5);
        assertThat(ready.path("width").intValue()).isEqualTo(640);
        assertThat(get(text(ready, "url")).body()).isEqualTo(film);
        assertThat(get(text(ready, "posterUrl")).body()).isEqualTo(poster);
    }

    @Test
    @DisplayName("the same picture is kept once")
    void once() throws IOException {
        byte[] bytes = picture("png", 7, 7);
        String one = text(awaitStatus(send(XMedia.photo(id(), bytes, 7, 7)), "ready"), "url");
        String other = text(awaitStatus(send(XMedia.photo(id(), bytes, 7, 7)), "ready"), "url");

        assertThat(one).isNotEqualTo(other);
        assertThat(get(one).body()).isEqualTo(get(other).body());
        assertThat(filesOfTheTeam()).isOne();
    }

    @Test
    @DisplayName("what only calls itself a picture is saved, not shown")
    void disguised() {
        byte[] page = "<html><script>alert(1)</script></html>".getBytes(StandardCharsets.UTF_8);
        HttpResponse<byte[]> answer = get(text(awaitStatus(send(XMedia.photo(id(), page, 10, 10)), "ready"), "url"));

        assertThat(header(answer, "Content-Type")).isEqualTo("application/octet-stream");
        assertThat(header(answer, "Content-Disposition")).startsWith("attachment");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    @DisplayName("what X refuses, goes on failing, is too large or too many pixels is given up, and says so")
    void failed() {
        SERVER.simulator()
                .behave(XCallBehaviour.refuse(XRefusal.closedDms())
                        .on(XCall.MEDIA)
                        .by(account.user())
                        .times(1));
        JsonNode refused = awaitStatus(send(XMedia.photo(id(), picture("png", 5, 5), 5, 5)), "failed");
        assertThat(refused.path("url").isNull()).isTrue();
        assertThat(refused.path("width").intValue()).isEqualTo(5);

        var down = SERVER.simulator()
                .behave(XCallBehaviour.refuse(XRefusal.unavailable())
                        .on(XCall.MEDIA)
                        .by(account.user()));
        awaitStatus(send(XMedia.photo(id(), picture("png", 5, 5), 5, 5)), "failed");
        down.close();

        awaitStatus(send(XMedia.photo(id(), new byte[60_000], 5, 5)), "failed");
        byte[] bomb = picture("png", 1, 1);
        Arrays.fill(bomb, 16, 24, (byte) 0x7F);
        awaitStatus(send(XMedia.photo(id(), bomb, 5, 5)), "failed");
    }
}
