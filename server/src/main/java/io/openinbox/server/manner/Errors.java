package io.openinbox.server.manner;

import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.server.http.Answer;
import io.openinbox.server.http.HttpRefusal;
import io.openinbox.server.http.RequestIdFilter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.MediaType;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.servlet.function.ServerResponse;

/** How it is said what went wrong: {@code {"code","message","details","requestId"}}. */
public final class Errors {

    private static final Logger log = LoggerFactory.getLogger(Errors.class);

    /** The core begins a sentence about a field with the field's name. */
    private static final Pattern ABOUT_A_FIELD = Pattern.compile("([A-Za-z][A-Za-z0-9_.-]*): (.+)", Pattern.DOTALL);

    private Errors() {}

    /** Answers anything a handler threw; what is no refusal of ours is a bug, logged here and nowhere else. */
    public static ServerResponse answer(Exception thrown) {
        return switch (thrown) {
            case InvalidRequest refusal -> answer(refusal);
            case InboxException refusal -> answer(refusal);
            case HttpRefusal refusal -> answer(refusal);
            case CannotGetJdbcConnectionException overload -> overloaded(overload);
            case CannotCreateTransactionException overload -> overloaded(overload);
            case QueryTimeoutException overload -> overloaded(overload);
            case TransientDataAccessException overload -> overloaded(overload);
            default -> {
                log.error("A request failed.", thrown);
                yield answer(
                        Wire.INTERNAL,
                        "Something went wrong here. The requestId of this answer finds it in the server's log.",
                        null,
                        Map.of());
            }
        };
    }

    private static ServerResponse answer(InvalidRequest refusal) {
        return answer(
                Wire.INVALID_REQUEST,
                String.valueOf(refusal.getMessage()),
                Map.of("issues", refusal.issues()),
                Map.of());
    }

    /** No code stands for what HTTP itself refuses: the nearest, with HTTP's own status. */
    private static ServerResponse answer(HttpRefusal refusal) {
        String message = String.valueOf(refusal.getMessage());
        return answer(
                refusal.kind().status(),
                Wire.INVALID_REQUEST,
                message,
                Map.of("issues", List.of(new Issue(List.of(), message))),
                refusal.headers());
    }

    private static ServerResponse overloaded(Exception cause) {
        log.warn("The database did not answer in time: {}", cause.getMessage());
        return answer(new InboxException(
                ErrorCode.OVERLOADED, "The server is busy: try again in a moment.", Map.of("retryAfterSeconds", 1)));
    }

    private static ServerResponse answer(InboxException refusal) {
        String message = String.valueOf(refusal.getMessage());
        Wire wire = Wire.of(refusal.code());
        if (wire == Wire.INVALID_REQUEST) {
            return answer(invalid(message));
        }
        Map<String, String> headers = new HashMap<>();
        Object wait = refusal.details().get("retryAfterSeconds");
        if (wait != null) {
            headers.put("Retry-After", wait.toString());
        }
        if (wire == Wire.UNAUTHORIZED) {
            headers.put("WWW-Authenticate", "Bearer");
        }
        return answer(wire, message, wire.details(refusal.details()), headers);
    }

    private static InvalidRequest invalid(String message) {
        Matcher matcher = ABOUT_A_FIELD.matcher(message);
        return matcher.matches()
                ? InvalidRequest.of(List.of((Object[]) matcher.group(1).split("\\.")), matcher.group(2))
                : InvalidRequest.of(List.of(), message);
    }

    private static ServerResponse answer(
            Wire wire, String message, @Nullable Map<String, ?> details, Map<String, String> headers) {
        return answer(wire.status, wire, message, details, headers);
    }

    private static ServerResponse answer(
            int status, Wire wire, String message, @Nullable Map<String, ?> details, Map<String, String> headers) {
        String requestId = Objects.requireNonNullElse(MDC.get(RequestIdFilter.MDC_KEY), "");
        var body = new Body(wire.code, message, details, requestId);
        return Answer.bytes(status, MediaType.APPLICATION_JSON, Json.bytes(body), headers);
    }

    private record Body(
            String code, String message, @Nullable Map<String, ?> details, String requestId) {}

