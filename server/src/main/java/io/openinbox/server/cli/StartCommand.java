package io.openinbox.server.cli;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        description = {
            "Migrates the database and serves until it is stopped (Ctrl-C).",
            "The first start gives out the owner's sign-in link and an API token."
        })
final class StartCommand implements Callable<Integer> {

    @Override
    public Integer call() throws InterruptedException {
        Installation installation = Installation.serving();
        var serving = ServingInstallation.start(installation);
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            serving.close();
            stopped.countDown();
        }));
        announce(installation, serving.port());
        stopped.await();
        return 0;
    }

    private static void announce(Installation installation, int port) {
        var settings = installation.settings();
        PrintStream out = System.out;
        FirstStart.of(installation, settings.publicUrl(port)).ifPresent(first -> first.giveOut(out));
        out.println("OpenInbox serves at " + settings.publicUrl(port) + " (stop it with Ctrl-C).");
        out.flush();
    }
}
