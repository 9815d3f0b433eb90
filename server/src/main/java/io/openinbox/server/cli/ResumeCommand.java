package io.openinbox.server.cli;

import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.platform.Platform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = {
            "Ends the pause that began when a platform had no credit left for your app.",
            "Without it one send in 15 minutes is tried, and the first that is taken ends the pause."
        })
final class ResumeCommand implements Runnable {

    @Parameters(paramLabel = "PLATFORM", description = "The platform, such as x.")
    private String platform = "";

    @Override
    public void run() {
        if (!platform.matches("[a-z]{1,40}")) {
            throw new InboxException(ErrorCode.INVALID_REQUEST, "PLATFORM: name one in small letters, such as x.");
        }
        try (Installation installation = Installation.forCommand()) {
            boolean ended = installation.core().platformPauses().end(new Platform(platform));
            System.out.println(ended ? "Resumed: " + platform + "." : "Nothing is paused on " + platform + ".");
        }
    }
}
