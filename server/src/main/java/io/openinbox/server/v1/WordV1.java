package io.openinbox.server.v1;

import java.util.Locale;

/** Enums whose names are v1's words in capitals. */
final class WordV1 {

    private WordV1() {}

    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
