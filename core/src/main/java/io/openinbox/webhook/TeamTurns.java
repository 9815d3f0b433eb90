package io.openinbox.webhook;

import io.openinbox.kernel.TeamId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does a piece of work for whichever teams it is asked for: for one team once at a time, and again if it was asked for
 * meanwhile; for a few teams at once. Asking costs nothing and never waits. Thread-safe.
 */
final class TeamTurns {

    private static final Logger log = LoggerFactory.getLogger(TeamTurns.class);

    private final String name;
    private final Consumer<TeamId> work;
    private final Semaphore atOnce;
    private final Map<TeamId, Turn> turns = new ConcurrentHashMap<>();
    private volatile boolean closed;

    TeamTurns(String name, int atOnce, Consumer<TeamId> work) {
        this.name = name;
        this.work = work;
        this.atOnce = new Semaphore(atOnce);
    }

    void ask(TeamId team) {
        if (closed) {
            return;
        }
        turns.compute(team, (key, turn) -> {
            if (turn == null) {
                Thread.ofVirtual().name(name).start(() -> run(team));
                return Turn.RUNNING;
            }
            return Turn.AGAIN;
        });
    }

    /** Begins nothing any more. */
    void close() {
        closed = true;
    }

    boolean isIdle() {
        return turns.isEmpty();
    }

    private void run(TeamId team) {
        do {
            atOnce.acquireUninterruptibly();
            try {
                if (!closed) {
                    work.accept(team);
                }
            } catch (RuntimeException e) {
                log.warn("Work of {} failed for a team and will be done later: {}", name, e.toString());
            } finally {
                atOnce.release();
            }
        } while (turns.computeIfPresent(team, (key, turn) -> turn == Turn.AGAIN && !closed ? Turn.RUNNING : null)
                != null);
    }

    private enum Turn {
        RUNNING,
        AGAIN
    }
}
