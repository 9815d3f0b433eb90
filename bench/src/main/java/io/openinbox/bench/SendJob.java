package io.openinbox.bench;

import io.openinbox.bench.Dataset.Kind;
import io.openinbox.kernel.IdCodec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** An answer is stored, goes to a simulated X, and is stored as sent. Its limit leaves X out. */
final class SendJob implements Job {

    /** Whom the first account talks with: every third thread is its. */
    private static final int STEP = Dataset.LINKS;

    private static final int PEOPLE = 200;
    private static final int SAMPLE = 30 * STEP;

    @Override
    public String name() {
        return "send";
    }

    @Override
    public List<Measured> prepare(Workbench bench) throws IOException {
        for (int i = 1; i <= PEOPLE; i++) {
            String id = Dataset.personPlatformId(Dataset.TEAM, (long) i * STEP);
            bench.x().addUser(id, "person_" + i, "Person " + i);
        }
        String token = bench.token();
        String script = new Script()
                .draw("k", 1, PEOPLE)
                .replace(Dataset.id(Kind.THREAD, Dataset.TEAM, SAMPLE), Kind.THREAD.sql("1", ":k * " + STEP))
                .replace(Dataset.id(Kind.PERSON, Dataset.TEAM, SAMPLE), Kind.PERSON.sql("1", ":k * " + STEP))
                .replace(
                        Dataset.personPlatformId(Dataset.TEAM, SAMPLE),
                        "(5000000000 + %d * 1000000 + :k * %d)::text".formatted(Dataset.TEAM, STEP))
                .render(bench.capture(request(token, SAMPLE), request(token, SAMPLE)));
        return List.of(new Measured(
                "to simulated X",
                () -> request(token, STEP * (1 + ThreadLocalRandom.current().nextInt(PEOPLE))),
                script,
                0,
                List.of(1, 8, 32)));
    }

    private static byte[] request(String token, int thread) {
        return Requests.postJson(
                "/api/v1/threads/" + IdCodec.format(Dataset.id(Kind.THREAD, Dataset.TEAM, thread)) + "/messages",
                Map.of("Authorization", "Bearer " + token),
                "{\"content\":\"Yes, shall I put it aside?\"}");
    }
}
