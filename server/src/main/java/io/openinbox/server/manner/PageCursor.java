package io.openinbox.server.manner;

import io.openinbox.kernel.Cursor;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ended, as a text nobody needs to understand. It carries a fingerprint of the question it was an answer to:
 * with other filters it would skip or repeat rows in silence, so then it is refused.
 */
public final class PageCursor {

    private static final byte VERSION = 1;
    private static final int FINGERPRINT = 8;
    private static final int LENGTH = 1 + FINGERPRINT + Long.BYTES + 2 * Long.BYTES;
    /** What the database can compare with. */
    private static final long LAST_MILLIS =
            Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    private PageCursor() {}

    /** @param question the operation and its filters, in whatever words stay the same from page to page */
    public static @Nullable String write(Optional<Cursor> next, Object question) {
        return next.map(cursor -> {
                    ByteBuffer bytes = ByteBuffer.allocate(LENGTH)
                            .put(VERSION)
                            .put(fingerprint(question))
                            .putLong(cursor.at().toEpochMilli())
                            .putLong(cursor.id().getMostSignificantBits())
                            .putLong(cursor.id().getLeastSignificantBits());
                    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
                })
                .orElse(null);
    }

    /**
     * The cursor of a query, or null for the first page.
     *
     * @throws InboxException {@code INVALID_CURSOR}
     */
    public static @Nullable Cursor read(Query query, Object question) {
        String text = query.text("cursor").orElse(null);
        if (text == null) {
            return null;
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw invalid("cursor: is none of this server; send a nextCursor as it was.");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (bytes.length != LENGTH || buffer.get() != VERSION) {
            throw invalid("cursor: is none of this server; send a nextCursor as it was.");
        }
        byte[] given = new byte[FINGERPRINT];
        buffer.get(given);
        if (!MessageDigest.isEqual(given, fingerprint(question))) {
            throw invalid("cursor: was issued for other filters; send those, or start without a cursor.");
        }
        long millis = buffer.getLong();
        if (millis < 0 || millis > LAST_MILLIS) {
            throw invalid("cursor: is none of this server; send a nextCursor as it was.");
        }
        return new Cursor(Instant.ofEpochMilli(millis), new UUID(buffer.getLong(), buffer.getLong()));
    }

    private static InboxException invalid(String message) {
        return new InboxException(ErrorCode.INVALID_CURSOR, message);
    }

    private static byte[] fingerprint(Object question) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(question.toString().getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(digest, FINGERPRINT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
