package io.openinbox.server.manner;

import java.util.List;

/** What counts as a text at all. */
final class Texts {

    private Texts() {}

    /** @throws InvalidRequest for a text with a character the database cannot keep */
    static String requireSound(List<Object> path, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isPair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (c == 0 || (Character.isSurrogate(c) && !isPair)) {
                throw InvalidRequest.of(path, "holds a character that is none, NUL or half of a pair; leave it out.");
            }
            if (isPair) {
                i++;
            }
        }
        return text;
    }
}
