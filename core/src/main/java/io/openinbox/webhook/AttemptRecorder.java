package io.openinbox.webhook;

import io.openinbox.kernel.TeamId;
import io.openinbox.webhook.DeliveryStore.LaneState;
import io.openinbox.webhook.DeliveryStore.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Writes what became of attempts, all that have gathered at once. What a crash keeps it from writing is delivered again, with
 * the same bytes.
 */
final class AttemptRecorder implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AttemptRecorder.class);
    private static final int MOST_AT_ONCE = 500;
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final DeliveryStore store;
    private final UUID node;
    private final Consumer<TeamId> released;
    private final BlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
    private final Thread thread;

    /** @param released is told of the teams whose lanes can be taken again */
    AttemptRecorder(DeliveryStore store, UUID node, Consumer<TeamId> released) {
        this.store = store;
        this.node = node;
        this.released = released;
        this.thread = Thread.ofPlatform().name("webhook-record").daemon().start(this::run);
    }

    void add(TeamId team, Outcome outcome) {
        queue.add(new Entry(team, outcome, null));
    }

    /** After all of the lane's outcomes. */
    void release(TeamId team, LaneState lane) {
        queue.add(new Entry(team, null, lane));
    }

    /** Writes what is there, and ends. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (true) {
                List<Entry> gathered = new ArrayList<>();
                gathered.add(queue.take());
                queue.drainTo(gathered, MOST_AT_ONCE - 1);
                write(gathered);
            }
        } catch (InterruptedException e) {
            List<Entry> rest = new ArrayList<>();
            queue.drainTo(rest);
            byTeam(rest).forEach(this::tryToWrite);
        }
    }

    private void write(List<Entry> gathered) throws InterruptedException {
        for (Map.Entry<TeamId, List<Entry>> team : byTeam(gathered).entrySet()) {
            while (!tryToWrite(team.getKey(), team.getValue())) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_AFTER_FAILURE.toMillis());
            }
        }
    }

    private boolean tryToWrite(TeamId team, List<Entry> entries) {
        List<Outcome> outcomes = new ArrayList<>();
        List<LaneState> lanes = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.outcome() != null) {
                outcomes.add(entry.outcome());
            }
            if (entry.lane() != null) {
                lanes.add(entry.lane());
            }
        }
        try {
            if (!outcomes.isEmpty()) {
                store.record(team, outcomes);
            }
            if (!lanes.isEmpty()) {
                store.release(team, node, lanes);
                released.accept(team);
            }
            return true;
        } catch (DataAccessException e) {
            log.warn("{} webhook attempts could not be written yet: {}", outcomes.size(), e.getMessage());
            return false;
        }
    }

    private static Map<TeamId, List<Entry>> byTeam(List<Entry> entries) {
        Map<TeamId, List<Entry>> byTeam = new LinkedHashMap<>();
        entries.forEach(entry ->
                byTeam.computeIfAbsent(entry.team(), team -> new ArrayList<>()).add(entry));
        return byTeam;
    }

    private record Entry(
            TeamId team,
            @Nullable Outcome outcome,
            @Nullable LaneState lane) {}
}
