package io.openinbox.connector.x;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The proof X and this server give each other that they know the app's consumer secret. */
final class XSignature {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    XSignature(String consumerSecret) {
        key = new SecretKeySpec(consumerSecret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** {@code sha256=} and the base64 of the HMAC. */
    String of(byte[] message) {
        try {
            // A Mac is cheap and not thread-safe: one per message.
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return "sha256=" + Base64.getEncoder().encodeToString(mac.doFinal(message));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
        }
    }

    /** In constant time: how long a wrong signature takes to refuse must not tell how much of it was right. */
    boolean matches(@Nullable String signature, byte[] message) {
        return signature != null
                && MessageDigest.isEqual(
                        of(message).getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
    }
}
