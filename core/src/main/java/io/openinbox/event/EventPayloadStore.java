package io.openinbox.event;

import io.openinbox.db.Column;
import io.openinbox.db.Database;
import io.openinbox.kernel.TeamId;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.support.SqlArrayValue;

final class EventPayloadStore {

    private final Database database;

    EventPayloadStore(Database database) {
        this.database = database;
    }

    Map<Long, String> find(TeamId team, String apiVersion, Collection<Long> seqs) {
        return database
                .sql()
                .sql("""
                        select seq, payload from event_payload
                        where team_id = :team and seq = any(:seqs) and api_version = :version
                        """)
                .param("team", team.value())
                .param("seqs", new SqlArrayValue("bigint", seqs.toArray()))
                .param("version", apiVersion)
                .query((row, number) -> Map.entry(row.getLong("seq"), Column.text(row, "payload")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    void keepFirst(TeamId team, String apiVersion, Map<Long, String> payloads) {
        database.sql()
                .sql("""
                        insert into event_payload (team_id, seq, api_version, payload)
                        select :team, seq, :version, payload
                        from unnest(:seqs::bigint[], :payloads::text[]) as shown (seq, payload)
                        on conflict do nothing
                        """)
                .param("team", team.value())
                .param("version", apiVersion)
                .param("seqs", new SqlArrayValue("bigint", payloads.keySet().toArray()))
                .param("payloads", new SqlArrayValue("text", payloads.values().toArray()))
                .update();
    }
}
