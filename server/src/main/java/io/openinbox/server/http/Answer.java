package io.openinbox.server.http;

import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerResponse;

/** Answers whose bytes are known: written in one piece, with their length. */
public final class Answer {

    private Answer() {}

    public static ServerResponse json(int status, byte[] body) {
        return bytes(status, MediaType.APPLICATION_JSON, body, Map.of());
    }

    public static ServerResponse empty(int status) {
        return ServerResponse.status(status)
                .header(HttpHeaders.CONTENT_LENGTH, "0")
                .build();
    }

    /** The same answer with more headers. */
    public static ServerResponse withHeaders(ServerResponse answer, Map<String, String> headers) {
        return new WithHeaders(answer, headers);
    }

    public static ServerResponse bytes(int status, MediaType type, byte[] body, Map<String, String> headers) {
        var answer = ServerResponse.status(status).contentType(type).contentLength(body.length);
        return answer.build((request, response) -> {
            // Replaces what filters put there for answers in general.
            headers.forEach(response::setHeader);
            response.getOutputStream().write(body);
            return null;
        });
    }
}
