package io.openinbox.simulator.sandbox;

import java.io.PrintStream;
import java.net.URI;
import java.util.concurrent.CountDownLatch;

/** A simulated sandbox for a person at a terminal. */
public final class SandboxProgram {

    private SandboxProgram() {}

    /** Runs until the thread is interrupted or the process ends. */
    public static void run(int port, URI webhook, PrintStream out) throws InterruptedException {
        try (SandboxSimulator sandbox = SandboxSimulator.start(port)) {
            SandboxUser shop = sandbox.addUser("shop", "The shop");
            sandbox.addUser("rosa", "Rosa Lind");
            sandbox.addUser("tom", "Tom Berg");
            String token = sandbox.link(shop);
            sandbox.deliverTo(webhook);
            out.printf("""
                    # A simulated sandbox. Export this where the server starts, and where the account is linked:
                    export INBOX_SANDBOX_API_URL=%1$s
                    export INBOX_SANDBOX_SECRET=%2$s

                    # Link its account @shop, with your team in the place of SLUG:
                    ./inbox link sandbox --team SLUG --token %3$s

                    # People rosa and tom can write to it; %1$s/simulator lists what else they can do:
                    curl -X POST %1$s/simulator/write -d from=rosa --data-urlencode text='Hello'
                    """, sandbox.baseUrl(), sandbox.secret(), token);
            out.flush();
            new CountDownLatch(1).await();
        }
    }
}
