package io.openinbox.webhook;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * What proves to an endpoint that a delivery is ours: 32 random bytes, written in two ways. The contract's header is keyed
 * with {@link #text()} as it is, Standard Webhooks' with the bytes.
 */
public record WebhookSecret(String text) {

    private static final String PREFIX = "ibt_wh_";
    private static final String STANDARD_PREFIX = "whsec_";
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    static WebhookSecret next() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new WebhookSecret(PREFIX + Base64.getEncoder().encodeToString(bytes));
    }

    /** As the libraries of Standard Webhooks want it. */
    public String standardText() {
        return STANDARD_PREFIX + text.substring(PREFIX.length());
    }

    byte[] bytes() {
        return Base64.getDecoder().decode(text.substring(PREFIX.length()));
    }

    @Override
    public String toString() {
        return "WebhookSecret";
    }
}
