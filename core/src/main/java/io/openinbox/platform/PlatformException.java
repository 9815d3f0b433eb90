package io.openinbox.platform;

/** A platform refused or could not answer a call that is not a send; the message is fit for a person. */
public final class PlatformException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public PlatformException(String message) {
        super(message);
    }
}
