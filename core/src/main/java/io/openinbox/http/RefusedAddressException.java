package io.openinbox.http;

import java.net.UnknownHostException;

/** A host stands for an address that may not be reached. */
public final class RefusedAddressException extends UnknownHostException {

    private static final long serialVersionUID = 1;

    RefusedAddressException(String host) {
        super("the address of " + host + " is not public: INBOX_ALLOW_CIDR names what else may be reached");
    }
}
