package io.openinbox.server.cli;

import io.openinbox.connector.sandbox.SandboxConnector;
import io.openinbox.connector.x.XCredentials;
import io.openinbox.platform.Platform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "link",
        mixinStandardHelpOptions = true,
        description = "Links an account on a platform to a team.",
        subcommands = {LinkCommand.X.class, LinkCommand.Sandbox.class},
        synopsisSubcommandLabel = "PLATFORM")
final class LinkCommand {

    @Command(
            name = "x",
            mixinStandardHelpOptions = true,
            description = "Links an X account by its tokens. Prints only the account link's id.")
    static final class X implements Runnable {

        @Option(names = "--team", required = true, description = "The team's slug.")
        private String team = "";

        @Option(names = "--access-token", required = true, description = "The account's OAuth 2 access token.")
        private String accessToken = "";

        @Option(names = "--refresh-token", required = true, description = "Its refresh token.")
        private String refreshToken = "";

        @Override
        public void run() {
            try (Installation installation = Installation.forCommand()) {
                var credentials = XCredentials.of(accessToken, refreshToken).text();
                var id = installation.team(team).id();
                System.out.println(installation
                        .core()
                        .accountLinks()
                        .link(id, Platform.X, credentials)
                        .id());
            }
        }
    }

    @Command(
            name = "sandbox",
            mixinStandardHelpOptions = true,
            description = "Links an account of the simulated sandbox. Prints only the account link's id.")
    static final class Sandbox implements Runnable {

        @Option(names = "--team", required = true, description = "The team's slug.")
        private String team = "";

        @Option(names = "--token", required = true, description = "The account's token.")
        private String token = "";

        @Override
        public void run() {
            try (Installation installation = Installation.forCommand()) {
                var id = installation.team(team).id();
                System.out.println(installation
                        .core()
                        .accountLinks()
                        .link(id, SandboxConnector.PLATFORM, token)
                        .id());
            }
        }
    }
}
