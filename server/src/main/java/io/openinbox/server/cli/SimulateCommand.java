package io.openinbox.server.cli;

import io.openinbox.simulator.sandbox.SandboxProgram;
import io.openinbox.simulator.x.XSimulatorProgram;
import java.net.URI;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Runs a simulated platform, to try things without an account.",
        subcommands = {SimulateCommand.X.class, SimulateCommand.Sandbox.class},
        synopsisSubcommandLabel = "PLATFORM")
final class SimulateCommand {

    @Command(
            name = "x",
            mixinStandardHelpOptions = true,
            description =
                    "Runs a simulated X until it is stopped; prints what to export and a curl that makes a person write.")
    static final class X implements Callable<Integer> {

        @Option(names = "--port", defaultValue = "9090", description = "Where it listens (default: ${DEFAULT-VALUE}).")
        private int port;

        @Option(
                names = "--webhook",
                description = "Where it delivers (default: /hooks/x of INBOX_PUBLIC_URL, or of http://127.0.0.1:8080).")
        private @Nullable String webhook;

        @Override
        public Integer call() throws InterruptedException {
            XSimulatorProgram.run(port, webhook, System.out);
            return 0;
        }
    }

    @Command(
            name = "sandbox",
            mixinStandardHelpOptions = true,
            description =
                    "Runs a simulated platform on which everything can be done (edits, reactions, typing, replies) until it"
                            + " is stopped; prints what to export, a token and a curl that makes a person write.")
    static final class Sandbox implements Callable<Integer> {

        @Option(names = "--port", defaultValue = "9091", description = "Where it listens (default: ${DEFAULT-VALUE}).")
        private int port;

        @Option(
                names = "--webhook",
                defaultValue = "http://127.0.0.1:8080/hooks/sandbox",
                description = "Where it delivers (default: ${DEFAULT-VALUE}).")
        private URI webhook = URI.create("http://127.0.0.1:8080/hooks/sandbox");

        @Override
        public Integer call() throws InterruptedException {
            SandboxProgram.run(port, webhook, System.out);
            return 0;
        }
    }
}
