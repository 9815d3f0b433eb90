package io.openinbox.event;

import io.openinbox.db.Database;
import io.openinbox.kernel.TeamId;
import java.util.Collection;
import java.util.Map;

/** Events as an API version has once shown them: a later change of the objects does not rewrite what was said. */
public final class EventPayloads {

    private final EventPayloadStore store;

    public EventPayloads(Database database) {
        this.store = new EventPayloadStore(database);
    }

    /** The stored payloads by sequence number; those never shown are absent. */
    public Map<Long, String> find(TeamId team, String apiVersion, Collection<Long> seqs) {
        return seqs.isEmpty() ? Map.of() : store.find(team, apiVersion, seqs);
    }

    /** Keeps payloads by sequence number; one that is already stored stays as it is. */
    public void store(TeamId team, String apiVersion, Map<Long, String> payloads) {
        if (!payloads.isEmpty()) {
            store.keepFirst(team, apiVersion, payloads);
        }
    }
}
