package io.openinbox.simulator.x;

import io.openinbox.simulator.x.Route.Access;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The stream of activity: one event a line, a blank line as a sign of life, at most two readers. What happens while nobody
 * reads is lost to them, except for what they ask to be told again when they come back. Thread-safe.
 */
final class ActivityStream {

    /** Where deliveries go that go to no webhook. */
    static final URI ADDRESS = URI.create("x:activity-stream");

    private static final int READERS = 2;
    private static final int LONGEST_RECALL = 5;
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(20);

    private final SimulatedClock clock;
    private final List<Told> told = new ArrayList<>();
    private final List<Reader> readers = new ArrayList<>();
    private volatile Duration keepAlive = KEEP_ALIVE;

    private record Told(Instant at, String body) {}

    ActivityStream(SimulatedClock clock) {
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(Route.of("GET", "/2/activity/stream", XCall.STREAM, Access.APP, "", this::open));
    }

    private Outcome open(Call call) {
        int recall = Numbers.between(call.query(), "backfill_minutes", 0, LONGEST_RECALL, 0);
        return Outcome.live(connect(Duration.ofMinutes(recall)));
    }

    private synchronized Reader connect(Duration recall) {
        if (readers.size() >= READERS) {
            throw new Refused(XRefusal.tooManyConnections());
        }
        var reader = new Reader();
        Instant since = clock.instant().minus(recall);
        if (!recall.isZero()) {
            told.stream().filter(event -> !event.at().isBefore(since)).forEach(event -> reader.tell(event.body()));
        }
        readers.add(reader);
        return reader;
    }

    /** Tells every reader. */
    synchronized void tell(String body) {
        Instant now = clock.instant();
        told.removeIf(event -> event.at().isBefore(now.minus(Duration.ofMinutes(LONGEST_RECALL))));
        told.add(new Told(now, body));
        readers.forEach(reader -> reader.tell(body));
    }

    synchronized int readers() {
        return readers.size();
    }

    /** Ends every connection, in the middle of a line or between two. Who comes back is let in. */
    synchronized int cut(boolean inTheMiddle) {
        int count = readers.size();
        readers.forEach(reader -> reader.cut(inTheMiddle));
        readers.clear();
        return count;
    }

    private synchronized void leave(Reader reader) {
        readers.remove(reader);
    }

    void keepAlive(Duration interval) {
        keepAlive = interval;
    }

    /** One connection. */
    final class Reader {

        private sealed interface Item {}

        private record Line(String body) implements Item {}

        private record End(boolean inTheMiddle) implements Item {}

        private final BlockingQueue<Item> queue = new LinkedBlockingQueue<>();

        private void tell(String body) {
            queue.add(new Line(body));
        }

        private void cut(boolean inTheMiddle) {
            queue.clear();
            queue.add(new End(inTheMiddle));
        }

        /** Writes until it is cut or the other side has gone. */
        void run(OutputStream out) throws IOException {
            try {
                // The head of the answer goes out before there is anything to tell.
                write(out, "\r\n");
                while (true) {
                    switch (queue.poll(keepAlive.toMillis(), TimeUnit.MILLISECONDS)) {
                        case null -> write(out, "\r\n");
                        case Line line -> write(out, line.body() + "\r\n");
                        case End end -> {
                            if (end.inTheMiddle()) {
                                write(out, "{\"data\":{\"event_uuid\":\"1\",\"event_type\":\"dm.rec");
                            }
                            return;
                        }
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                leave(this);
            }
        }

        private static void write(OutputStream out, String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }
}
