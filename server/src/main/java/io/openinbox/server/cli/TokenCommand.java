package io.openinbox.server.cli;

import io.openinbox.team.Member;
import io.openinbox.team.Role;
import io.openinbox.team.Scope;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "API tokens.",
        subcommands = TokenCommand.Create.class,
        synopsisSubcommandLabel = "COMMAND")
final class TokenCommand {

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description =
                    "Creates an API token that acts as the team's owner. Prints only the token, which is not kept.")
    static final class Create implements Runnable {

        @Option(names = "--team", required = true, description = "The team's slug.")
        private String team = "";

        @Option(names = "--name", required = true, description = "What it is for.")
        private String name = "";

        @Option(
                names = "--scopes",
                split = ",",
                description = "Any of ${COMPLETION-CANDIDATES}, with commas between them; all by default.")
        private List<Scope> scopes = List.of(Scope.values());

        @Option(names = "--v1-x-name", description = "How v1 spells the X platform to this client: x or twitter.")
        private @Nullable String v1XName;

        @Override
        public void run() {
            try (Installation installation = Installation.forCommand()) {
                var id = installation.team(team).id();
                List<Member> members = installation.core().members().list(id);
                Member owner = members.stream()
                        .filter(member -> member.role() == Role.OWNER)
                        .findFirst()
                        .orElseThrow();
                Set<Scope> chosen = scopes.isEmpty() ? Set.of() : EnumSet.copyOf(scopes);
                System.out.println(installation.core().apiTokens().create(id, owner.userId(), name, chosen, v1XName));
            }
        }
    }
}
