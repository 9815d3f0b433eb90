package io.openinbox.server.live;

import io.openinbox.event.EventPage;
import io.openinbox.event.Events;
import io.openinbox.event.LogBounds;
import io.openinbox.kernel.TeamId;
import io.openinbox.server.live.Mailbox.Farewell;
import io.openinbox.server.manner.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One client's stream, written by one thread: first what the client has missed, read from the log, then what its mailbox
 * brings. Every entry of the log is written once, in order; whatever ends the stream, the number of the last one is where
 * the client goes on.
 */
final class LiveStream {

    /** How often it is asked whether the client may still listen, at least. */
    private static final Duration ACCESS_CHECK = Duration.ofSeconds(4);

    private static final byte[] BEAT = Frame.utf8(": heartbeat\n\n");

    private final TeamId team;
    private final @Nullable Long since;
    private final Events events;
    private final BooleanSupplier mayListen;
    private final Duration heartbeat;
    private final Duration step;
    private final OutputStream out;
    private final Mailbox mailbox = new Mailbox();
    private long written;
    private long checkedAt = System.nanoTime();
    private long beatAt = System.nanoTime();

    /**
     * @param since the number of the last entry the client has; null begins with the next one
     * @param heartbeat how often a silent stream says that it lives
     */
    LiveStream(
            TeamId team,
            @Nullable Long since,
            Events events,
            BooleanSupplier mayListen,
            Duration heartbeat,
            OutputStream out) {
        this.team = team;
        this.since = since;
        this.events = events;
        this.mayListen = mayListen;
        this.heartbeat = heartbeat;
        this.step = heartbeat.compareTo(ACCESS_CHECK) < 0 ? heartbeat : ACCESS_CHECK;
        this.out = out;
    }

    Mailbox mailbox() {
        return mailbox;
    }

    /**
     * Writes until the client or the server ends it.
     *
     * @param join puts the mailbox where it gets everything behind the number it answers
     * @throws IOException when the client has gone, or has not read for as long as a write may take
     */
    void run(ToLongFunction<Mailbox> join) throws IOException, InterruptedException {
        begin();
        // First without the mailbox: a long way to catch up would fill it.
        catchUp(Long.MAX_VALUE);
        catchUp(join.applyAsLong(mailbox));
        Farewell farewell;
        do {
            write(mailbox.take(step));
            checkAccess();
            farewell = mailbox.farewell();
        } while (farewell == null);
        out.write(Frame.named("bye", written, Json.text(new Bye(word(farewell), written)))
                .bytes());
        out.flush();
    }

    private void begin() throws IOException {
        LogBounds log = events.bounds(team);
        written = since == null ? log.lastSeq() : since;
        if (written > log.lastSeq()) {
            resync("ahead", log);
            written = log.lastSeq();
        } else if (written < log.oldestSeq() - 1) {
            resync("expired", log);
            written = log.oldestSeq() - 1;
        }
        out.write(Frame.named("ready", written, Json.text(new Ready(written, heartbeat.toSeconds())))
                .bytes());
        out.flush();
    }

    /** The client's picture cannot be brought up to date from the log. */
    private void resync(String reason, LogBounds log) throws IOException {
        out.write(Frame.named("resync", Json.text(new Resync(reason, log.oldestSeq(), log.lastSeq())))
                .bytes());
    }

    /** Writes from the log up to this number, or to its end. */
    private void catchUp(long upTo) throws IOException {
        EventPage page;
        do {
            if (written >= upTo) {
                return;
            }
            page = events.list(team, written, TeamFeed.PAGE);
            write(TeamFeed.frames(page.events()));
        } while (page.hasMore() || (upTo < Long.MAX_VALUE && written < upTo));
    }

    private void write(List<Frame> frames) throws IOException {
        boolean isAnything = false;
        for (Frame frame : frames) {
            if (!frame.isLogged()) {
                out.write(frame.bytes());
                isAnything = true;
            } else if (frame.seq() > written) {
                out.write(frame.bytes());
                written = frame.seq();
                isAnything = true;
            }
        }
        long now = System.nanoTime();
        if (!isAnything && now - beatAt >= heartbeat.toNanos()) {
            out.write(BEAT);
            isAnything = true;
        }
        if (isAnything) {
            out.flush();
            beatAt = now;
        }
    }

    private void checkAccess() {
        long now = System.nanoTime();
        if (now - checkedAt >= step.toNanos()) {
            checkedAt = now;
            if (!mayListen.getAsBoolean()) {
                mailbox.close(Farewell.SIGNED_OUT);
            }
        }
    }

    private static String word(Farewell farewell) {
        return switch (farewell) {
            case SLOW -> "slow";
            case SIGNED_OUT -> "signedOut";
            case STOPPING -> "stopping";
        };
    }

    /** @param seq where the stream begins: the next entry is the one behind it */
    record Ready(long seq, long heartbeatSeconds) {}

    record Resync(String reason, long oldestSeq, long lastSeq) {}

    /** @param seq where to go on */
    record Bye(String reason, long seq) {}
}
