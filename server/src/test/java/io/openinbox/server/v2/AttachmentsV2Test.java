package io.openinbox.server.v2;

import static io.openinbox.server.support.Json.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.Api;
import io.openinbox.server.support.Await;
import io.openinbox.server.support.Pages;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

final class AttachmentsV2Test {

    @RegisterExtension
    static final TestServer SERVER =
            TestServer.create(Map.of("inbox.data-dir", directory().toString(), "inbox.media.retry-after", "10ms,10ms"));

    private static int ids;

    private final TestTeam team = SERVER.team();
    private final Api api = team.api().v2();
    private final TestAccount account = team.account();
    private final XUser person = team.person();

    @AfterEach
    void behaveNormally() {
        SERVER.simulator().behaveNormally();
    }

    @Test
    @DisplayName("a picture can be had once a copy is kept here, by an address that needs no token")
    void picture() {
        byte[] bytes = picture(80, 60);
        String message = receive(XMedia.photo(id(), bytes, 800, 600));

        JsonNode ready = await(message, "ready");

        assertThat(ready.propertyNames())
                .containsExactly(
                        "index",
                        "kind",
                        "filename",
                        "contentType",
                        "sizeBytes",
                        "width",
                        "height",
                        "aspectRatio",
                        "durationSeconds",
                        "status",
                        "url",
                        "expiresAt",
                        "poster");
        assertThat(text(ready, "kind")).isEqualTo("image");
        assertThat(ready.path("sizeBytes").intValue()).isEqualTo(bytes.length);
        assertThat(ready.path("aspectRatio").doubleValue()).isEqualTo(80.0 / 60);
        assertThat(Pages.get(URI.create(text(ready, "url"))).statusCode()).isEqualTo(200);
        JsonNode alone = api.get("/messages/" + message + "/attachments/0").ok();
        assertThat(text(alone, "contentType")).isEqualTo("image/jpeg");
        assertThat(text(alone, "url")).isNotBlank();
        assertThat(api.get("/messages/" + message).ok().path("attachments")).hasSize(1);
    }

    @Test
    @DisplayName("what the platform does not hand out is given up, and there is no second attachment")
    void givenUp() {
        SERVER.simulator()
                .behave(XCallBehaviour.refuse(XRefusal.notFound("media", "it"))
                        .on(XCall.MEDIA)
                        .by(account.user()));
        String message = receive(XMedia.photo(id(), picture(8, 6), 8, 6));

        JsonNode failed = await(message, "failed");

        assertThat(failed.path("url").isNull()).isTrue();
        assertThat(text(api.get("/messages/" + message + "/attachments/0").ok(), "status"))
                .isEqualTo("failed");
        api.get("/messages/" + message + "/attachments/1").refusedAs(404, "messageNotFound");
        api.get("/messages/" + message + "/attachments/-1").invalidAt("index");
    }

    private JsonNode await(String message, String status) {
        return Await.found("the attachment is " + status, Duration.ofSeconds(20), () -> {
            Api.Answer answer = api.get("/messages/" + message + "/attachments/0");
            boolean isUnderWay = answer.status() == 202;
            assertThat(text(answer.json(), "status"))
                    .isIn(isUnderWay ? new String[] {"pending", "processing"} : new String[] {"ready", "failed"});
            return Optional.of(answer.json())
                    .filter(json -> text(json, "status").equals(status));
        });
    }

    private String receive(XMedia media) {
        XEvent event = SERVER.simulator().write(person, account.user(), "Look", media);
        SERVER.simulator().awaitDelivered(event);
        JsonNode thread = api.get("/threads?folder=all").ok().path("data").get(0);
        return text(thread.path("lastMessage"), "id");
    }

    private static String id() {
        return Integer.toString(1_000 + ++ids);
    }

    private static byte[] picture(int width, int height) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "jpg", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("media-v2");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
