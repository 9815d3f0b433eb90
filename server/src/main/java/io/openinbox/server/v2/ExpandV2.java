package io.openinbox.server.v2;

import io.openinbox.server.manner.InvalidRequest;
import io.openinbox.server.manner.Query;
import java.util.List;
import java.util.Set;

/** What a caller wants to see embedded beside the ids. */
final class ExpandV2 {

    private static final int MOST = 4;

    private ExpandV2() {}

    static Set<String> read(Query query, List<String> allowed) {
        if (query.texts("expand").size() > MOST) {
            throw InvalidRequest.of("expand", "takes at most " + MOST + " values.");
        }
        return query.words("expand", allowed);
    }
}
