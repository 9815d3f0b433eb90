package io.openinbox.http;

import java.net.InetAddress;
import java.util.Arrays;

/** A range of IP addresses, such as {@code 10.0.0.0/8} or {@code fc00::/7}. */
final class AddressRange {

    private final byte[] base;
    private final int bits;

    private AddressRange(byte[] base, int bits) {
        this.base = base;
        this.bits = bits;
    }

    /**
     * @param text an address for itself alone, or with a slash and the number of bits its range has in common
     * @throws IllegalArgumentException for anything else
     */
    static AddressRange of(String text) {
        String[] parts = text.strip().split("/", 2);
        byte[] base = InetAddress.ofLiteral(parts[0]).getAddress();
        int bits = parts.length == 1 ? base.length * Byte.SIZE : Integer.parseInt(parts[1]);
        if (bits < 0 || bits > base.length * Byte.SIZE) {
            throw new IllegalArgumentException(text);
        }
        return new AddressRange(base, bits);
    }

    boolean contains(byte[] address) {
        if (address.length != base.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        if (Arrays.mismatch(base, 0, whole, address, 0, whole) >= 0) {
            return false;
        }
        int rest = bits % Byte.SIZE;
        int shift = Byte.SIZE - rest;
        return rest == 0 || (base[whole] & 0xff) >> shift == (address[whole] & 0xff) >> shift;
    }
}
