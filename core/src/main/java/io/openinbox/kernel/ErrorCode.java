package io.openinbox.kernel;

/**
 * Every way the product refuses a request. The set is closed: each API version maps each code to its own words and status
 * in an exhaustive switch, so a new code does not compile until both have an answer for it.
 */
public enum ErrorCode {
    /** The request's shape is wrong; the message names the field and the remedy. */
    INVALID_REQUEST,
    /** The shape is right, the value cannot be accepted. */
    UNACCEPTABLE_VALUE,
    UNAUTHORIZED,
    /** The token or role does not allow it; details: {@code scope}. */
    INSUFFICIENT_SCOPE,
    TEAM_NOT_FOUND,
    MEMBER_NOT_FOUND,
    ACCOUNT_LINK_NOT_FOUND,
    PROFILE_NOT_FOUND,
    THREAD_NOT_FOUND,
    MESSAGE_NOT_FOUND,
    NAME_TAKEN,
    /** A first send with the same idempotency key is still running; details: {@code messageId}. */
    SEND_IN_PROGRESS,
    /** The platform never answered: it may or may not have delivered; details: {@code messageId}. */
    SEND_UNCONFIRMED,
    IDEMPOTENCY_KEY_REUSED,
    /** The platform has signed the account out, or it is paused; details: {@code accountLinkId}, {@code status}. */
    ACCOUNT_LINK_DISCONNECTED,
    /** The operator's app may not do this on the platform; details: {@code accountLinkId}. */
    INTEGRATION_SETUP_REQUIRED,
    /** Details: {@code capability}. */
    CAPABILITY_NOT_SUPPORTED,
    PLATFORM_NOT_SUPPORTED,
    /** Too long, or refused by the platform for what it says; details: {@code detail}. */
    CONTENT_REJECTED,
    /** The recipient is closed to us or not there; details: {@code reason}. */
    RECIPIENT_UNAVAILABLE,
    /** Details: {@code retryAfterSeconds}. */
    PLATFORM_RATE_LIMITED,
    PLATFORM_ERROR,
    /** Nothing was sent; details: {@code retryAfterSeconds}, if the platform said. */
    PLATFORM_UNAVAILABLE,
    /** Too much is waiting here; details: {@code retryAfterSeconds}. */
    OVERLOADED
}
