package io.openinbox.platform;

import java.util.function.UnaryOperator;

/** What a connector may know and change about one of our accounts while it acts for it. */
public interface AccountAccess {

    /** Our account's id on the platform. */
    String accountPlatformId();

    /** The credentials in the connector's own form. */
    String credentials();

    /**
     * Exchanges spent credentials for fresh ones. Only one caller on any node exchanges at a time and the result is stored
     * before it is returned, because platforms rotate refresh tokens: one that is lost, or spent twice, costs the link.
     *
     * @param spent the credentials that no longer work; if the stored ones already differ they are returned unchanged
     * @param exchange asks the platform for new credentials; what it throws is passed on and nothing is stored
     * @throws PlatformException when another caller has been exchanging for too long, or the result could not be stored
     */
    String renew(String spent, UnaryOperator<String> exchange);

    /** Marks the account as signed out by the platform, with the reason for its health page. */
    void disconnected(String reason);
}
