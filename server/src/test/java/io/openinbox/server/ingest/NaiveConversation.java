package io.openinbox.server.ingest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One conversation as the rules read, without a database, batches, or anything at once. */
final class NaiveConversation {

    /** @param time the step it was written in */
    record Written(int time, boolean inbound) {

        String text() {
            return (inbound ? "theirs " : "ours ") + time;
        }
    }

    private final List<Integer> deletions = new ArrayList<>();
    private final List<Written> live = new ArrayList<>();
    private boolean done;
    private boolean request;
    private int opened;
    private int broughtBack;
    private int messagesShown;

    /** Messages not delivered before, at once: their order must not matter. */
    void deliver(List<Written> messages) {
        messages.forEach(this::deliver);
    }

    private void deliver(Written message) {
        if (deletions.stream().anyMatch(deletion -> deletion >= message.time())) {
            return;
        }
        if (live.isEmpty()) {
            opened++;
            done = false;
            request = message.inbound();
        }
        live.add(message);
        messagesShown++;
        if (!message.inbound()) {
            request = false;
        } else if (done) {
            done = false;
            broughtBack++;
        }
    }

    void setDone(boolean value) {
        if (done && !value) {
            broughtBack++;
        }
        done = value;
    }

    void delete(int time) {
        deletions.add(time);
        live.clear();
    }

    boolean isLive() {
        return !live.isEmpty();
    }

    boolean isDone() {
        return done;
    }

    boolean isRequest() {
        return request;
    }

    Written last() {
        return live.stream().max(Comparator.comparingInt(Written::time)).orElseThrow();
    }

    List<String> shownNewestFirst() {
        return live.stream()
                .sorted(Comparator.comparingInt(Written::time).reversed())
                .map(Written::text)
                .toList();
    }

    List<String> views() {
        if (!isLive()) {
            return List.of();
        }
        if (done) {
            return List.of("archived", "all");
        }
        if (request) {
            return List.of("requests", "all");
        }
        return last().inbound() ? List.of("default", "all") : List.of("default", "no-reply", "all");
    }

    int opened() {
        return opened;
    }

    /** By messages and by hand. */
    int broughtBack() {
        return broughtBack;
    }

    int messagesShown() {
        return messagesShown;
    }
}
