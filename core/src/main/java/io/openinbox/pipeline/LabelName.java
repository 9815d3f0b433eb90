package io.openinbox.pipeline;

import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.NameKey;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a tag or a status is called.
 *
 * @param key under which it is unique in its team
 */
record LabelName(String text, String key) {

    private static final int LONGEST = 255;

    /** Some characters unfold to many; an index entry has room for this. */
    private static final int LONGEST_KEY = 2_000;

    /** @throws InboxException {@code INVALID_REQUEST} */
    static LabelName of(String name) {
        String text = name.strip();
        int length = text.codePointCount(0, text.length());
        String key = NameKey.of(text);
        if (length == 0 || key.isEmpty()) {
            throw new InboxException(ErrorCode.INVALID_REQUEST, "name: must hold at least one letter, digit or sign.");
        }
        if (length > LONGEST || key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
            throw new InboxException(
                    ErrorCode.INVALID_REQUEST, "name: must have no more than " + LONGEST + " characters.");
        }
        return new LabelName(text, key);
    }

    InboxException taken(String what) {
        return new InboxException(
                ErrorCode.NAME_TAKEN,
                "name: the team has a " + what + " called " + text + " already; case and accents make no difference.",
                Map.of("name", text));
    }
}
