package io.openinbox.secret;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;

/** The installation's own key. It wraps the teams' data keys, and is kept apart from the database and its backups. */
public final class MasterKey {

    /** The length in bytes. */
    public static final int SIZE = 32;

    private final Aead aead;

    /**
     * @throws IllegalArgumentException unless there are exactly {@link #SIZE} bytes
     */
    @AccessesPartialKey
    public MasterKey(byte[] key) {
        if (key.length != SIZE) {
            throw new IllegalArgumentException("The master key must be " + SIZE + " bytes, not " + key.length + ".");
        }
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

    Aead aead() {
        return aead;
    }
}
