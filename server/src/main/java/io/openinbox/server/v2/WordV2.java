package io.openinbox.server.v2;

import java.util.Locale;

/** Enums whose names are v2's words in capitals. */
final class WordV2 {

    private WordV2() {}

    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
