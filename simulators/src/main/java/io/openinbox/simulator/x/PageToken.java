package io.openinbox.simulator.x;

import java.util.Locale;
import java.util.regex.Pattern;

/** A pagination token: the page beside an event, on its older or newer side. Opaque to clients. */
record PageToken(long id, boolean newer) {

    private static final Pattern FORM = Pattern.compile("[0-9A-Z]{1,13}(ZZZZ|ZZZN)");
    private static final int RADIX = 36;

    static PageToken olderThan(XEvent event) {
        return new PageToken(event.snowflake(), false);
    }

    static PageToken newerThan(XEvent event) {
        return new PageToken(event.snowflake(), true);
    }

    String wire() {
        return Long.toString(id, RADIX).toUpperCase(Locale.ROOT) + (newer ? "ZZZN" : "ZZZZ");
    }

    /**
     * Reads a token of a call.
     *
     * @throws Refused with 400 when it is none of ours
     */
    static PageToken parse(String wire) {
        if (!FORM.matcher(wire).matches()) {
            throw refused(wire);
        }
        try {
            return new PageToken(Long.parseLong(wire.substring(0, wire.length() - 4), RADIX), wire.endsWith("N"));
        } catch (NumberFormatException e) {
            throw refused(wire);
        }
    }

    private static Refused refused(String wire) {
        return new Refused(XRefusal.invalid("pagination_token", wire, "is not a token of this API"));
    }
}