    /** The codes on the wire, each with its status and the details it always carries. */
    private enum Wire {
        INVALID_REQUEST("invalidRequest", 400),
        INVALID_CURSOR("invalidCursor", 400),
        UNAUTHORIZED("unauthorized", 401),
        INSUFFICIENT_SCOPE("insufficientScope", 403, "scope"),
        PLATFORM_NOT_AVAILABLE("platformNotAvailable", 403, "platform"),
        MEMBER_NOT_FOUND("memberNotFound", 404),
        ACCOUNT_LINK_NOT_FOUND("accountLinkNotFound", 404),
        CONTACT_NOT_FOUND("contactNotFound", 404),
        THREAD_NOT_FOUND("threadNotFound", 404),
        MESSAGE_NOT_FOUND("messageNotFound", 404),
        TAG_NOT_FOUND("tagNotFound", 404),
        STATUS_NOT_FOUND("statusNotFound", 404),
        WEBHOOK_NOT_FOUND("webhookNotFound", 404),
        DELIVERY_NOT_FOUND("deliveryNotFound", 404),
        ADDRESS_REFUSED("addressRefused", 422, "field"),
        NAME_TAKEN("nameTaken", 409, "name"),
        SEND_IN_PROGRESS("sendInProgress", 409, "messageId"),
        ACCOUNT_LINK_DISCONNECTED("accountLinkDisconnected", 409, "accountLinkId", "status"),
        INTEGRATION_SETUP_REQUIRED("integrationSetupRequired", 409, "accountLinkId"),
        CAPABILITY_NOT_SUPPORTED("capabilityNotSupported", 422, "capability"),
        THREAD_RESTRICTED("threadRestricted", 422, "capability"),
        MUTATION_WINDOW_CLOSED("mutationWindowClosed", 422, "capability", "closedAt"),
        MESSAGE_NOT_MODIFIABLE("messageNotModifiable", 422, "reason"),
        CONTENT_REJECTED("contentRejected", 422, "detail"),
        IDEMPOTENCY_KEY_REUSED("idempotencyKeyReused", 422),
        RECIPIENT_UNAVAILABLE("recipientUnavailable", 422, "reason"),
        PLATFORM_NOT_SUPPORTED("platformNotSupported", 422, "platform", "supported"),
        PROFILE_AMBIGUOUS("profileAmbiguous", 422, "contactId", "platform"),
        TAG_LIMIT_REACHED("tagLimitReached", 422, "max"),
        RATE_LIMITED("rateLimited", 429, "window", "limit", "resetAt"),
        PLATFORM_RATE_LIMITED("platformRateLimited", 429, "retryAfterSeconds"),
        INTERNAL("internal", 500),
        PLATFORM_ERROR("platformError", 502),
        SEND_UNCONFIRMED("sendUnconfirmed", 502, "messageId"),
        PLATFORM_UNAVAILABLE("platformUnavailable", 503, "retryAfterSeconds"),
        OVERLOADED("overloaded", 503, "retryAfterSeconds");

        private final String code;
        private final int status;

        @SuppressWarnings("ImmutableEnumChecker") // List.of makes it immutable; only its type does not say so.
        private final List<String> details;

        Wire(String code, int status, String... details) {
            this.code = code;
            this.status = status;
            this.details = List.of(details);
        }

        /** What is not known is null, and never absent. */
        private @Nullable Map<String, @Nullable Object> details(Map<String, Object> known) {
            if (details.isEmpty()) {
                return null;
            }
            Map<String, @Nullable Object> all = new LinkedHashMap<>();
            details.forEach(name -> all.put(name, known.get(name)));
            return all;
        }

        private static Wire of(ErrorCode code) {
            return switch (code) {
                case INVALID_REQUEST, UNACCEPTABLE_VALUE -> INVALID_REQUEST;
                case INVALID_CURSOR -> INVALID_CURSOR;
                // A token of a team that is gone.
                case UNAUTHORIZED, TEAM_NOT_FOUND -> UNAUTHORIZED;
                case INSUFFICIENT_SCOPE -> INSUFFICIENT_SCOPE;
                case PLATFORM_NOT_AVAILABLE -> PLATFORM_NOT_AVAILABLE;
                case MEMBER_NOT_FOUND -> MEMBER_NOT_FOUND;
                case ACCOUNT_LINK_NOT_FOUND -> ACCOUNT_LINK_NOT_FOUND;
                case PROFILE_NOT_FOUND, CONTACT_NOT_FOUND -> CONTACT_NOT_FOUND;
                case THREAD_NOT_FOUND -> THREAD_NOT_FOUND;
                case MESSAGE_NOT_FOUND -> MESSAGE_NOT_FOUND;
                case TAG_NOT_FOUND -> TAG_NOT_FOUND;
                case STATUS_NOT_FOUND -> STATUS_NOT_FOUND;
                case WEBHOOK_NOT_FOUND -> WEBHOOK_NOT_FOUND;
                case DELIVERY_NOT_FOUND -> DELIVERY_NOT_FOUND;
                case ADDRESS_REFUSED -> ADDRESS_REFUSED;
                case NAME_TAKEN -> NAME_TAKEN;
                case TAG_LIMIT_REACHED -> TAG_LIMIT_REACHED;
                case SEND_IN_PROGRESS -> SEND_IN_PROGRESS;
                case SEND_UNCONFIRMED -> SEND_UNCONFIRMED;
                case IDEMPOTENCY_KEY_REUSED -> IDEMPOTENCY_KEY_REUSED;
                case ACCOUNT_LINK_DISCONNECTED -> ACCOUNT_LINK_DISCONNECTED;
                case INTEGRATION_SETUP_REQUIRED -> INTEGRATION_SETUP_REQUIRED;
                case CAPABILITY_NOT_SUPPORTED -> CAPABILITY_NOT_SUPPORTED;
                case THREAD_RESTRICTED -> THREAD_RESTRICTED;
                case MUTATION_WINDOW_CLOSED -> MUTATION_WINDOW_CLOSED;
                case MESSAGE_NOT_MODIFIABLE -> MESSAGE_NOT_MODIFIABLE;
                case PLATFORM_NOT_SUPPORTED -> PLATFORM_NOT_SUPPORTED;
                case PROFILE_AMBIGUOUS -> PROFILE_AMBIGUOUS;
                case CONTENT_REJECTED -> CONTENT_REJECTED;
                case RECIPIENT_UNAVAILABLE -> RECIPIENT_UNAVAILABLE;
                case RATE_LIMITED -> RATE_LIMITED;
                case PLATFORM_RATE_LIMITED -> PLATFORM_RATE_LIMITED;
                case PLATFORM_ERROR -> PLATFORM_ERROR;
                case PLATFORM_UNAVAILABLE -> PLATFORM_UNAVAILABLE;
                case OVERLOADED -> OVERLOADED;
            };
        }
    }
}
