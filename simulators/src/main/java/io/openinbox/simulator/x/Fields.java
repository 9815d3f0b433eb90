package io.openinbox.simulator.x;

import java.util.Set;

/** The comma-separated choices of a query parameter, each of which must be known. */
final class Fields {

    private Fields() {}

    static Set<String> of(Form query, String parameter, Set<String> known) {
        Set<String> chosen = query.list(parameter, ",");
        for (String field : chosen) {
            if (!known.contains(field)) {
                throw new Refused(XRefusal.invalid(
                        parameter, field, "[" + field + "] is not one of [" + String.join(",", known) + "]"));
            }
        }
        return chosen;
    }
}
