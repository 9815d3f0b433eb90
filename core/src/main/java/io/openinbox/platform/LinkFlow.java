package io.openinbox.platform;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * How a person allows us, in their browser, to act for their account: OAuth 2's authorization code with PKCE. Implementations
 * are thread-safe; every call ends within 20 seconds.
 */
public interface LinkFlow {

    /**
     * The platform's page on which the person decides.
     *
     * @param returnTo where the platform sends the browser back to, as registered with the operator's app
     * @param state comes back unchanged
     * @param verifier proves later that the code is ours to exchange; only its hash leaves this server now
     */
    URI authorizePage(URI returnTo, String state, String verifier);

    /**
     * Exchanges the code that the browser came back with.
     *
     * @return credentials in the connector's own form
     * @throws PlatformException in words for the person, when there are none
     */
    String exchange(URI returnTo, String code, String verifier);

    /** When the credentials have to be renewed; empty when they do not say. */
    Optional<Instant> expiry(String credentials);

    /**
     * Tells the platform that the credentials are not needed any more.
     *
     * @throws PlatformException when it did not take note; they are forgotten here all the same
     */
    void giveBack(String credentials);
}
