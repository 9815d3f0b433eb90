package io.openinbox.server.config;

import io.openinbox.db.Nodes;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows this node to the others every few seconds, on a thread that no other work can hold up. Closing it takes leave. */
final class Heartbeat implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);

    private static final long PATIENCE_SECONDS = 5;

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("heartbeat").daemon().factory());

    private final Nodes nodes;

    private Heartbeat(Nodes nodes) {
        this.nodes = nodes;
    }

    static Heartbeat start(Nodes nodes) {
        var heartbeat = new Heartbeat(nodes);
        ScheduledFuture<?> _ = heartbeat.executor.scheduleAtFixedRate(
                heartbeat::beat, 0, Nodes.INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return heartbeat;
    }

    private void beat() {
        try {
            nodes.beat();
        } catch (RuntimeException e) {
            log.warn("This node could not show itself to the others, and will try again: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
            nodes.leave();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.warn("This node could not take its leave; the others will miss it soon: {}", e.getMessage());
        }
    }
}
