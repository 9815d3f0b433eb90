package io.openinbox.connector.x;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads X's three ways to write a time, to the millisecond. What is no time of this century or the last is none. */
final class XTime {

    /** API v1.1: {@code Wed Jun 06 20:07:10 +0000 2012}. */
    private static final DateTimeFormatter OLD_TEXT =
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss Z yyyy", Locale.ENGLISH);

    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private XTime() {}

    static Optional<Instant> ofMillis(JsonNode object, String member) {
        var millis = XWire.whole(object, member);
        return millis == null ? Optional.empty() : plausible(Instant.ofEpochMilli(millis));
    }

    static Optional<Instant> ofText(JsonNode object, String member) {
        var text = XWire.text(object, member);
        return parse(text, DateTimeFormatter.ISO_DATE_TIME).or(() -> parse(text, OLD_TEXT));
    }

    private static Optional<Instant> parse(@Nullable String text, DateTimeFormatter format) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return plausible(format.parse(text, Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> plausible(Instant time) {
        return time.isAfter(EARLIEST) && time.isBefore(LATEST)
                ? Optional.of(time.truncatedTo(ChronoUnit.MILLIS))
                : Optional.empty();
    }
}
