package io.openinbox.media;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads a picture's size from its header. Nothing is decoded: a few kilobytes can claim to be, and become, gigabytes of pixels.
 */
record ImageSize(int width, int height) {

    private static final int JPEG_START_OF_SCAN = 0xDA;
    private static final int JPEG_END = 0xD9;

    long pixels() {
        return (long) width * height;
    }

    /** Empty for what is no picture, or one whose header makes no sense. */
    static Optional<ImageSize> read(Path file, String type) throws IOException {
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            ImageSize size = switch (type) {
                case "image/png" -> png(in);
                case "image/gif" -> gif(in);
                case "image/jpeg" -> jpeg(in);
                case "image/webp" -> webp(in);
                default -> new ImageSize(0, 0);
            };
            return size.width > 0 && size.height > 0 ? Optional.of(size) : Optional.empty();
        } catch (java.io.EOFException e) {
            return Optional.empty();
        }
    }

    private static ImageSize png(DataInputStream in) throws IOException {
        in.skipNBytes(16);
        return new ImageSize(in.readInt(), in.readInt());
    }

    private static ImageSize gif(DataInputStream in) throws IOException {
        in.skipNBytes(6);
        return new ImageSize(little(in, 2), little(in, 2));
    }

    /** The size stands in the first frame header, whichever of the formats it is of. */
    private static ImageSize jpeg(DataInputStream in) throws IOException {
        in.skipNBytes(2);
        while (true) {
            int marker = in.readUnsignedByte();
            while (marker != 0xFF) {
                marker = in.readUnsignedByte();
            }
            while (marker == 0xFF) {
                marker = in.readUnsignedByte();
            }
            if (marker == JPEG_START_OF_SCAN || marker == JPEG_END) {
                return new ImageSize(0, 0);
            }
            boolean hasLength = marker != 0 && marker != 1 && (marker < 0xD0 || marker > 0xD8);
            if (!hasLength) {
                continue;
            }
            int length = in.readUnsignedShort();
            boolean isFrame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
            if (isFrame) {
                in.skipNBytes(1);
                int height = in.readUnsignedShort();
                return new ImageSize(in.readUnsignedShort(), height);
            }
            in.skipNBytes(Math.max(0, length - 2));
        }
    }

    private static ImageSize webp(DataInputStream in) throws IOException {
        in.skipNBytes(12);
        byte[] chunk = in.readNBytes(4);
        in.skipNBytes(4);
        return switch (new String(chunk, java.nio.charset.StandardCharsets.ISO_8859_1)) {
            case "VP8X" -> {
                in.skipNBytes(4);
                yield new ImageSize(little(in, 3) + 1, little(in, 3) + 1);
            }
            case "VP8L" -> {
                in.skipNBytes(1);
                int bits = little(in, 4);
                yield new ImageSize((bits & 0x3FFF) + 1, (bits >>> 14 & 0x3FFF) + 1);
            }
            case "VP8 " -> {
                in.skipNBytes(6);
                yield new ImageSize(little(in, 2) & 0x3FFF, little(in, 2) & 0x3FFF);
            }
            default -> new ImageSize(0, 0);
        };
    }

    private static int little(DataInputStream in, int bytes) throws IOException {
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= in.readUnsignedByte() << (8 * i);
        }
        return value;
    }
}
