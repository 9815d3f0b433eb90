package io.openinbox.server.cli;

import io.openinbox.server.embedded.EmbeddedPostgresException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Serves an inbox in which people write and answer: a simulated X, made-up people, everything on this machine.",
            "Ctrl-C ends it and leaves nothing behind. No setting but the port is taken from the environment, and no other"
                    + " installation is touched."
        })
final class DemoCommand implements Callable<Integer> {

    @Option(
            names = "--port",
            defaultValue = "${env:INBOX_PORT:-8080}",
            description = "Where it serves (default: INBOX_PORT or 8080; 0 for a free one).")
    private int port;

    @Option(names = "--keep", description = "Keeps the data directory and says where it is.")
    private boolean keep;

    @Option(names = "--end-after", hidden = true, description = "Ends by itself after so many seconds.")
    private @Nullable Integer endAfter;

    @Override
    public Integer call() throws InterruptedException {
        // Made when it is first used, with the permissions it needs.
        Path directory = Path.of(System.getProperty("java.io.tmpdir"), "openinbox-demo-" + UUID.randomUUID());
        var demo = new Demo(directory, port);
        var ended = new CountDownLatch(1);
        Thread starter = Thread.currentThread();
        // From before the start: Ctrl-C in the middle of it leaves nothing either.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            demo.end(starter);
            clear(demo);
            ended.countDown();
        }));
        try {
            demo.start();
            DemoTour.print(demo, System.out);
            if (endAfter == null) {
                ended.await();
            } else {
                Thread.sleep(Duration.ofSeconds(endAfter));
            }
        } catch (InterruptedException | RuntimeException e) {
            // The end calls off the start, and wakes this thread when it has started.
            if (!demo.isEnding()) {
                throw e;
            }
        }
        return 0;
    }

    private void clear(Demo demo) {
        if (keep) {
            System.out.println("Kept in " + demo.directory() + "; INBOX_DATA_DIR=" + demo.directory()
                    + " ./inbox start serves it again, without the people.");
            return;
        }
        try {
            demo.deleteDirectory();
        } catch (IOException | EmbeddedPostgresException e) {
            System.err.println("Could not delete " + demo.directory() + ": " + e.getMessage() + ". Delete it by hand.");
        }
    }
}
