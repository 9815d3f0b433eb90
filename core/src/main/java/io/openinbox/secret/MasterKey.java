package io.openinbox.secret;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The installation's own key. It wraps the teams' data keys, and is kept apart from the database and its backups. */
public final class MasterKey {

    /** The length in bytes. */
    public static final int SIZE = 32;

    private static final String HMAC = "HmacSHA256";

    private final Aead aead;
    private final SecretKeySpec deriving;

    /**
     * @throws IllegalArgumentException unless there are exactly {@link #SIZE} bytes
     */
    @AccessesPartialKey
    public MasterKey(byte[] key) {
        if (key.length != SIZE) {
            throw new IllegalArgumentException("The master key must be " + SIZE + " bytes, not " + key.length + ".");
        }
        deriving = new SecretKeySpec(key, HMAC);
        try {
            var parameters = AesGcmParameters.builder()
                    .setKeySizeBytes(SIZE)
                    .setIvSizeBytes(12)
                    .setTagSizeBytes(16)
                    .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                    .build();
            aead = AesGcmJce.create(AesGcmKey.builder()
                    .setParameters(parameters)
                    .setKeyBytes(SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get()))
                    .build());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not available.", e);
        }
    }

    /** A key for one purpose: it says nothing of this one, nor of those for others. */
    public byte[] derive(String purpose) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(deriving);
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is not available.", e);
        }
    }

    Aead aead() {
        return aead;
    }
}
