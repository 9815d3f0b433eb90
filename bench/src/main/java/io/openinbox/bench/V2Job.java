package io.openinbox.bench;

import io.openinbox.bench.Dataset.Kind;
import io.openinbox.kernel.IdCodec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** The same through API v2: the inbox and a thread's messages, alone and with everything beside them, and a send. */
final class V2Job implements Job {

    private static final int SAMPLE = 778;
    private static final double TARGET = 0.65;

    /** Whom the first account talks with, behind those the v1 job writes to. */
    private static final int STEP = Dataset.LINKS;

    private static final int FIRST_PERSON = 300;
    private static final int PEOPLE = 200;
    private static final int WRITTEN_TO = (FIRST_PERSON + 30) * STEP;

    private static final String THREADS = "/api/v2/threads?limit=20";
    private static final String BESIDE_THREADS = "&expand=profile&expand=contact&expand=accountLink&expand=assignee";
    private static final String BESIDE_MESSAGES =
            "&expand=sentBy&expand=reactions.author&expand=thread&expand=replyTo.message";

    @Override
    public String name() {
        return "v2";
    }

    @Override
    public List<Measured> prepare(Workbench bench) throws IOException {
        return List.of(
                threads(bench, "threads", THREADS),
                threads(bench, "threads, expanded", THREADS + BESIDE_THREADS),
                threads(bench, "threads that wait", THREADS + "&folder=noReply"),
                messages(bench, "messages", ""),
                messages(bench, "messages, expanded", BESIDE_MESSAGES),
                send(bench));
    }

    private static Measured threads(Workbench bench, String name, String path) throws IOException {
        byte[] request = Requests.get(path, bench.token());
        return new Measured(
                name,
                () -> request,
                new Script().keepTimes().render(bench.capture(request, request)),
                TARGET,
                List.of(1, 8, 32));
    }

    private static Measured messages(Workbench bench, String name, String expand) throws IOException {
        String token = bench.token();
        String script = new Script()
                .keepTimes()
                .draw("n", 1, Dataset.THREADS_OF_TEAM)
                .replace(Dataset.id(Kind.THREAD, Dataset.TEAM, SAMPLE), Kind.THREAD.sql("1", ":n"))
                .replace(Dataset.id(Kind.PERSON, Dataset.TEAM, SAMPLE), Kind.PERSON.sql("1", ":n"))
                .render(bench.capture(messages(token, SAMPLE + 1, expand), messages(token, SAMPLE, expand)));
        return new Measured(
                name,
                () -> messages(token, 1 + ThreadLocalRandom.current().nextInt(Dataset.THREADS_OF_TEAM), expand),
                script,
                TARGET,
                List.of(1, 8, 32));
    }

    private static byte[] messages(String token, int thread, String expand) {
        return Requests.get(
                "/api/v2/threads/" + IdCodec.format(Dataset.id(Kind.THREAD, Dataset.TEAM, thread))
                        + "/messages?limit=50" + expand,
                token);
    }

    private static Measured send(Workbench bench) throws IOException {
        for (int i = 1; i <= PEOPLE; i++) {
            String id = Dataset.personPlatformId(Dataset.TEAM, (long) (FIRST_PERSON + i) * STEP);
            bench.x().addUser(id, "person_v2_" + i, "Person " + i);
        }
        String token = bench.token();
        String script = new Script()
                .draw("k", FIRST_PERSON + 1, FIRST_PERSON + PEOPLE)
                .replace(Dataset.id(Kind.THREAD, Dataset.TEAM, WRITTEN_TO), Kind.THREAD.sql("1", ":k * " + STEP))
                .replace(Dataset.id(Kind.PERSON, Dataset.TEAM, WRITTEN_TO), Kind.PERSON.sql("1", ":k * " + STEP))
                .replace(
                        Dataset.personPlatformId(Dataset.TEAM, WRITTEN_TO),
                        "(5000000000 + %d * 1000000 + :k * %d)::text".formatted(Dataset.TEAM, STEP))
                .render(bench.capture(send(token, WRITTEN_TO), send(token, WRITTEN_TO)));
        return new Measured(
                "send to simulated X",
                () -> send(
                        token,
                        STEP * (FIRST_PERSON + 1 + ThreadLocalRandom.current().nextInt(PEOPLE))),
                script,
                0,
                List.of(1, 8, 32));
    }

    private static byte[] send(String token, int thread) {
        return Requests.postJson(
                "/api/v2/messages",
                Map.of("Authorization", "Bearer " + token),
                "{\"target\":{\"type\":\"thread\",\"threadId\":\""
                        + IdCodec.format(Dataset.id(Kind.THREAD, Dataset.TEAM, thread))
                        + "\"},\"content\":\"Yes, shall I put it aside?\"}");
    }
}
