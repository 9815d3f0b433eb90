package io.openinbox.kernel;

import java.nio.charset.StandardCharsets;
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

    /** Half of the random ones: 36^7 values each. */
    private static final int RANDOM_DIGITS = 7;

    private static final long RANDOM_LIMIT = 78_364_164_096L;

    /** 36^24 is a base of 36^6 four times over, whose digits fit 32 bits: no big numbers, which a page of ids would be full of. */
    private static final int CHUNK = 6;

    private static final long CHUNK_BASE = 2_176_782_336L;
    private static final int LIMBS = 4;
    private static final long LOW_32 = 0xffff_ffffL;

    private IdCodec() {}

    static UUID next(char kind) {
        byte[] text = new byte[LENGTH];
        text[0] = (byte) kind;
        write(System.currentTimeMillis(), text, 1, TIME_DIGITS);
        var random = ThreadLocalRandom.current();
        for (int at = 1 + TIME_DIGITS; at < LENGTH; at += RANDOM_DIGITS) {
            write(random.nextLong(RANDOM_LIMIT), text, at, RANDOM_DIGITS);
        }
        return toUuid(text);
    }

    /** Empty for anything but 24 characters of {@code [0-9a-z]}. */
    public static Optional<UUID> parse(String text) {
        if (text.length() != LENGTH || !text.chars().allMatch(IdCodec::isDigit)) {
            return Optional.empty();
        }
        return Optional.of(toUuid(text.getBytes(StandardCharsets.US_ASCII)));
    }

    /** The 24 characters of a stored id. */
    public static String format(UUID id) {
        long[] limbs = {
            id.getMostSignificantBits() >>> 32,
            id.getMostSignificantBits() & LOW_32,
            id.getLeastSignificantBits() >>> 32,
            id.getLeastSignificantBits() & LOW_32
        };
        byte[] text = new byte[LENGTH];
        for (int at = LENGTH - CHUNK; at >= 0; at -= CHUNK) {
            write(divide(limbs), text, at, CHUNK);
        }
        return new String(text, StandardCharsets.US_ASCII);
    }

    /** Divides by {@link #CHUNK_BASE}, and returns what remains. */
    private static long divide(long[] limbs) {
        long remainder = 0;
        for (int i = 0; i < LIMBS; i++) {
            long dividend = (remainder << 32) | limbs[i];
            limbs[i] = Long.divideUnsigned(dividend, CHUNK_BASE);
            remainder = dividend - limbs[i] * CHUNK_BASE;
        }
        return remainder;
    }

    private static UUID toUuid(byte[] digits) {
        long[] limbs = new long[LIMBS];
        for (int at = 0; at < LENGTH; at += CHUNK) {
            multiplyAndAdd(limbs, read(digits, at));
        }
        return new UUID((limbs[0] << 32) | limbs[1], (limbs[2] << 32) | limbs[3]);
    }

    private static void multiplyAndAdd(long[] limbs, long digit) {
        long carry = digit;
        for (int i = LIMBS - 1; i >= 0; i--) {
            long product = limbs[i] * CHUNK_BASE + carry;
            limbs[i] = product & LOW_32;
            carry = product >>> 32;
        }
    }

    /** The number of six digits. */
    private static long read(byte[] digits, int from) {
        long number = 0;
        for (int i = from; i < from + CHUNK; i++) {
            number = number * RADIX + Character.digit(digits[i], RADIX);
        }
        return number;
    }

    /** A number in so many digits, zeros in front. */
    private static void write(long number, byte[] text, int from, int digits) {
        long rest = number;
        for (int i = from + digits - 1; i >= from; i--) {
            text[i] = (byte) Character.forDigit((int) (rest % RADIX), RADIX);
            rest /= RADIX;
        }
    }

    private static boolean isDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
    }
}
