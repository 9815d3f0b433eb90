package io.openinbox.simulator.x;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The log of deliveries and what posts them. A delivery is entered first and started later, so that whoever waits for
 * idleness after a call sees what the call caused. The first attempts of a lane go out one after another; attempts that
 * follow a failure do not hold up the lane. Thread-safe.
 */
final class Deliveries {

    /** More would overrun the listen queue of a small server, which X does not do either. */
    private static final int AT_ONCE = 64;

    private final XSettings settings;
    private final SimulatedClock clock;
    private final String consumerSecret;
    private final Behaviours behaviours;
    private final HttpClient http;
    private final ActivityStream stream;
    private final ExecutorService threads;

    private final Semaphore underWay = new Semaphore(AT_ONCE);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Delivery> log = new ArrayList<>();
    private final Map<String, List<Delivery>> byEvent = new HashMap<>();
    private final Deque<Delivery> held = new ArrayDeque<>();
    private final Map<String, Deque<Delivery>> lanes = new HashMap<>();
    private int waiting;
    private volatile boolean stopped;

    Deliveries(
            XSettings settings,
            SimulatedClock clock,
            String consumerSecret,
            Behaviours behaviours,
            HttpClient http,
            ActivityStream stream,
            ExecutorService threads) {
        this.settings = settings;
        this.clock = clock;
        this.consumerSecret = consumerSecret;
        this.behaviours = behaviours;
        this.http = http;
        this.stream = stream;
        this.threads = threads;
    }

