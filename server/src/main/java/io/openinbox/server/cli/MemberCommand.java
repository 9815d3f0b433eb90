package io.openinbox.server.cli;

import io.openinbox.team.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "member",
        mixinStandardHelpOptions = true,
        description = "Members of teams.",
        subcommands = MemberCommand.Add.class,
        synopsisSubcommandLabel = "COMMAND")
final class MemberCommand {

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Adds a person to a team. Prints the member's id; ./inbox sign-in-link lets the person in.")
    static final class Add implements Runnable {

        @Option(names = "--team", required = true, description = "The team's slug.")
        private String team = "";

        @Option(names = "--email", required = true, description = "The person's address.")
        private String email = "";

        @Option(names = "--role", required = true, description = "One of: ${COMPLETION-CANDIDATES}.")
        private Role role = Role.USER;

        @Override
        public void run() {
            try (Installation installation = Installation.forCommand()) {
                var id = installation.team(team).id();
                System.out.println(
                        installation.core().members().add(id, email, role).id());
            }
        }
    }
}
