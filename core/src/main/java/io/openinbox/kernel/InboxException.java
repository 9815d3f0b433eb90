package io.openinbox.kernel;

import java.util.Map;

/**
 * A request the product refuses, with the reason in words for a person and in a code for a program. Anything else that is
 * thrown is a bug.
 */
public final class InboxException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ErrorCode code;
    private final transient Map<String, Object> details;

    /** @param message a sentence that names what was wrong and, where there is one, the remedy */
    public InboxException(ErrorCode code, String message) {
        this(code, message, Map.of());
    }

    /** @param details the facts {@link ErrorCode} lists for the code; values are strings, numbers, times or ids */
    public InboxException(ErrorCode code, String message, Map<String, Object> details) {
        // An expected answer, thrown often: the stack trace would cost more than it tells.
        super(message, null, false, false);
        this.code = code;
        this.details = Map.copyOf(details);
    }

    public ErrorCode code() {
        return code;
    }

    public Map<String, Object> details() {
        return details;
    }
}
