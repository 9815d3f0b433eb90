package io.openinbox.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "team",
        mixinStandardHelpOptions = true,
        description = "Teams.",
        subcommands = TeamCommand.Create.class,
        synopsisSubcommandLabel = "COMMAND")
final class TeamCommand {

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Creates a team, owned by the installation's first owner. Prints its id.")
    static final class Create implements Runnable {

        @Option(names = "--slug", required = true, description = "Its part of addresses: lower-case, as in my-team.")
        private String slug = "";

        @Option(names = "--name", required = true, description = "What people call it.")
        private String name = "";

        @Override
        public void run() {
            try (Installation installation = Installation.forCommand()) {
                System.out.println(
                        installation.core().teams().create(slug, name).id());
            }
        }
    }
}
