package io.openinbox.server.cli;

import picocli.CommandLine.Command;

@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        description = "Brings the database to this version's form, as every start does.")
final class MigrateCommand implements Runnable {

    @Override
    public void run() {
        try (Installation _ = Installation.forCommand()) {
            System.out.println("The database is up to date.");
        }
    }
}
