package io.openinbox.platform;

/** Why a platform did not take a message, or did not change one. */
public enum Refusal {
    /** The recipient does not accept messages from this account. */
    RECIPIENT_CLOSED(true),
    /** The recipient does not exist or cannot be reached. */
    RECIPIENT_UNREACHABLE(true),
    /** Longer than the platform allows. */
    TOO_LONG(true),
    /** Refused for another reason that lies in the message. */
    REJECTED(true),
    /** The message cannot be changed in this way: it is somebody else's, gone already, or of a kind that stays. */
    NOT_MODIFIABLE(true),
    /** It could be changed in this way, but not any more. */
    WINDOW_CLOSED(true),
    /** Not in this conversation. */
    RESTRICTED(true),
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

    /** Whether the same request would be refused again; the others mean "later". */
    public boolean isFinal() {
        return isFinal;
    }
}
