package io.openinbox.bench;

/**
 * What the server did beside what PostgreSQL alone did.
 *
 * @param limit scripts a second under pgbench
 * @param serverCpu microseconds of processor time a request, of the server
 * @param databaseCpu the same of PostgreSQL while the server was asked
 * @param limitCpu the same of PostgreSQL, a script, while pgbench asked
 */
record Compared(Figures http, double limit, double serverCpu, double databaseCpu, double limitCpu) {

    double ratio() {
        return http.perSecond() / limit;
    }

    Compared and(Compared other) {
        return new Compared(
                http.and(other.http),
                (limit + other.limit) / 2,
                (serverCpu + other.serverCpu) / 2,
                (databaseCpu + other.databaseCpu) / 2,
                (limitCpu + other.limitCpu) / 2);
    }
}
