package io.openinbox.server.v1;

import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.server.http.Answer;
import io.openinbox.server.http.HttpRefusal;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.MediaType;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.servlet.function.ServerResponse;

/** How v1 words what went wrong: {@code {"error":{"code","message","status"}}}. */
final class ErrorsV1 {

    private static final Logger log = LoggerFactory.getLogger(ErrorsV1.class);

    private ErrorsV1() {}

    /** Answers anything a handler threw; what is no refusal of ours is a bug, logged here and nowhere else. */
    static ServerResponse answer(Exception thrown) {
        return switch (thrown) {
            case InboxException refusal -> answer(refusal);
            case HttpRefusal refusal ->
                answer(code(refusal.kind()), String.valueOf(refusal.getMessage()), refusal.headers());
            case CannotGetJdbcConnectionException overload -> overloaded(overload);
            case CannotCreateTransactionException overload -> overloaded(overload);
            case QueryTimeoutException overload -> overloaded(overload);
            case TransientDataAccessException overload -> overloaded(overload);
            default -> {
                log.error("A request to API v1 failed.", thrown);
                yield answer(
                        Code.INTERNAL_ERROR,
                        "Something went wrong here. The X-Request-Id of this answer finds it in the server's log.",
                        Map.of());
            }
        };
    }

    private static ServerResponse overloaded(Exception cause) {
        log.warn("The database did not answer in time: {}", cause.getMessage());
        return answer(Code.OVERLOADED, "The server is busy: try again in a moment.", Map.of("Retry-After", "1"));
    }

    private static ServerResponse answer(InboxException refusal) {
        Map<String, String> headers = new HashMap<>();
        Object wait = refusal.details().get("retryAfterSeconds");
        if (wait != null) {
            headers.put("Retry-After", wait.toString());
        }
        if (refusal.code() == ErrorCode.UNAUTHORIZED) {
            headers.put("WWW-Authenticate", "Bearer");
        }
        return answer(code(refusal.code()), String.valueOf(refusal.getMessage()), headers);
    }

    private static ServerResponse answer(Code code, String message, Map<String, String> headers) {
        var body = new Body(new Fault(code.name(), message, code.status));
        return Answer.bytes(code.status, MediaType.APPLICATION_JSON, JsonV1.bytes(body), headers);
    }

    private static Code code(ErrorCode code) {
        return switch (code) {
            case INVALID_REQUEST, INVALID_CURSOR -> Code.BAD_REQUEST;
            case UNACCEPTABLE_VALUE,
                    ADDRESS_REFUSED,
                    IDEMPOTENCY_KEY_REUSED,
                    CONTENT_REJECTED,
                    RECIPIENT_UNAVAILABLE,
                    TAG_LIMIT_REACHED -> Code.VALIDATION_ERROR;
            case UNAUTHORIZED -> Code.UNAUTHORIZED;
            case INSUFFICIENT_SCOPE, PLATFORM_NOT_AVAILABLE -> Code.FORBIDDEN;
            case TEAM_NOT_FOUND -> Code.NOT_FOUND;
            case MEMBER_NOT_FOUND -> Code.MEMBER_NOT_FOUND;
            case ACCOUNT_LINK_NOT_FOUND -> Code.ACCOUNT_LINK_NOT_FOUND;
            case PROFILE_NOT_FOUND, CONTACT_NOT_FOUND -> Code.PROSPECT_NOT_FOUND;
            case THREAD_NOT_FOUND -> Code.THREAD_NOT_FOUND;
            case MESSAGE_NOT_FOUND -> Code.MESSAGE_NOT_FOUND;
            case TAG_NOT_FOUND -> Code.TAG_NOT_FOUND;
            case STATUS_NOT_FOUND -> Code.STATUS_NOT_FOUND;
            // Of the management API alone.
            case WEBHOOK_NOT_FOUND, DELIVERY_NOT_FOUND -> Code.NOT_FOUND;
            // An unconfirmed send is answered as a message; were it ever an error, it must not invite a second send.
            case NAME_TAKEN,
                    SEND_IN_PROGRESS,
                    SEND_UNCONFIRMED,
                    ACCOUNT_LINK_DISCONNECTED,
                    MESSAGE_NOT_MODIFIABLE,
                    PROFILE_AMBIGUOUS -> Code.CONFLICT;
            case CAPABILITY_NOT_SUPPORTED, PLATFORM_NOT_SUPPORTED, THREAD_RESTRICTED, MUTATION_WINDOW_CLOSED ->
                Code.UNSUPPORTED_OPERATION;
            case RATE_LIMITED -> Code.RATE_LIMITED;
            case PLATFORM_RATE_LIMITED -> Code.PLATFORM_RATE_LIMITED;
            case INTEGRATION_SETUP_REQUIRED, PLATFORM_ERROR, PLATFORM_UNAVAILABLE -> Code.PLATFORM_ERROR;
            case OVERLOADED -> Code.OVERLOADED;
        };
    }

    private static Code code(HttpRefusal.Kind kind) {
        return switch (kind) {
            case NOT_FOUND -> Code.NOT_FOUND;
            case METHOD_NOT_ALLOWED -> Code.METHOD_NOT_ALLOWED;
            case BODY_TOO_LARGE -> Code.PAYLOAD_TOO_LARGE;
            case UNSUPPORTED_MEDIA_TYPE -> Code.UNSUPPORTED_MEDIA_TYPE;
        };
    }

    private enum Code {
        BAD_REQUEST(400),
        UNSUPPORTED_OPERATION(400),
        UNAUTHORIZED(401),
        FORBIDDEN(403),
        NOT_FOUND(404),
        MEMBER_NOT_FOUND(404),
        ACCOUNT_LINK_NOT_FOUND(404),
        PROSPECT_NOT_FOUND(404),
        THREAD_NOT_FOUND(404),
        MESSAGE_NOT_FOUND(404),
        TAG_NOT_FOUND(404),
        STATUS_NOT_FOUND(404),
        METHOD_NOT_ALLOWED(405),
        CONFLICT(409),
        PAYLOAD_TOO_LARGE(413),
        UNSUPPORTED_MEDIA_TYPE(415),
        VALIDATION_ERROR(422),
        RATE_LIMITED(429),
        PLATFORM_RATE_LIMITED(429),
        INTERNAL_ERROR(500),
        PLATFORM_ERROR(502),
        OVERLOADED(503);

        private final int status;

        Code(int status) {
            this.status = status;
        }
    }

    private record Body(Fault error) {}

    private record Fault(String code, String message, int status) {}
}
