package io.openinbox.webhook;

import java.util.Collection;
import java.util.List;

/** What a webhook asks for: words, groups of words such as {@code message.*}, or everything. */
final class EventTypes {

    static final String ALL = "*";

    private static final String GROUP_END = ".*";

    private EventTypes() {}

    static boolean match(List<String> asked, String type) {
        return asked.stream().anyMatch(one -> matches(one, type));
    }

    /** Whether it stands for any of the words there are. */
    static boolean isKnown(String asked, Collection<String> words) {
        return words.stream().anyMatch(word -> matches(asked, word));
    }

    private static boolean matches(String asked, String type) {
        return asked.equals(ALL)
                || asked.equals(type)
                || (asked.endsWith(GROUP_END) && type.startsWith(asked.substring(0, asked.length() - 1)));
    }
}
