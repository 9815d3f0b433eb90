package io.openinbox.message;

import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.platform.ActionOutcome;
import io.openinbox.platform.Capability;
import io.openinbox.platform.Refusal;
import io.openinbox.platform.SendOutcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a platform's refusal is to the caller. */
final class SendRefusals {

    private SendRefusals() {}

    static InboxException exception(SendOutcome.Refused refused, AccountLinkId link) {
        return exception(refused.refusal(), refused.detail(), refused.retryAfter(), Capability.SEND_MESSAGE, link);
    }

    static InboxException exception(ActionOutcome.Refused refused, Capability asked, AccountLinkId link) {
        return exception(refused.refusal(), refused.detail(), refused.retryAfter(), asked, link);
    }

    private static InboxException exception(
            Refusal refusal, String detail, @Nullable Duration retryAfter, Capability asked, AccountLinkId link) {
        return switch (refusal) {
            case RECIPIENT_CLOSED, RECIPIENT_UNREACHABLE ->
                new InboxException(ErrorCode.RECIPIENT_UNAVAILABLE, detail, Map.of("reason", detail));
            case TOO_LONG, REJECTED -> new InboxException(ErrorCode.CONTENT_REJECTED, detail, Map.of("detail", detail));
            case NOT_MODIFIABLE ->
                new InboxException(ErrorCode.MESSAGE_NOT_MODIFIABLE, detail, Map.of("reason", detail));
            case WINDOW_CLOSED ->
                new InboxException(ErrorCode.MUTATION_WINDOW_CLOSED, detail, Map.of("capability", asked.wireName()));
            case RESTRICTED ->
                new InboxException(ErrorCode.THREAD_RESTRICTED, detail, Map.of("capability", asked.wireName()));
            case THROTTLED -> new InboxException(ErrorCode.PLATFORM_RATE_LIMITED, detail, wait(retryAfter));
            case OUT_OF_CREDITS -> new InboxException(ErrorCode.PLATFORM_ERROR, detail);
            case APP_NOT_ENROLLED ->
                new InboxException(ErrorCode.INTEGRATION_SETUP_REQUIRED, detail, Map.of("accountLinkId", link.text()));
            case DISCONNECTED ->
                new InboxException(
                        ErrorCode.ACCOUNT_LINK_DISCONNECTED,
                        detail,
                        Map.of("accountLinkId", link.text(), "status", "offline"));
            case PLATFORM_DOWN -> new InboxException(ErrorCode.PLATFORM_UNAVAILABLE, detail, wait(retryAfter));
        };
    }

    private static Map<String, Object> wait(@Nullable Duration retryAfter) {
        Map<String, Object> details = new HashMap<>();
        if (retryAfter != null) {
            details.put(
                    "retryAfterSeconds", Math.max(1, retryAfter.plusMillis(999).toSeconds()));
        }
        return details;
    }
}
