package io.openinbox.message;

import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.platform.SendOutcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What a platform's refusal is to the caller. */
final class SendRefusals {

    private SendRefusals() {}

    static InboxException exception(SendOutcome.Refused refused, AccountLinkId link) {
        String detail = refused.detail();
        return switch (refused.refusal()) {
            case RECIPIENT_CLOSED, RECIPIENT_UNREACHABLE ->
                new InboxException(ErrorCode.RECIPIENT_UNAVAILABLE, detail, Map.of("reason", detail));
            case TOO_LONG, REJECTED -> new InboxException(ErrorCode.CONTENT_REJECTED, detail, Map.of("detail", detail));
            case THROTTLED -> new InboxException(ErrorCode.PLATFORM_RATE_LIMITED, detail, wait(refused));
            case OUT_OF_CREDITS -> new InboxException(ErrorCode.PLATFORM_ERROR, detail);
            case APP_NOT_ENROLLED ->
                new InboxException(ErrorCode.INTEGRATION_SETUP_REQUIRED, detail, Map.of("accountLinkId", link.text()));
            case DISCONNECTED ->
                new InboxException(
                        ErrorCode.ACCOUNT_LINK_DISCONNECTED,
                        detail,
                        Map.of("accountLinkId", link.text(), "status", "offline"));
            case PLATFORM_DOWN -> new InboxException(ErrorCode.PLATFORM_UNAVAILABLE, detail, wait(refused));
        };
    }

    private static Map<String, Object> wait(SendOutcome.Refused refused) {
        Map<String, Object> details = new HashMap<>();
        Duration retryAfter = refused.retryAfter();
        if (retryAfter != null) {
            details.put(
                    "retryAfterSeconds", Math.max(1, retryAfter.plusMillis(999).toSeconds()));
        }
        return details;
    }
}
