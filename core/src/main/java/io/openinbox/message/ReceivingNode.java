package io.openinbox.message;

import io.openinbox.account.AccountLinks;
import io.openinbox.account.MissedMessages;
import io.openinbox.account.Reception;
import io.openinbox.account.Receptions;
import io.openinbox.db.Leases;
import io.openinbox.kernel.InboxClock;
import io.openinbox.platform.Connector;
import io.openinbox.platform.Platform;
import io.openinbox.platform.Receiving;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * What a node does so that a platform's deliveries arrive: of all nodes one keeps the platform told and, where there is no
 * webhook, reads the stream. When that one dies the next takes over within half a minute, from where it stopped.
 */
public final class ReceivingNode implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ReceivingNode.class);

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final long LEASE_STEP_MILLIS = 2_000;
    private static final long SUBSCRIBE_STEP_MILLIS = 1_000;

    /** How long nobody may have answered the webhook before what was missed is fetched: platforms say nothing of retries. */
    private static final Duration WEBHOOK_PATIENCE = Duration.ofMinutes(1);

    /** Longer than a connector's call may take. */
    private static final long PATIENCE_SECONDS = 25;

    private final Leases leases;
    private final InboxClock clock;
    private final Connector connector;
    private final Receiving receiving;
    private final IngestMessages ingest;
    private final Receptions receptions;
    private final MissedMessages missed;
    private final Receiving.Way way;
    private final KeepSubscribed subscriptions;
    private final String leaseName;
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(
            2, Thread.ofVirtual().name("receiving-", 0).factory());

    private volatile boolean isMine;
    private Instant heldUntil = Instant.MIN;
    private @Nullable StreamReader reader;
    private @Nullable String toldProblem;

    private ReceivingNode(
            Leases leases,
            InboxClock clock,
            Connector connector,
            Receiving receiving,
            IngestMessages ingest,
            AccountLinks accountLinks,
            Receptions receptions,
            MissedMessages missed,
            Receiving.Way way,
            @Nullable URI address) {
        this.leases = leases;
        this.clock = clock;
        this.connector = connector;
        this.receiving = receiving;
        this.ingest = ingest;
        this.receptions = receptions;
        this.missed = missed;
        this.way = way;
        this.leaseName = "receive " + connector.platform();
        this.subscriptions =
                new KeepSubscribed(clock, connector.platform(), receiving, accountLinks, receptions, missed, address);
    }

    /**
     * Starts receiving; deliveries to the webhook must be answered by now.
     *
     * @param receiving of the connector
     * @param address of the webhook; null for the stream
     */
    public static ReceivingNode start(
            Leases leases,
            InboxClock clock,
            Connector connector,
            Receiving receiving,
            IngestMessages ingest,
            AccountLinks accountLinks,
            Receptions receptions,
            MissedMessages missed,
            Receiving.Way way,
            @Nullable URI address) {
        var node = new ReceivingNode(
                leases, clock, connector, receiving, ingest, accountLinks, receptions, missed, way, address);
        receptions.choose(connector.platform(), way, address);
        node.repeat(node::holdLease, LEASE_STEP_MILLIS);
        node.repeat(node::subscribe, SUBSCRIBE_STEP_MILLIS);
        return node;
    }

    private void repeat(Runnable step, long everyMillis) {
        ScheduledFuture<?> _ = executor.scheduleWithFixedDelay(
                () -> {
                    try {
                        step.run();
                    } catch (DataAccessException | TransactionException e) {
                        log.warn(
                                "The database did not answer while receiving from {} was kept up: {}",
                                platform(),
                                e.getMessage());
                    } catch (RuntimeException e) {
                        log.error("Keeping up receiving from {} failed and will be tried again.", platform(), e);
                    }
                },
                0,
                everyMillis,
                TimeUnit.MILLISECONDS);
    }

    private synchronized void holdLease() {
        boolean wasMine = isMine;
        try {
            isMine = leases.take(leaseName, LEASE);
        } catch (DataAccessException | TransactionException e) {
            // Whoever cannot prolong the lease stops in time for the next holder.
            isMine = clock.now().isBefore(heldUntil);
            if (!isMine) {
                stopReading();
            }
            throw e;
        }
        if (!isMine) {
            stopReading();
            return;
        }
        if (!wasMine) {
            takeOver();
        }
        heldUntil = clock.now().plus(LEASE);
        keepAlive();
    }

    private void takeOver() {
        log.info(
                "This node receives from {} by {}.",
                platform(),
                way == Receiving.Way.STREAM ? "its stream" : "webhook");
        subscriptions.startOver();
        toldProblem = receptions.find(platform()).map(Reception::problem).orElse(null);
        if (way == Receiving.Way.WEBHOOK) {
            receptions
                    .find(platform())
                    .map(Reception::aliveAt)
                    .filter(alive -> Duration.between(alive, clock.now()).compareTo(WEBHOOK_PATIENCE) > 0)
                    .ifPresent(this::fetchMissed);
        }
    }

    private void keepAlive() {
        StreamReader reading = reader;
        switch (way) {
            case STREAM -> {
                if (reading == null) {
                    reading = StreamReader.start(clock, connector, receiving, ingest, receptions, this::fetchMissed);
                    reader = reading;
                }
            }
            case WEBHOOK -> {
                if (subscriptions.isRegistered()) {
                    receptions.alive(platform(), clock.now());
                }
            }
        }
        Optional<String> trouble = reading == null ? Optional.empty() : reading.trouble();
        String problem = subscriptions.problem().or(() -> trouble).orElse(null);
        if (!Objects.equals(problem, toldProblem)) {
            receptions.problem(platform(), problem);
            toldProblem = problem;
        }
    }

    private void subscribe() {
        if (isMine) {
            subscriptions.run();
        }
    }

    private void fetchMissed(Instant since) {
        receptions
                .activeLinks(platform())
                .forEach(active -> missed.fetch(active.teamId(), active.link().id(), since));
    }

    private void stopReading() {
        StreamReader reading = reader;
        if (reading != null) {
            reading.close();
            reader = null;
        }
    }

    private Platform platform() {
        return connector.platform();
    }

    /** Lets another node take over at once. */
    @Override
    public void close() {
        executor.shutdown();
        synchronized (this) {
            stopReading();
        }
        try {
            if (!executor.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (isMine) {
            try {
                if (way == Receiving.Way.WEBHOOK && subscriptions.isRegistered()) {
                    receptions.alive(platform(), clock.now());
                }
                leases.release(leaseName);
            } catch (DataAccessException | TransactionException e) {
                log.info("The lease {} could not be given back; it ends by itself.", leaseName);
            }
        }
    }
}
