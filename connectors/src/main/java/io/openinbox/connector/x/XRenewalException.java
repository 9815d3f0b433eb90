package io.openinbox.connector.x;

import io.openinbox.platform.SendOutcome;

/** An account's tokens could not be renewed, so its call was not made. The message is fit for a person. */
final class XRenewalException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient SendOutcome.Refused outcome;

    XRenewalException(SendOutcome.Refused outcome) {
        super(outcome.detail());
        this.outcome = outcome;
    }

    /** What it means for a send. */
    SendOutcome.Refused outcome() {
        return outcome;
    }
}
