package io.openinbox.bench;

import io.openinbox.bench.Dataset.Kind;
import io.openinbox.kernel.IdCodec;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** A page of messages: the newest of any thread, and one far back in the longest. */
final class MessagesJob implements Job {

    private static final int SAMPLE = 778;
    private static final int LIMIT = 50;
    private static final int FAR_BACK = 2_000;
    private static final double TARGET = 0.65;

    @Override
    public String name() {
        return "messages";
    }

    @Override
    public List<Measured> prepare(Workbench bench) throws IOException, SQLException {
        String token = bench.token();
        String newest = new Script()
                .keepTimes()
                .draw("n", 1, Dataset.THREADS_OF_TEAM)
                .replace(Dataset.id(Kind.THREAD, Dataset.TEAM, SAMPLE), Kind.THREAD.sql("1", ":n"))
                .replace(Dataset.id(Kind.PERSON, Dataset.TEAM, SAMPLE), Kind.PERSON.sql("1", ":n"))
                .render(bench.capture(request(token, SAMPLE + 1), request(token, SAMPLE)));
        byte[] back = Requests.get(farBack(bench), token);
        return List.of(
                new Measured(
                        "newest, any thread",
                        () -> request(token, 1 + ThreadLocalRandom.current().nextInt(Dataset.THREADS_OF_TEAM)),
                        newest,
                        TARGET,
                        List.of(1, 8, 32)),
                new Measured(
                        FAR_BACK + " back",
                        () -> back,
                        new Script().keepTimes().render(bench.capture(back, back)),
                        TARGET,
                        List.of(1, 8)));
    }

    private static byte[] request(String token, int thread) {
        return Requests.get(path(Dataset.id(Kind.THREAD, Dataset.TEAM, thread)), token);
    }

    private static String path(UUID thread) {
        return "/api/v1/threads/" + IdCodec.format(thread) + "/messages?limit=" + LIMIT;
    }

    private static String farBack(Workbench bench) throws SQLException {
        try (Connection connection = bench.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        """
                        select id, thread_id, created_at from message
                        where team_id = '%1$s' and thread_id = (
                            select bench_id(4, %2$d, n) from bench_thread where team = %2$d
                            order by messages desc, n limit 1)
                        order by created_at desc, id desc limit 1 offset %3$d
                        """.formatted(Dataset.id(Kind.TEAM, 0, Dataset.TEAM), Dataset.TEAM, FAR_BACK))) {
            if (!row.next()) {
                throw new IllegalStateException("No thread has " + FAR_BACK + " messages.");
            }
            return path(row.getObject("thread_id", UUID.class)) + "&cursorId="
                    + IdCodec.format(row.getObject("id", UUID.class)) + "&cursorTimestamp="
                    + row.getObject("created_at", OffsetDateTime.class).toInstant();
        }
    }
}
