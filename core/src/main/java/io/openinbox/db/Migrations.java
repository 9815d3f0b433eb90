package io.openinbox.db;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/** Brings the schema to this version's form. Safe to run on many nodes at once: Flyway holds an advisory lock. */
public final class Migrations {

    private final Flyway flyway;

    public Migrations(DataSource dataSource) {
        flyway = Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .validateMigrationNaming(true)
                .cleanDisabled(true)
                .load();
    }

    /** How many migrations this version has that the schema lacks; changes nothing. */
    public int pending() {
        refuseNewer();
        return flyway.info().pending().length;
    }

    /**
     * @return how many migrations were applied
     * @throws SchemaTooNewException when a newer version of the product has already changed the schema
     */
    public int migrate() {
        refuseNewer();
        return flyway.migrate().migrationsExecuted;
    }

    private void refuseNewer() {
        for (MigrationInfo applied : flyway.info().applied()) {
            if (!applied.getState().isResolved()) {
                throw new SchemaTooNewException(String.valueOf(applied.getVersion()));
            }
        }
    }
}
