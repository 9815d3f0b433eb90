package io.openinbox.platform;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a platform is told to deliver what happens to our accounts, and how deliveries are fetched where it cannot reach us.
 * What exists already is found again and never made twice. Implementations are thread-safe; every call but reading the
 * stream ends within 20 seconds.
 */
public interface Receiving {

    /** The two ways by which deliveries come. */
    enum Way {
        /** The platform calls an address of ours. */
        WEBHOOK,
        /** We hold a connection open to the platform. */
        STREAM
    }

    /**
     * Registers an address, or finds it registered; one that the platform trusts no more is proven again.
     *
     * @throws PlatformException when the platform does not take it
     */
    Webhook webhook(URI address);

    /**
     * Whether the platform delivers to an address; changes nothing.
     *
     * @return empty when the address is not registered
     * @throws PlatformException when the platform does not say
     */
    Optional<Boolean> isTrusted(URI address);

    /**
     * @param id as the platform names it
     * @param wasTrusted false when the platform had stopped to deliver there and began again just now
     */
    record Webhook(String id, boolean wasTrusted) {}

    /**
     * The accounts whose events are subscribed in our name.
     *
     * @param webhookId where they are to go; null for the stream
     * @return by the account's id on the platform, whether everything of it goes there
     * @throws PlatformException when the platform does not say
     */
    Map<String, Boolean> subscribed(@Nullable String webhookId);

    /**
     * Has everything that happens to an account delivered.
     *
     * @param webhookId where to; null for the stream
     * @return whether its messages were not delivered there until now, so that some may have been missed
     * @throws PlatformException when the platform refuses, or the account's authorisation has ended
     */
    boolean subscribe(AccountAccess access, @Nullable String webhookId);

    /**
     * Ends what {@link #subscribe} began.
     *
     * @throws PlatformException when the platform did not take note
     */
    void unsubscribe(String accountPlatformId);

    /** How far back the stream tells what happened while nobody read it. */
    Duration longestRecall();

    /** @param recall how far back to tell again; at most {@link #longestRecall()} */
    Opening open(Duration recall);

    /** The answer to opening the stream. */
    sealed interface Opening {

        record Opened(InboundStream stream) implements Opening {}

        /** @param retryAfter how long the platform asks to wait, where it says */
        record Unavailable(String detail, @Nullable Duration retryAfter) implements Opening {}
    }
}
