package io.openinbox.event;

import io.openinbox.kernel.TeamId;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;

/**
 * Wakes whoever follows a team's log as soon as a transaction of this process has made it longer. It says that there is
 * something to read, not what: a follower reads the log by sequence number, so a wake too many or too few loses nothing.
 * {@link TailRelay} does the same between nodes. Thread-safe.
 */
public final class Tail {

    private final Map<TeamId, Set<Follower>> followers = new ConcurrentHashMap<>();
    private final Collection<Watcher> watchers = new CopyOnWriteArrayList<>();

    /** Follows one team's log until the answer is closed. */
    public Subscription follow(TeamId team, Follower follower) {
        followers.compute(team, (key, known) -> {
            Set<Follower> all = known == null ? new CopyOnWriteArraySet<>() : known;
            all.add(follower);
            return all;
        });
        watchers.forEach(Watcher::followed);
        return () -> followers.computeIfPresent(team, (key, all) -> {
            all.remove(follower);
            return all.isEmpty() ? null : all;
        });
    }

    /** Watches the logs of all teams until the answer is closed. */
    public Subscription watch(Watcher watcher) {
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    /**
     * Tells the team's members something that is not stored, such as who is typing: whoever follows now hears it, on this
     * node and on the others.
     *
     * @param text short: PostgreSQL carries less than 8,000 bytes between nodes
     */
    public void signal(TeamId team, String text) {
        heard(team, text);
        watchers.forEach(watcher -> watcher.signalled(team, text));
    }

    /** A transaction of this process has appended to the team's log. */
    void grown(TeamId team) {
        wake(team);
        watchers.forEach(watcher -> watcher.grown(team));
    }

    void wake(TeamId team) {
        followers.getOrDefault(team, Set.of()).forEach(Follower::wake);
    }

    void heard(TeamId team, String text) {
        followers.getOrDefault(team, Set.of()).forEach(follower -> follower.hear(text));
    }

    /** Wakes those who have not read as far as the log goes. */
    void wakeBehind(Map<TeamId, Long> lastSeqs) {
        lastSeqs.forEach((team, lastSeq) -> followers.getOrDefault(team, Set.of()).stream()
                .filter(follower -> follower.seq() < lastSeq)
                .forEach(Follower::wake));
    }

    /** The most any follower has still to read, where the logs have come to these ends. */
    long mostUnread(Map<TeamId, Long> lastSeqs) {
        return lastSeqs.entrySet().stream()
                .flatMapToLong(end -> followers.getOrDefault(end.getKey(), Set.of()).stream()
                        .mapToLong(follower -> end.getValue() - follower.seq()))
                .max()
                .orElse(0);
    }

    Set<TeamId> followed() {
        return Set.copyOf(followers.keySet());
    }

    /** Reads a team's log as it grows. Its methods return at once and throw nothing: a request that just committed calls. */
    public interface Follower {

        /** How far it has read. */
        long seq();

        /** There may be more to read. */
        void wake();

        /** Something was said that is not stored. */
        void hear(String text);
    }

    /** Sees what this process does to all logs. Its methods return at once and throw nothing. */
    public interface Watcher {

        default void grown(TeamId team) {}

        default void signalled(TeamId team, String text) {}

        /** Somebody has begun to follow a team. */
        default void followed() {}
    }

    /** Ends when closed. */
    public interface Subscription extends AutoCloseable {

        @Override
        void close();
    }
}