    /** Enters a notice for a webhook into the log, once per copy. What is not held must be started. */
    List<Delivery> enter(Notice notice, Webhooks.Target target, String body) {
        boolean hold = false;
        boolean atOnce = false;
        int copies = 1;
        Duration delay = Duration.ZERO;
        for (XDeliveryBehaviour.Effect effect : behaviours.of(notice)) {
            switch (effect) {
                case XDeliveryBehaviour.Hold() -> hold = true;
                case XDeliveryBehaviour.Delay(Duration by) -> delay = delay.plus(by);
                case XDeliveryBehaviour.Duplicate(int count, boolean together) -> {
                    copies = Math.max(copies, count);
                    atOnce |= together;
                }
            }
        }
        XDelivery.State state = hold ? XDelivery.State.HELD : XDelivery.State.WAITING;
        List<Delivery> entered = new ArrayList<>();
        lock.lock();
        try {
            for (int copy = 0; copy < copies; copy++) {
                Delivery delivery = new Delivery(notice, target.url(), body, atOnce && copies > 1, delay, state);
                log.add(delivery);
                byEvent.computeIfAbsent(notice.eventId(), _ -> new ArrayList<>())
                        .add(delivery);
                entered.add(delivery);
                if (hold) {
                    held.add(delivery);
                } else {
                    waiting++;
                }
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        return entered;
    }

    /** Starts what was entered; what is held stays so. */
    void start(List<Delivery> deliveries) {
        for (Delivery delivery : deliveries) {
            if (!isHeld(delivery)) {
                start(delivery, delivery.notice.lane());
            }
        }
    }

    private boolean isHeld(Delivery delivery) {
        return locked(() -> delivery.state == XDelivery.State.HELD);
    }

    private void start(Delivery delivery, String lane) {
        if (delivery.beside) {
            run(() -> attempt(delivery));
        } else if (delivery.delay.isZero()) {
            enqueue(delivery, lane);
        } else {
            run(() -> {
                if (pause(delivery.delay)) {
                    enqueue(delivery, lane);
                }
            });
        }
    }

    private void enqueue(Delivery delivery, String lane) {
        lock.lock();
        try {
            Deque<Delivery> running = lanes.get(lane);
            if (running != null) {
                running.add(delivery);
                return;
            }
            lanes.put(lane, new ArrayDeque<>(List.of(delivery)));
        } finally {
            lock.unlock();
        }
        run(() -> drain(lane));
    }

    private void drain(String lane) {
        while (!Thread.currentThread().isInterrupted()) {
            Delivery next;
            lock.lock();
            try {
                Deque<Delivery> queue = lanes.get(lane);
                next = queue == null ? null : queue.poll();
                if (next == null) {
                    lanes.remove(lane);
                    return;
                }
            } finally {
                lock.unlock();
            }
            attempt(next);
        }
    }

    private void attempt(Delivery delivery) {
        XDelivery.Attempt attempt = post(delivery);
        boolean again = false;
        Duration pause = Duration.ZERO;
        lock.lock();
        try {
            delivery.attempts.add(attempt);
            int made = delivery.attempts.size();
            if (attempt.status() >= 200 && attempt.status() < 300) {
                delivery.state = XDelivery.State.ACKNOWLEDGED;
                waiting--;
            } else if (made <= settings.retryAfter().size()) {
                again = true;
                pause = settings.retryAfter().get(made - 1);
            } else {
                delivery.state = XDelivery.State.GIVEN_UP;
                waiting--;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (again) {
            Duration before = pause;
            run(() -> {
                if (pause(before)) {
                    attempt(delivery);
                }
            });
        }
    }

    private XDelivery.Attempt post(Delivery delivery) {
        Instant at = clock.instant();
        if (delivery.webhook.equals(ActivityStream.ADDRESS)) {
            stream.tell(delivery.body);
            return new XDelivery.Attempt(at, 200, "told on the stream");
        }
        byte[] body = delivery.body.getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(delivery.webhook)
                .timeout(settings.deliveryTimeout())
                .header("Content-Type", "application/json")
                .header("User-Agent", "X-Webhooks/1.0 (simulated)")
                .header("x-twitter-webhooks-signature", Secrets.sign(consumerSecret, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            underWay.acquire();
            try {
                int status = http.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                return new XDelivery.Attempt(at, status, "answered " + status);
            } finally {
                underWay.release();
            }
        } catch (IOException e) {
            return new XDelivery.Attempt(at, 0, Failures.words(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new XDelivery.Attempt(at, 0, "the simulator was stopped");
        }
    }

    /** What would start after the end of the simulator does not. */
    private void run(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            if (!stopped) {
                throw e;
            }
        }
    }

    void stop() {
        stopped = true;
    }

    private static boolean pause(Duration time) {
        try {
            Thread.sleep(time);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Starts everything held, in the order in which it happened. */
    int release() {
        List<Delivery> batch = takeHeld();
        batch.forEach(delivery -> start(delivery, delivery.notice.lane()));
        return batch.size();
    }

    /** Starts everything held in an order that follows from the seed, one after another across all conversations. */
    int releaseShuffled(long seed) {
        List<Delivery> batch = takeHeld();
        Collections.shuffle(batch, new Random(seed));
        batch.forEach(delivery -> start(delivery, "shuffled"));
        return batch.size();
    }

    private List<Delivery> takeHeld() {
        return locked(() -> {
            List<Delivery> batch = new ArrayList<>(held);
            held.clear();
            batch.forEach(delivery -> delivery.state = XDelivery.State.WAITING);
            waiting += batch.size();
            return batch;
        });
    }

    List<XDelivery> snapshot() {
        return locked(() -> log.stream().map(Delivery::snapshot).toList());
    }

    List<XDelivery> snapshot(String eventId) {
        return locked(() -> byEvent.getOrDefault(eventId, List.of()).stream()
                .map(Delivery::snapshot)
                .toList());
    }

    /** Whether every delivery is acknowledged, given up or held before the time is over. */
    boolean awaitIdle(Duration atMost) {
        return await(atMost, () -> waiting == 0);
    }

    /** Whether these fit before the time is over. */
    boolean await(List<Delivery> deliveries, Predicate<Delivery> condition, Duration atMost) {
        return await(atMost, () -> deliveries.stream().allMatch(condition));
    }

    /** Whether an event has deliveries and all of them are acknowledged or given up before the time is over. */
    boolean awaitEvent(String eventId, Duration atMost) {
        return await(atMost, () -> {
            List<Delivery> deliveries = byEvent.getOrDefault(eventId, List.of());
            return !deliveries.isEmpty()
                    && deliveries.stream()
                            .allMatch(delivery -> delivery.state == XDelivery.State.ACKNOWLEDGED
                                    || delivery.state == XDelivery.State.GIVEN_UP);
        });
    }

    /** Whether each delivery of an event that is not held was tried before the time is over. */
    boolean awaitFirstAttempts(String eventId, Duration atMost) {
        return await(
                atMost,
                () -> byEvent.getOrDefault(eventId, List.of()).stream()
                        .allMatch(delivery -> delivery.state == XDelivery.State.HELD || !delivery.attempts.isEmpty()));
    }

    private boolean await(Duration atMost, BooleanSupplier condition) {
        long nanos = atMost.toNanos();
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = changed.awaitNanos(nanos);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
