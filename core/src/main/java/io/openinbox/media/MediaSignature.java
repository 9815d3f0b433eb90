package io.openinbox.media;

import io.openinbox.secret.MasterKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs addresses of content with a key of the installation's own: every server of it makes and takes the same. Thread-safe. */
public final class MediaSignature {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    public MediaSignature(MasterKey masterKey) {
        this.key = new SecretKeySpec(masterKey.derive("addresses of media"), ALGORITHM);
    }

    /** What makes an address good until a time. */
    public String of(String path, Instant expiresAt) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] signed = mac.doFinal((path + "\n" + expiresAt.getEpochSecond()).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public boolean isGood(String signature, String path, Instant expiresAt) {
        return MessageDigest.isEqual(
                of(path, expiresAt).getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
    }
}
