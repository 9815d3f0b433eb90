package io.openinbox.platform;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the platform bounds in one message, checked before a send reaches it. Null is no bound.
 *
 * @param characters the longest text, in code points: an emoji counts as one
 * @param mediaCount attachments in one message
 * @param mediaBytes the size of one attachment
 * @param mediaTypes by kind ({@code image}, {@code video}, {@code gif}, {@code file}, {@code audio}): MIME types, families such
 *     as {@code image/*}, or extensions such as {@code .pdf}; a kind that is not named is refused
 */
public record Limits(
        @Nullable Integer characters,
        @Nullable Integer mediaCount,
        @Nullable Long mediaBytes,
        @Nullable Map<String, Set<String>> mediaTypes) {

    public Limits {
        mediaTypes = mediaTypes == null ? null : Map.copyOf(mediaTypes);
    }
}
