package io.openinbox.server.cli;

import io.openinbox.simulator.x.XSimulatorProgram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Runs a simulated platform, to try things without an account.",
        subcommands = SimulateCommand.X.class,
        synopsisSubcommandLabel = "PLATFORM")
final class SimulateCommand {

    @Command(
            name = "x",
            mixinStandardHelpOptions = true,
            description = "Runs a simulated X until it is stopped; prints what to export and a curl that makes a person write.")
    static final class X implements Runnable {

        @Option(names = "--port", description = "Where it listens (default: ${DEFAULT-VALUE}).")
        private int port = 9090;

        @Override
        public void run() {
            XSimulatorProgram.run(port, System.out);
        }
    }
}
