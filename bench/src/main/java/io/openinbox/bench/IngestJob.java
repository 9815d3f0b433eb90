package io.openinbox.bench;

import io.openinbox.bench.Dataset.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A signed delivery comes in, is committed, and answered. Its limit is the ingest statement alone, with one message. */
final class IngestJob implements Job {

    private static final int TEAM = 7;
    private static final int PERSON = 1_234;
    private static final double TARGET = 0.4;

    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public List<Measured> prepare(Workbench bench) throws IOException {
        List<Measured> measured = new ArrayList<>();
        for (int teams : List.of(1, Dataset.TEAMS)) {
            var deliveries = new Deliveries(bench.x().consumerSecret(), teams);
            measured.add(new Measured(
                    teams == 1 ? "one team" : teams + " teams",
                    deliveries,
                    script(bench, deliveries, teams),
                    TARGET,
                    List.of(1, 8, 32)));
        }
        return measured;
    }

    private static String script(Workbench bench, Deliveries deliveries, int teams) throws IOException {
        String platformId = deliveries.freshPlatformId();
        List<Captured> statements = bench.capture(
                deliveries.of(TEAM, PERSON, deliveries.freshPlatformId()), deliveries.of(TEAM, PERSON, platformId));
        Captured ingest = statements.stream()
                .filter(statement -> statement.sql().contains("insert into message"))
                .findFirst()
                .orElseThrow();
        return new Script()
                .draw("team", 1, teams)
                .draw("person", 1, Deliveries.PEOPLE)
                .draw("id", 1, 900_000_000_000_000_000L)
                .replace(platformId, "(2000000000000000000 + :id)::text")
                .replace(Dataset.personPlatformId(TEAM, PERSON), "(5000000000 + :team * 1000000 + :person)::text")
                .replace(Dataset.accountPlatformId(TEAM, 1), "(1001 + :team * 10)::text")
                .replace(Dataset.id(Kind.TEAM, 0, TEAM), Kind.TEAM.sql("0", ":team"))
                .replace(Dataset.id(Kind.ACCOUNT_LINK, TEAM, 1), Kind.ACCOUNT_LINK.sql(":team", "1"))
                .render(List.of(ingest));
    }
}
