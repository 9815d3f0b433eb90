package io.openinbox.pipeline;

import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** The colours that have a name, around the wheel. */
public final class Palette {

    private static final List<Color> COLORS = List.of(
            new Color("red", "#ef4444"),
            new Color("orange", "#f97316"),
            new Color("amber", "#f59e0b"),
            new Color("yellow", "#eab308"),
            new Color("lime", "#84cc16"),
            new Color("green", "#22c55e"),
            new Color("emerald", "#10b981"),
            new Color("teal", "#14b8a6"),
            new Color("cyan", "#06b6d4"),
            new Color("sky", "#0ea5e9"),
            new Color("blue", "#3b82f6"),
            new Color("indigo", "#6366f1"),
            new Color("violet", "#8b5cf6"),
            new Color("purple", "#a855f7"),
            new Color("fuchsia", "#d946ef"),
            new Color("pink", "#ec4899"),
            new Color("rose", "#f43f5e"),
            new Color("gray", "#6b7280"));

    private static final Pattern HEX = Pattern.compile("#?([0-9a-fA-F]{6})");

    private Palette() {}

    public static List<Color> colors() {
        return COLORS;
    }

    /**
     * The stored form of a colour.
     *
     * @param color a name of the palette in any case, or six hexadecimal digits
     * @throws InboxException {@code UNACCEPTABLE_VALUE}
     */
    static String hex(String color) {
        var digits = HEX.matcher(color.strip());
        if (digits.matches()) {
            return "#" + digits.group(1).toLowerCase(Locale.ROOT);
        }
        return COLORS.stream()
                .filter(known -> known.name().equalsIgnoreCase(color.strip()))
                .findFirst()
                .map(Color::hex)
                .orElseThrow(() -> new InboxException(
                        ErrorCode.UNACCEPTABLE_VALUE,
                        "color: must be a name of the palette, such as purple, or six hexadecimal digits, such as"
                                + " #6366f1."));
    }

    static String random() {
        return COLORS.get(ThreadLocalRandom.current().nextInt(COLORS.size())).hex();
    }
}
