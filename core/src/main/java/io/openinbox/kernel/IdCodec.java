package io.openinbox.kernel;

import java.math.BigInteger;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Maps 24 base-36 characters to 128 bits and back, keeping their order: 36^24 is less than 2^128.
 *
 * <p>A new id is a letter for the eye, 9 characters of milliseconds (good until the year 5188) and 14 random ones (72
 * bits), so ids of one kind rise with time and fill indexes from the right.
 */
public final class IdCodec {

    private static final int LENGTH = 24;
    private static final int RADIX = 36;
    private static final int TIME_DIGITS = 9;
    private static final BigInteger LOW_64 = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private IdCodec() {}

    static UUID next(char kind) {
        var text = new StringBuilder(LENGTH).append(kind);
        String time = Long.toString(System.currentTimeMillis(), RADIX);
        text.repeat('0', TIME_DIGITS - time.length()).append(time);
        var random = ThreadLocalRandom.current();
        while (text.length() < LENGTH) {
            text.append(Character.forDigit(random.nextInt(RADIX), RADIX));
        }
        return toUuid(text);
    }

    /** Empty for anything but 24 characters of {@code [0-9a-z]}. */
    public static Optional<UUID> parse(String text) {
        if (text.length() != LENGTH || !text.chars().allMatch(IdCodec::isDigit)) {
            return Optional.empty();
        }
        return Optional.of(toUuid(text));
    }

    /** The 24 characters of a stored id. */
    public static String format(UUID id) {
        BigInteger number = BigInteger.valueOf(id.getMostSignificantBits())
                .and(LOW_64)
                .shiftLeft(64)
                .or(BigInteger.valueOf(id.getLeastSignificantBits()).and(LOW_64));
        String digits = number.toString(RADIX);
        return "0".repeat(LENGTH - digits.length()) + digits;
    }

    private static UUID toUuid(CharSequence digits) {
        var number = new BigInteger(digits.toString(), RADIX);
        return new UUID(number.shiftRight(64).longValue(), number.longValue());
    }

    private static boolean isDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
    }
}
