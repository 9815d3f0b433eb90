package io.openinbox.server.http;

import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** Reads request bodies that may not exceed a bound. */
public final class RequestBody {

    /** The most any surface takes, in bytes. */
    public static final int LIMIT = 1 << 20;

    private RequestBody() {}

    /**
     * The raw bytes; none where the request has no body.
     *
     * @throws HttpRefusal {@code BODY_TOO_LARGE}
     * @throws InboxException {@code INVALID_REQUEST} when the client stopped in the middle
     */
    public static byte[] read(HttpServletRequest request) {
        if (request.getContentLengthLong() > LIMIT) {
            throw tooLarge();
        }
        byte[] body;
        try {
            // A chunked body does not say its length: one byte more than allowed tells.
            body = request.getInputStream().readNBytes(LIMIT + 1);
        } catch (IOException e) {
            throw new InboxException(ErrorCode.INVALID_REQUEST, "The request's body ended early.");
        }
        if (body.length > LIMIT) {
            throw tooLarge();
        }
        return body;
    }

    private static HttpRefusal tooLarge() {
        return new HttpRefusal(
                HttpRefusal.Kind.BODY_TOO_LARGE, "The body is larger than " + LIMIT + " bytes: send less at once.");
    }
}
