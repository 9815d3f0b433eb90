package io.openinbox.server.cli;

import io.openinbox.db.SchemaTooNewException;
import io.openinbox.kernel.InboxException;
import io.openinbox.platform.PlatformException;
import io.openinbox.server.config.SettingsException;
import io.openinbox.server.embedded.EmbeddedPostgresException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.web.server.PortInUseException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where everything starts. */
@Command(
        name = "inbox",
        mixinStandardHelpOptions = true,
        version = "OpenInbox 0.1.0",
        description = "A self-hosted team inbox for social DMs that answers the Inbox API v1 and v2.",
        footer = {"", "Settings are environment variables such as INBOX_PORT; application-reference.yaml lists them."},
        subcommands = {
            StartCommand.class,
            DemoCommand.class,
            MigrateCommand.class,
            DoctorCommand.class,
            TeamCommand.class,
            MemberCommand.class,
            TokenCommand.class,
            SignInLinkCommand.class,
            LinkCommand.class,
            ResumeCommand.class,
            SimulateCommand.class
        })
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] args) {
        int status = new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command))
                .execute(args);
        System.exit(status);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command; ./inbox start is the first.");
    }

    /** What people can do something about is one sentence; anything else is a bug and shows where. */
    private static int explain(Exception failure, CommandLine command) {
        switch (portInUse(failure).orElse(failure)) {
            case InboxException e -> command.getErr().println(e.getMessage());
            case SettingsException e -> command.getErr().println(e.getMessage());
            case EmbeddedPostgresException e -> command.getErr().println(e.getMessage());
            case SchemaTooNewException e -> command.getErr().println(e.getMessage());
            case PlatformException e -> command.getErr().println(e.getMessage());
            case UncheckedIOException e -> command.getErr().println(e.getMessage());
            case PortInUseException e ->
                command.getErr()
                        .println("Port " + e.getPort()
                                + " is in use: stop what listens there, or set INBOX_PORT (for requests, 8080 by default)"
                                + " or INBOX_MANAGEMENT_PORT (for health, 8081) to another.");
            default -> failure.printStackTrace(command.getErr());
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** The port of the management server is opened deep inside of starting the other one. */
    private static Optional<Exception> portInUse(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(PortInUseException.class::isInstance)
                .map(Exception.class::cast)
                .findFirst();
    }
}
