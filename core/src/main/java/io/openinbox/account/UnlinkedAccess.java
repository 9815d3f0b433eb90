package io.openinbox.account;

import io.openinbox.platform.AccountAccess;
import io.openinbox.platform.PlatformException;
import java.util.function.UnaryOperator;

/** Credentials whose account is not known yet; a renewal is remembered so that what gets stored is what still works. */
final class UnlinkedAccess implements AccountAccess {

    private String credentials;

    UnlinkedAccess(String credentials) {
        this.credentials = credentials;
    }

    @Override
    public String accountPlatformId() {
        throw new IllegalStateException("The account is not known before the platform has named it.");
    }

    @Override
    public synchronized String credentials() {
        return credentials;
    }

    @Override
    public synchronized String renew(String spent, UnaryOperator<String> exchange) {
        if (credentials.equals(spent)) {
            credentials = exchange.apply(spent);
        }
        return credentials;
    }

    @Override
    public void disconnected(String reason) {
        throw new PlatformException(reason);
    }
}
