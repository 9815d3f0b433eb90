package io.openinbox.bench;

import io.openinbox.bench.Dataset.Kind;
import io.openinbox.kernel.IdCodec;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** One thread by its id, any of a hundred thousand. */
final class ReadOneJob implements Job {

    private static final int SAMPLE = 777;
    private static final double TARGET = 0.65;

    @Override
    public String name() {
        return "read-one";
    }

    @Override
    public List<Measured> prepare(Workbench bench) throws IOException {
        String token = bench.token();
        String script = new Script()
                .keepTimes()
                .draw("n", 1, Dataset.THREADS_OF_TEAM)
                .replace(Dataset.id(Kind.THREAD, Dataset.TEAM, SAMPLE), Kind.THREAD.sql("1", ":n"))
                .replace(Dataset.id(Kind.PERSON, Dataset.TEAM, SAMPLE), Kind.PERSON.sql("1", ":n"))
                .render(bench.capture(request(token, SAMPLE + 1), request(token, SAMPLE)));
        return List.of(new Measured(
                "any thread",
                () -> request(token, 1 + ThreadLocalRandom.current().nextInt(Dataset.THREADS_OF_TEAM)),
                script,
                TARGET,
                List.of(1, 8, 32)));
    }

    private static byte[] request(String token, int thread) {
        return Requests.get("/api/v1/threads/" + IdCodec.format(Dataset.id(Kind.THREAD, Dataset.TEAM, thread)), token);
    }
}
