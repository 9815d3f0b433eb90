package io.openinbox.simulator.x;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An HTTP answer before the headers that every answer carries. */
record Answer(int status, String contentType, String body, Map<String, String> headers) {

    Answer(int status, String contentType, String body) {
        this(status, contentType, body, Map.of());
    }

    /** Of a picture or video, every character of the body is a byte. */
    Charset charset() {
        return contentType.startsWith("image/") || contentType.startsWith("video/")
                ? StandardCharsets.ISO_8859_1
                : StandardCharsets.UTF_8;
    }

    static Answer json(int status, Object tree) {
        return new Answer(status, Json.JSON, Json.write(tree));
    }

    static Answer redirect(String location) {
        return new Answer(302, "text/plain; charset=utf-8", "", Map.of("Location", location));
    }

    static Answer text(int status, String body) {
        return new Answer(status, "text/plain; charset=utf-8", body);
    }
}
