package io.openinbox.webhook;

import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.TeamId;
import io.openinbox.webhook.DeliveryStore.Due;
import io.openinbox.webhook.DeliveryStore.LaneState;
import io.openinbox.webhook.DeliveryStore.Outcome;
import io.openinbox.webhook.Webhook.DisabledReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A batch of deliveries to one endpoint. What was never tried goes one after the other, so that it arrives in its order; what
 * is tried again goes beside it, a few at once. After some failures in a row the endpoint is left alone for a while and then
 * asked with a single delivery: a dead one costs next to nothing.
 */
final class Lane {

    /** How many retries go to one endpoint at once. */
    private static final int RETRIES_AT_ONCE = 4;

    /** From so many failures in a row it rests. */
    private static final int BROKEN_FROM = 5;

    private static final Duration SHORTEST_REST = Duration.ofSeconds(5);
    private static final Duration LONGEST_REST = Duration.ofMinutes(5);
    private static final Duration LONGEST_REST_ASKED_FOR = Duration.ofHours(1);

    private static final int GONE = 410;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private final TeamId team;
    private final Webhook webhook;
    private final List<WebhookSecret> secrets;
    private final Queue<Due> firsts = new ArrayDeque<>();
    private final Queue<Due> agains = new ArrayDeque<>();
    private final SendAttempt sender;
    private final WebhookTimes times;
    private final InboxClock clock;
    private final Consumer<Outcome> outcomes;

    private int failures;
    private @Nullable Instant failingSince;
    private @Nullable Instant restingUntil;
    private @Nullable DisabledReason disabled;

    /** @param outcomes takes each attempt as soon as it is over */
    Lane(
            TeamId team,
            Webhook webhook,
            List<WebhookSecret> secrets,
            LaneState state,
            List<Due> due,
            SendAttempt sender,
            WebhookTimes times,
            InboxClock clock,
            Consumer<Outcome> outcomes) {
        this.team = team;
        this.webhook = webhook;
        this.secrets = List.copyOf(secrets);
        this.failures = state.failures();
        this.failingSince = state.failingSince();
        this.sender = sender;
        this.times = times;
        this.clock = clock;
        this.outcomes = outcomes;
        for (Due one : due) {
            (one.isFirst() ? firsts : agains).add(one);
        }
    }

    TeamId team() {
        return team;
    }

    Webhook webhook() {
        return webhook;
    }

    /** Whether it is only to be found out if the endpoint is there again. */
    static boolean isBroken(int failures) {
        return failures >= BROKEN_FROM;
    }

    boolean isFailing() {
        return failures > 0;
    }

    /** Delivers until nothing is left, or the endpoint is better left alone. */
    void run() throws InterruptedException {
        if (isBroken(failures)) {
            Due probe = next(agains);
            deliver(probe == null ? firsts.remove() : probe);
            if (isStopped()) {
                return;
            }
        }
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Math.min(RETRIES_AT_ONCE, agains.size()); i++) {
            threads.add(Thread.ofVirtual().name("webhook-retry").start(() -> drain(agains)));
        }
        drain(firsts);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** To be written when everything is over. */
    synchronized LaneState state() {
        return new LaneState(webhook.id(), failures, failingSince, restingUntil);
    }

    /** Why no more is to be sent at all; null when it is. */
    synchronized @Nullable DisabledReason disabled() {
        return disabled;
    }

    private void drain(Queue<Due> queue) {
        Due due = next(queue);
        while (due != null) {
            deliver(due);
            due = isStopped() ? null : next(queue);
        }
    }

    private synchronized @Nullable Due next(Queue<Due> queue) {
        return queue.poll();
    }

    private synchronized boolean isStopped() {
        return restingUntil != null || disabled != null;
    }

    private void deliver(Due due) {
        String body = due.body();
        if (body == null) {
            outcomes.accept(
                    new Outcome(due.id(), null, due.attempts(), due.tries(), Delivery.State.FAILED, null, clock.now()));
            return;
        }
        SendAttempt.Result result =
                sender.send(webhook.url(), secrets, due.event().text(), body, due.attempts() + 1);
        Instant now = clock.now();
        outcomes.accept(result.attempt().isSuccess() ? succeeded(due, result, now) : failed(due, result, now));
    }

    private synchronized Outcome succeeded(Due due, SendAttempt.Result result, Instant now) {
        failures = 0;
        failingSince = null;
        return new Outcome(
                due.id(), result.attempt(), due.attempts() + 1, due.tries() + 1, Delivery.State.DELIVERED, null, now);
    }

    private synchronized Outcome failed(Due due, SendAttempt.Result result, Instant now) {
        failures++;
        failingSince = failingSince == null ? now : failingSince;
        Integer status = result.attempt().status();
        Duration asked = RetryAfter.of(result.retryAfter(), now);
        decide(status, asked, now);
        int tries = due.tries() + 1;
        boolean isOver = times.isLast(tries);
        Instant next = null;
        if (!isOver) {
            Duration wait = times.waitAfter(tries);
            next = now.plus(wait.compareTo(asked) < 0 ? asked : wait);
        }
        return new Outcome(
                due.id(),
                result.attempt(),
                due.attempts() + 1,
                tries,
                isOver ? Delivery.State.FAILED : Delivery.State.WAITING,
                next,
                isOver ? now : null);
    }

    private void decide(@Nullable Integer status, Duration asked, Instant now) {
        if (status != null && status == GONE) {
            disabled = DisabledReason.GONE;
        } else if (failingSince != null && !failingSince.plus(times.giveUp()).isAfter(now)) {
            disabled = DisabledReason.FAILING;
        } else if (status != null && (status == TOO_MANY_REQUESTS || status == UNAVAILABLE) && asked.isPositive()) {
            restingUntil = now.plus(asked.compareTo(LONGEST_REST_ASKED_FOR) > 0 ? LONGEST_REST_ASKED_FOR : asked);
        } else if (isBroken(failures)) {
            restingUntil = now.plus(rest(failures));
        }
    }

    private static Duration rest(int failures) {
        Duration rest = SHORTEST_REST;
        for (int i = BROKEN_FROM; i < failures && rest.compareTo(LONGEST_REST) < 0; i++) {
            rest = rest.multipliedBy(2);
        }
        return rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
    }
}
