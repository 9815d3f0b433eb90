package io.openinbox.message;

import java.util.regex.Pattern;

/** What a reaction can be: one emoji, of however many code points. */
public final class Emoji {

    /** A pair of regional indicators, a keycap, a flag of tags, or pictographs with their modifiers, joined. */
    private static final Pattern ONE = Pattern.compile("[\\x{1F1E6}-\\x{1F1FF}]{2}"
            + "|[#*0-9]\\uFE0F?\\u20E3"
            + "|\\x{1F3F4}[\\x{E0020}-\\x{E007E}]+\\x{E007F}"
            + "|\\p{IsExtended_Pictographic}\\uFE0F?\\p{IsEmoji_Modifier}?"
            + "(?:\\u200D\\p{IsExtended_Pictographic}\\uFE0F?\\p{IsEmoji_Modifier}?)*");

    private static final int LONGEST = 100;

    private Emoji() {}

    public static boolean isOne(String text) {
        return text.length() <= LONGEST && ONE.matcher(text).matches();
    }
}
