package io.openinbox.simulator.demo;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Writes a picture file without the JDK's desktop parts, which a headless machine may lack. */
final class Png {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte BITS_PER_CHANNEL = 8;
    private static final byte TRUE_COLOUR = 2;

    private Png() {}

    /** @param pixels row by row, each 0xRRGGBB */
    static byte[] of(int width, int height, int[] pixels) {
        try {
            var file = new ByteArrayOutputStream();
            file.write(SIGNATURE);
            chunk(
                    file,
                    "IHDR",
                    ByteBuffer.allocate(13)
                            .putInt(width)
                            .putInt(height)
                            .put(BITS_PER_CHANNEL)
                            .put(TRUE_COLOUR)
                            .array());
            chunk(file, "IDAT", packed(width, height, pixels));
            chunk(file, "IEND", new byte[0]);
            return file.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] packed(int width, int height, int[] pixels) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(packed)) {
            for (int y = 0; y < height; y++) {
                out.write(0);
                for (int x = 0; x < width; x++) {
                    int pixel = pixels[y * width + x];
                    out.write(pixel >> 16);
                    out.write(pixel >> 8);
                    out.write(pixel);
                }
            }
        }
        return packed.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream file, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        var sum = new CRC32();
        sum.update(name);
        sum.update(data);
        var out = new DataOutputStream(file);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) sum.getValue());
    }
}
