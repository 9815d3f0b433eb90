package io.openinbox.simulator.x;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A pagination token: the page beside an event, on its older or newer side. Opaque to clients.
 *
 * @param generation tokens of an earlier one have expired
 */
record PageToken(long id, boolean newer, int generation) {

    private static final Pattern FORM = Pattern.compile("[0-9A-Z]{1,13}G[0-9]{3}[ZN]");
    private static final int RADIX = 36;
    private static final int SUFFIX = 5;

    static PageToken olderThan(XEvent event, int generation) {
        return new PageToken(event.snowflake(), false, generation);
    }

    static PageToken newerThan(XEvent event, int generation) {
        return new PageToken(event.snowflake(), true, generation);
    }

    String wire() {
        return String.format(
                Locale.ROOT,
                "%sG%03d%s",
                Long.toString(id, RADIX).toUpperCase(Locale.ROOT),
                generation,
                newer ? "N" : "Z");
    }

    /**
     * Reads a token of a call.
     *
     * @throws Refused with 400 when it is none of ours, or has expired
     */
    static PageToken parse(String wire, int generation) {
        if (!FORM.matcher(wire).matches()) {
            throw refused(wire);
        }
        try {
            int end = wire.length() - SUFFIX;
            if (Integer.parseInt(wire, end + 1, end + 4, 10) != generation) {
                throw refused(wire);
            }
            return new PageToken(Long.parseLong(wire.substring(0, end), RADIX), wire.endsWith("N"), generation);
        } catch (NumberFormatException e) {
            throw refused(wire);
        }
    }

    private static Refused refused(String wire) {
        return new Refused(XRefusal.invalid("pagination_token", wire, "is not a token of this API"));
    }
}
