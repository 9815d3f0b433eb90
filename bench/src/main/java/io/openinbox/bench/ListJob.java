package io.openinbox.bench;

import io.openinbox.kernel.IdCodec;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The inbox, a page of 20 threads: each view, its first page and its thousandth. */
final class ListJob implements Job {

    private static final int LIMIT = 20;
    private static final int DEEP = 1_000;
    private static final double TARGET = 0.65;

    @Override
    public String name() {
        return "list";
    }

    @Override
    public List<Measured> prepare(Workbench bench) throws IOException, SQLException {
        Map<String, String> views = new LinkedHashMap<>();
        views.put("default", "folder = 'inbox'");
        views.put("no-reply", "folder = 'inbox' and last_direction = 'outbound'");
        views.put("requests", "folder = 'requests'");
        views.put("archived", "folder = 'archived'");
        List<Measured> measured = new ArrayList<>();
        for (Map.Entry<String, String> view : views.entrySet()) {
            String first = "/api/v1/threads?limit=" + LIMIT + "&inbox=" + view.getKey();
            measured.add(measured(bench, view.getKey() + ", page 1", first, List.of(1, 8, 32)));
            measured.add(measured(
                    bench, view.getKey() + ", page " + DEEP, first + cursor(bench, view.getValue()), List.of(1, 8)));
        }
        return measured;
    }

    private static Measured measured(Workbench bench, String name, String path, List<Integer> clients)
            throws IOException {
        byte[] request = Requests.get(path, bench.token());
        String script = new Script().keepTimes().render(bench.capture(request, request));
        return new Measured(name, () -> request, script, TARGET, clients);
    }

    private static String cursor(Workbench bench, String filter) throws SQLException {
        try (Connection connection = bench.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select sort_at, id from thread where team_id = '%s' and %s
                        order by sort_at desc, id desc limit 1 offset %d
                        """.formatted(
                                Dataset.id(Dataset.Kind.TEAM, 0, Dataset.TEAM), filter, (DEEP - 1) * LIMIT - 1))) {
            if (!row.next()) {
                throw new IllegalStateException("There are fewer than " + DEEP + " pages of " + filter + ".");
            }
            return "&cursorId=" + IdCodec.format(row.getObject("id", UUID.class)) + "&cursorTimestamp="
                    + row.getObject("sort_at", OffsetDateTime.class).toInstant();
        }
    }
}
