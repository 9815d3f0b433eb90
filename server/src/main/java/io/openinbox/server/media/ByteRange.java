package io.openinbox.server.media;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of some content.
 *
 * @param last inclusive
 */
record ByteRange(long first, long last) {

    private static final Pattern SINGLE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    long length() {
        return last - first + 1;
    }

    /** What a {@code Range} header asks for. */
    sealed interface Asked {

        /** Nothing we understand; a server answers with everything. */
        record All() implements Asked {}

        record Part(ByteRange range) implements Asked {}

        /** A part that lies beyond the end. */
        record Nothing() implements Asked {}
    }

    static Asked parse(Optional<String> header, long size) {
        if (header.isEmpty()) {
            return new Asked.All();
        }
        Matcher range = SINGLE.matcher(header.get());
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return new Asked.All();
        }
        if (range.group(1).isEmpty()) {
            long wanted = Long.parseLong(range.group(2));
            return wanted == 0 || size == 0
                    ? new Asked.Nothing()
                    : new Asked.Part(new ByteRange(Math.max(0, size - wanted), size - 1));
        }
        long first = Long.parseLong(range.group(1));
        long last = range.group(2).isEmpty() ? size - 1 : Math.min(Long.parseLong(range.group(2)), size - 1);
        if (!range.group(2).isEmpty() && Long.parseLong(range.group(2)) < first) {
            return new Asked.All();
        }
        return first >= size ? new Asked.Nothing() : new Asked.Part(new ByteRange(first, last));
    }
}
