package io.openinbox.bench;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The bytes of requests. */
final class Requests {

    private Requests() {}

    static byte[] get(String path, String token) {
        return bytes("GET " + path, Map.of("Authorization", "Bearer " + token), "");
    }

    static byte[] postJson(String path, Map<String, String> headers, String json) {
        return bytes("POST " + path, headers, json);
    }

    private static byte[] bytes(String line, Map<String, String> headers, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        var head = new StringBuilder(line + " HTTP/1.1\r\nHost: localhost\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (content.length > 0) {
            head.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(content.length)
                    .append("\r\n");
        }
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[start.length + content.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(content, 0, all, start.length, content.length);
        return all;
    }
}
