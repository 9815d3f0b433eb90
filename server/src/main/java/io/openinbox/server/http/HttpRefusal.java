package io.openinbox.server.http;

import java.util.Map;

/** A request that HTTP itself refuses, whatever surface it was meant for; each surface words it in its own body. */
public final class HttpRefusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final transient Map<String, String> headers;

    /** @param message names what was wrong and the remedy */
    public HttpRefusal(Kind kind, String message) {
        this(kind, message, Map.of());
    }

    /** @param headers what the answer must carry besides, such as {@code Allow} */
    public HttpRefusal(Kind kind, String message, Map<String, String> headers) {
        // An expected answer: the stack trace would cost more than it tells.
        super(message, null, false, false);
        this.kind = kind;
        this.headers = Map.copyOf(headers);
    }

    public Kind kind() {
        return kind;
    }

    public Map<String, String> headers() {
        return headers;
    }

    public enum Kind {
        NOT_FOUND(404),
        METHOD_NOT_ALLOWED(405),
        BODY_TOO_LARGE(413),
        UNSUPPORTED_MEDIA_TYPE(415);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }
    }
}
