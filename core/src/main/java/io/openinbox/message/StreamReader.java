package io.openinbox.message;

import io.openinbox.account.Reception;
import io.openinbox.account.Receptions;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.InboxException;
import io.openinbox.platform.Connector;
import io.openinbox.platform.Inbound;
import io.openinbox.platform.InboundStream;
import io.openinbox.platform.Platform;
import io.openinbox.platform.Receiving;
import io.openinbox.platform.Receiving.Opening;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Reads a platform's stream and takes in what it tells, again and again until it is closed. How far the stream was taken in
 * is stored: after a cut, here or on another node, the platform is asked to tell again what came later, and what lies too far
 * back for that is fetched.
 */
final class StreamReader implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StreamReader.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** Platforms tell things late: this much before the last message that came is asked for again. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    /** A sign of life sooner after the opening may come before what was asked for. */
    private static final Duration CATCHING_UP = Duration.ofSeconds(5);

    /** How far the stored time may lag behind. */
    private static final Duration SAVED = Duration.ofSeconds(5);

    private final InboxClock clock;
    private final Platform platform;
    private final Connector connector;
    private final Receiving receiving;
    private final IngestMessages ingest;
    private final Receptions receptions;
    private final Consumer<Instant> tooLongAgo;

    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable InboundStream open;
    private volatile @Nullable String trouble;
    private Instant aliveAt = Instant.MIN;
    private Instant savedAt = Instant.MIN;

    /** @param tooLongAgo told since when something was missed that the stream can no longer tell */
    StreamReader(
            InboxClock clock,
            Connector connector,
            Receiving receiving,
            IngestMessages ingest,
            Receptions receptions,
            Consumer<Instant> tooLongAgo) {
        this.clock = clock;
        this.platform = connector.platform();
        this.connector = connector;
        this.receiving = receiving;
        this.ingest = ingest;
        this.receptions = receptions;
        this.tooLongAgo = tooLongAgo;
    }

    static StreamReader start(
            InboxClock clock,
            Connector connector,
            Receiving receiving,
            IngestMessages ingest,
            Receptions receptions,
            Consumer<Instant> tooLongAgo) {
        var reader = new StreamReader(clock, connector, receiving, ingest, receptions, tooLongAgo);
        Thread.ofVirtual().name("stream-" + connector.platform()).start(reader::run);
        return reader;
    }

    /** Why nothing comes in at this moment; empty while the stream is open. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Ends the connection; what is being taken in is finished. */
    @Override
    public void close() {
        closed.countDown();
        InboundStream stream = open;
        if (stream != null) {
            stream.close();
        }
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        while (!isClosed()) {
            boolean hasRead = false;
            Duration wished = Duration.ZERO;
            try {
                switch (openAgain()) {
                    case Opening.Opened(InboundStream stream) -> hasRead = drain(stream);
                    case Opening.Unavailable(String detail, Duration retryAfter) -> {
                        report(detail);
                        wished = retryAfter == null ? Duration.ZERO : retryAfter;
                    }
                }
            } catch (DataAccessException | TransactionException | InboxException e) {
                // What the stream told was not stored: it is asked for again.
                report("What it told could not be stored: " + e.getClass().getSimpleName() + ".");
            } catch (RuntimeException e) {
                report("Reading the stream failed in a way that is a bug.");
                log.error("Reading the stream of {} failed and will be tried again.", platform, e);
            }
            pause = hasRead ? FIRST_PAUSE : longer(pause);
            sleep(wished.compareTo(pause) > 0 ? wished : pause);
        }
    }

    private Opening openAgain() {
        Instant now = clock.now();
        aliveAt = receptions.find(platform).map(Reception::aliveAt).orElse(now);
        Duration missed = Duration.between(aliveAt, now);
        Duration wanted = missed.plus(MARGIN);
        Duration recall = wanted.compareTo(receiving.longestRecall()) < 0 ? wanted : receiving.longestRecall();
        Opening opening = receiving.open(recall);
        if (opening instanceof Opening.Opened && missed.compareTo(receiving.longestRecall()) > 0) {
            tooLongAgo.accept(aliveAt);
        }
        return opening;
    }

    /** Returns whether anything came. */
    private boolean drain(InboundStream stream) {
        try (stream) {
            open = stream;
            if (isClosed()) {
                return false;
            }
            trouble = null;
            boolean hasRead = false;
            Instant opened = clock.now();
            while (true) {
                Optional<List<byte[]>> came = stream.next();
                if (came.isEmpty()) {
                    save();
                    return hasRead;
                }
                hasRead = true;
                take(came.get(), opened);
            }
        } finally {
            open = null;
        }
    }

    private void take(List<byte[]> bodies, Instant opened) {
        Instant now = clock.now();
        if (bodies.isEmpty()) {
            if (Duration.between(opened, now).compareTo(CATCHING_UP) > 0) {
                reached(now);
            }
            return;
        }
        List<Inbound> inbound = new ArrayList<>();
        bodies.forEach(body -> inbound.addAll(connector.deliveries().read(body)));
        ingest.receive(platform, inbound);
        inbound.stream()
                .filter(Inbound.Message.class::isInstance)
                .map(message -> ((Inbound.Message) message).at())
                .max(Instant::compareTo)
                .ifPresent(at -> reached(at.isBefore(now) ? at : now));
    }

    private void reached(Instant time) {
        if (time.isAfter(aliveAt)) {
            aliveAt = time;
            if (savedAt.plus(SAVED).isBefore(aliveAt)) {
                save();
            }
        }
    }

    private void save() {
        if (aliveAt.isAfter(savedAt)) {
            receptions.alive(platform, aliveAt);
            savedAt = aliveAt;
        }
    }

    private void report(String detail) {
        if (!detail.equals(trouble)) {
            log.warn("The stream of {} is not open: {}", platform, detail);
        }
        trouble = detail;
    }

    /** With a random part, so that nodes and installations do not come back all at once. */
    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        Duration bounded = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        return bounded.plusMillis(ThreadLocalRandom.current().nextLong(bounded.toMillis() / 4 + 1));
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void sleep(Duration time) {
        try {
            var _ = closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed.countDown();
        }
    }
}
