package io.openinbox.secret;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.openinbox.db.Database;
import io.openinbox.kernel.Id;
import io.openinbox.kernel.TeamId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;

/**
 * Encryption at rest. Each team has a data key of its own, so one team's secrets can be destroyed or rotated alone; a
 * ciphertext opens only in the table, column, team and row it was made for.
 */
public final class Secrets {

    private static final Configuration TINK = AeadConfig2026.get();

    private final KeysetStore store;
    private final MasterKey masterKey;
    private final LoadingCache<TeamId, Aead> keys = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterAccess(Duration.ofHours(1))
            .build(this::load);

    public Secrets(Database database, MasterKey masterKey) {
        this.store = new KeysetStore(database);
        this.masterKey = masterKey;
    }

    public byte[] encrypt(TeamId team, String table, String column, Id row, String plain) {
        try {
            return keys.get(team)
                    .encrypt(plain.getBytes(StandardCharsets.UTF_8), place(table, column, team.text(), row.text()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Could not encrypt " + table + "." + column + ".", e);
        }
    }

    /** @throws IllegalStateException when the bytes were made for another place, or under another master key */
    public String decrypt(TeamId team, String table, String column, Id row, byte[] encrypted) {
        try {
            byte[] plain = keys.get(team).decrypt(encrypted, place(table, column, team.text(), row.text()));
            return new String(plain, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "Could not decrypt " + table + "." + column
                            + ": the master key is not the one it was encrypted under, or the row was tampered with.",
                    e);
        }
    }

    private Aead load(TeamId team) {
        byte[] place = place("keyset", "wrapped", team.text(), team.text());
        try {
            Optional<byte[]> stored = store.find(team);
            if (stored.isEmpty()) {
                KeysetHandle fresh = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, TINK);
                // Another node may be doing the same: whichever row came first is the team's key.
                stored = Optional.of(store.keepFirst(
                        team, TinkProtoKeysetFormat.serializeEncryptedKeyset(fresh, masterKey.aead(), place, TINK)));
            }
            return TinkProtoKeysetFormat.parseEncryptedKeyset(stored.get(), masterKey.aead(), place, TINK)
                    .getPrimitive(TINK, Aead.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "Could not open the team's data key: INBOX_MASTER_KEY is not the key it was wrapped with.", e);
        }
    }

    private static byte[] place(String table, String column, String team, String row) {
        return String.join("|", table, column, team, row).getBytes(StandardCharsets.UTF_8);
    }
}
