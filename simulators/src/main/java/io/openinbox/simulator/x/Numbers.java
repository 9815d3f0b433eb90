package io.openinbox.simulator.x;

/** Whole numbers in a query. */
final class Numbers {

    private Numbers() {}

    /**
     * Reads a number.
     *
     * @throws Refused with 400 when it is none or out of bounds
     */
    static int between(Form query, String parameter, int least, int most, int otherwise) {
        if (!query.has(parameter)) {
            return otherwise;
        }
        String text = query.get(parameter);
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // The refusal below says it.
        }
        throw new Refused(XRefusal.invalid(
                parameter,
                text,
                "The `" + parameter + "` query parameter value [" + text + "] is not between " + least + " and "
                        + most));
    }
}
