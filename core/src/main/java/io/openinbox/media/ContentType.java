package io.openinbox.media;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Tells what bytes are from the bytes: what a sender says of them decides nothing. */
final class ContentType {

    static final String UNKNOWN = "application/octet-stream";

    private ContentType() {}

    /** @param head the first bytes, a few dozen at least where there are so many */
    static String of(byte[] head) {
        if (starts(head, 0xFF, 0xD8, 0xFF)) {
            return "image/jpeg";
        }
        if (starts(head, 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A)) {
            return "image/png";
        }
        if (has(head, 0, "GIF87a") || has(head, 0, "GIF89a")) {
            return "image/gif";
        }
        if (has(head, 0, "RIFF") && has(head, 8, "WEBP")) {
            return "image/webp";
        }
        if (has(head, 0, "RIFF") && has(head, 8, "WAVE")) {
            return "audio/wav";
        }
        if (has(head, 4, "ftyp")) {
            return has(head, 8, "M4A") ? "audio/mp4" : has(head, 8, "qt  ") ? "video/quicktime" : "video/mp4";
        }
        if (starts(head, 0x1A, 0x45, 0xDF, 0xA3)) {
            return "video/webm";
        }
        if (has(head, 0, "OggS")) {
            return "audio/ogg";
        }
        if (has(head, 0, "ID3") || (starts(head, 0xFF) && head.length > 1 && (head[1] & 0xE6) == 0xE2)) {
            return "audio/mpeg";
        }
        if (has(head, 0, "%PDF-")) {
            return "application/pdf";
        }
        return UNKNOWN;
    }

    private static boolean starts(byte[] head, int... bytes) {
        if (head.length < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((head[i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean has(byte[] head, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return head.length >= at + bytes.length && Arrays.equals(head, at, at + bytes.length, bytes, 0, bytes.length);
    }
}
