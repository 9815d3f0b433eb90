package io.openinbox.server.cli;

import io.openinbox.server.InboxServer;
import io.openinbox.server.config.RecurringWork;
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
        InboxServer server;
        try {
            server = InboxServer.start(installation.settings(), installation.core(), installation.dataSource());
        } catch (RuntimeException e) {
            installation.close();
            throw e;
        }
        var work = RecurringWork.start(installation.core());
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.close();
            work.close();
            installation.close();
            stopped.countDown();
        }));
        announce(installation, server);
        stopped.await();
        return 0;
    }

    private static void announce(Installation installation, InboxServer server) {
        var settings = installation.settings();
        PrintStream out = System.out;
        FirstStart.of(installation, settings.publicUrl(server.port())).ifPresent(first -> first.giveOut(out));
        out.println("OpenInbox serves at " + settings.publicUrl(server.port()) + " (stop it with Ctrl-C).");
        out.flush();
    }
}
