package io.openinbox.message;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * Tells whether a text a platform gives back is the one we sent. Platforms expand links, add or drop a scheme and a final
 * slash, and change white space; the connector has already undone escapes.
 */
final class EchoText {

    private static final Pattern WHITE_SPACE = Pattern.compile("[\\s\\p{Z}\\u200b\\ufeff]+");
    private static final Pattern SCHEME = Pattern.compile("(?i)(?<![\\p{L}\\p{N}])https?://(?:www\\.)?");
    private static final Pattern FINAL_SLASH = Pattern.compile("/(?= |$)");

    private EchoText() {}

    static boolean same(String sent, String givenBack) {
        return key(sent).equals(key(givenBack));
    }

    private static String key(String text) {
        String spaced = WHITE_SPACE
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFC))
                .replaceAll(" ")
                .strip();
        return FINAL_SLASH.matcher(SCHEME.matcher(spaced).replaceAll("")).replaceAll("");
    }
}
