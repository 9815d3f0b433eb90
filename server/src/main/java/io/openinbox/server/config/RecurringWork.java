package io.openinbox.server.config;

import io.openinbox.event.TailRelay;
import io.openinbox.privacy.Retention;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What every node does again and again beside answering requests. One run of each at a time; closing it lets that one finish. */
public final class RecurringWork implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RecurringWork.class);

    private static final long STEP_MILLIS = 1_000;

    /** Longer than a connector's call may take. */
    private static final long PATIENCE_SECONDS = 25;

    /** Reading a platform's history takes its time, and must not keep sends from being resolved. */
    private static final int THREADS = 5;

    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(
            THREADS, Thread.ofPlatform().name("recurring-work").daemon().factory());

    private final TailRelay relay;

    private final Heartbeat heartbeat;

    private RecurringWork(TailRelay relay, Heartbeat heartbeat) {
        this.relay = relay;
        this.heartbeat = heartbeat;
    }

    public static RecurringWork start(InboxCore core) {
        var work = new RecurringWork(TailRelay.start(core.database(), core.tail()), Heartbeat.start(core.nodes()));
        work.repeat("resolving sends", core.resolveSends()::run);
        work.repeat("removing what is old", new Retention(core.database(), core.clock())::run);
        work.once("asking for what was missed", core.backfills()::requestGaps);
        work.repeat("reading history", core.fetchHistory()::run);
        work.repeat("applying early changes of messages", core.receiveChanges()::run);
        work.once("removing abandoned media", core.fetchMedia()::removeAbandoned);
        work.repeat("refreshing profiles", Duration.ofMinutes(1), core.refreshProfiles()::run);
        work.repeat("fetching media", core.fetchMedia()::run);
        return work;
    }

    private void once(String name, Runnable task) {
        executor.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                log.error("The work of {} failed.", name, e);
            }
        });
    }

    private void repeat(String name, Runnable task) {
        repeat(name, Duration.ofMillis(STEP_MILLIS), task);
    }

    private void repeat(String name, Duration step, Runnable task) {
        ScheduledFuture<?> _ = executor.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        log.error("The recurring work of {} failed and will be tried again.", name, e);
                    }
                },
                0,
                step.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        heartbeat.close();
        relay.close();
        executor.shutdown();
        try {
            if (!executor.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
