package io.openinbox.idempotency;

import io.openinbox.db.Database;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.TeamId;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which key stands for which send. */
public final class IdempotencyKeys {

    /** How long a key is kept. */
    public static final Duration LIFE = Duration.ofDays(2);

    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e](?:[\\x20-\\x7e]{0,253}[\\x21-\\x7e])?");

    private final InboxClock clock;
    private final IdempotencyKeyStore store;

    public IdempotencyKeys(Database database, InboxClock clock) {
        this.clock = clock;
        this.store = new IdempotencyKeyStore(database);
    }

    /**
     * The message an earlier request made under the key.
     *
     * @param fingerprint what the request asks for
     * @throws InboxException {@code IDEMPOTENCY_KEY_REUSED} when the earlier request asked for something else
     */
    public Optional<MessageId> find(TeamId team, String key, byte[] fingerprint) {
        if (!FORM.matcher(key).matches()) {
            throw new InboxException(
                    ErrorCode.INVALID_REQUEST, "Idempotency-Key: use 1 to 255 printable ASCII characters.");
        }
        return store.find(team, key, clock.now().minus(LIFE)).map(found -> {
            if (!Arrays.equals(found.fingerprint(), fingerprint)) {
                throw new InboxException(
                        ErrorCode.IDEMPOTENCY_KEY_REUSED,
                        "Idempotency-Key: this key stands for a request with another body; use a new key.");
            }
            return found.messageId();
        });
    }

    /**
     * Binds the key to a message in the transaction that makes the message. Waits for a concurrent request under the same
     * key; returns false when that one came first.
     */
    public boolean claim(TeamId team, String key, byte[] fingerprint, MessageId message) {
        return store.insert(
                team, key, fingerprint, message, clock.now(), clock.now().minus(LIFE));
    }

    /** Lets the next request under the message's key start afresh. */
    public void release(TeamId team, MessageId message) {
        store.delete(team, message);
    }
}
