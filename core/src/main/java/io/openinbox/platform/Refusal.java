package io.openinbox.platform;

/** Why a platform did not take a message. */
public enum Refusal {
    /** The recipient does not accept messages from this account. */
    RECIPIENT_CLOSED(true),
    /** The recipient does not exist or cannot be reached. */
    RECIPIENT_UNREACHABLE(true),
    /** Longer than the platform allows. */
    TOO_LONG(true),
    /** Refused for another reason that lies in the message. */
    REJECTED(true),
    /** Too many calls; later is fine. */
    THROTTLED(false),
    /** The operator's plan or credit with the platform is spent. */
    OUT_OF_CREDITS(false),
    /** The operator's app may not send; a person has to change its settings at the platform. */
    APP_NOT_ENROLLED(false),
    /** The account's authorisation has ended; a person has to link it again. */
    DISCONNECTED(false),
    /** The platform is down or could not be reached. */
    PLATFORM_DOWN(false);

    private final boolean isFinal;

    Refusal(boolean isFinal) {
        this.isFinal = isFinal;
    }

    /** Whether the same message would be refused again; the others mean "later". */
    public boolean isFinal() {
        return isFinal;
    }
}
