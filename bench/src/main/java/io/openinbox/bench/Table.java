package io.openinbox.bench;

/** What people read. */
final class Table {

    private Table() {}

    static void head() {
        System.out.printf(
                "%-10s %-22s %7s %8s %8s %8s %8s %6s %7s   %s%n",
                "job",
                "of",
                "clients",
                "http/s",
                "p50 ms",
                "p99 ms",
                "sql/s",
                "ratio",
                "target",
                "cpu µs: server + database, sql");
    }

    static void line(String job, Job.Measured measured, int clients, Compared compared) {
        System.out.printf(
                "%-10s %-22s %7d %8.0f %8.2f %8.2f %8.0f %6.2f %7s   %.0f + %.0f, %.0f%n",
                job,
                measured.name(),
                clients,
                compared.http().perSecond(),
                compared.http().p50(),
                compared.http().p99(),
                compared.limit(),
                compared.ratio(),
                measured.target() == 0 ? "" : "%.2f".formatted(measured.target()),
                compared.serverCpu(),
                compared.databaseCpu(),
                compared.limitCpu());
    }
}
