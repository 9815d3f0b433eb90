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
    /** A page's cursor is not one of ours, or was issued for other filters. */
    INVALID_CURSOR,
    UNAUTHORIZED,
    /** The token or role does not allow it; details: {@code scope}. */
    INSUFFICIENT_SCOPE,
    /** The team cannot use the platform; details: {@code platform}. */
    PLATFORM_NOT_AVAILABLE,
    TEAM_NOT_FOUND,
    MEMBER_NOT_FOUND,
    ACCOUNT_LINK_NOT_FOUND,
    PROFILE_NOT_FOUND,
    CONTACT_NOT_FOUND,
    THREAD_NOT_FOUND,
    MESSAGE_NOT_FOUND,
    TAG_NOT_FOUND,
    STATUS_NOT_FOUND,
    /** Details: {@code name}. */
    WEBHOOK_NOT_FOUND,
    DELIVERY_NOT_FOUND,
    /** An address that may not be reached; details: {@code field}. */
    ADDRESS_REFUSED,
    NAME_TAKEN,
    /** Details: {@code max}. */
    TAG_LIMIT_REACHED,
    /** A first send with the same idempotency key is still running; details: {@code messageId}. */
    SEND_IN_PROGRESS,
    /** The platform never answered: it may or may not have delivered; details: {@code messageId}. */
    SEND_UNCONFIRMED,
    IDEMPOTENCY_KEY_REUSED,
    /** The platform has signed the account out, or it is paused; details: {@code accountLinkId}, {@code status}. */
    ACCOUNT_LINK_DISCONNECTED,
    /** The operator's app may not do this on the platform; details: {@code accountLinkId}. */
    INTEGRATION_SETUP_REQUIRED,
    /** The account can never do it; details: {@code capability}. */
    CAPABILITY_NOT_SUPPORTED,
    /** The platform has disabled it in this conversation; details: {@code capability}. */
    THREAD_RESTRICTED,
    /** Too late; details: {@code capability} and {@code closedAt}, if that is known. */
    MUTATION_WINDOW_CLOSED,
    /** This message can never be changed so; details: {@code reason}. */
    MESSAGE_NOT_MODIFIABLE,
    /** The person or the request is of another platform than the account; details: {@code platform}, {@code supported}. */
    PLATFORM_NOT_SUPPORTED,
    /** The contact has several profiles on the platform; details: {@code contactId}, {@code platform}. */
    PROFILE_AMBIGUOUS,
    /** Too long, or refused by the platform for what it says; details: {@code detail}. */
    CONTENT_REJECTED,
    /** The recipient is closed to us or not there; details: {@code reason}. */
    RECIPIENT_UNAVAILABLE,
    /** The team has used up its calls; details: {@code window}, {@code limit}, {@code resetAt}, {@code retryAfterSeconds}. */
    RATE_LIMITED,
    /** Details: {@code retryAfterSeconds}. */
    PLATFORM_RATE_LIMITED,
    PLATFORM_ERROR,
    /** Nothing was sent; details: {@code retryAfterSeconds}, if the platform said. */
    PLATFORM_UNAVAILABLE,
    /** Too much is waiting here; details: {@code retryAfterSeconds}. */
    OVERLOADED
}
