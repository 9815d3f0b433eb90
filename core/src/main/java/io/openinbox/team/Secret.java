package io.openinbox.team;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** 32 random bytes in base 62, shown once; only their SHA-256 is stored. */
public final class Secret {

    private static final int BYTES = 32;
    // 62^43 is the first power above 2^256.
    private static final int LENGTH = 43;
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger RADIX = BigInteger.valueOf(DIGITS.length());
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secret() {}

    public static String next() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        var number = new BigInteger(1, bytes);
        var text = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            BigInteger[] parts = number.divideAndRemainder(RADIX);
            text.append(DIGITS.charAt(parts[1].intValue()));
            number = parts[0];
        }
        return text.toString();
    }

    /** A secret this long needs no salt and no slow hash: nobody can guess 256 bits. */
    public static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
