package io.openinbox.webhook;

import io.openinbox.db.Database;
import io.openinbox.event.Events;
import io.openinbox.event.Tail;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.WebhookId;
import io.openinbox.webhook.DeliveryStore.Due;
import io.openinbox.webhook.DeliveryStore.LaneState;
import io.openinbox.webhook.Webhook.DisabledReason;
import io.openinbox.webhook.WebhookStore.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers on this node: plans a team as soon as its log grows here, takes endpoints with something due by lease, team by
 * team, and gives each a thread. What another node was doing when it died is taken over when its lease has run out.
 */
public final class WebhookWorkers implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WebhookWorkers.class);

    private static final Duration STEP = Duration.ofMillis(500);
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration RENEWAL = Duration.ofSeconds(3);
    private static final Duration PATIENCE_AT_END = Duration.ofSeconds(16);

    /** Planning and claiming each take a connection: the requests need theirs. */
    private static final int TEAMS_AT_ONCE = 3;

    private static final int LANES_AT_ONCE = 100;
    private static final int FIRSTS = 20;
    private static final int AGAINS = 20;

    /** Endpoints that fail wait for each other, and not those that answer for them. */
    private static final int ANSWERING_AT_ONCE = 500;

    private static final int FAILING_AT_ONCE = 100;

    private final Database database;
    private final InboxClock clock;
    private final Events events;
    private final Tail tail;
    private final WebhookSecrets secrets;
    private final WebhookTimes times;
    private final WebhookStore webhooks;
    private final PlanStore plans;
    private final DeliveryStore deliveries;
    private final PlanDeliveries planner;
    private final SendAttempt sender;
    private final AttemptRecorder recorder;
    private final UUID node = UUID.randomUUID();

    private final TeamTurns planning = new TeamTurns("webhook-plan", TEAMS_AT_ONCE, this::plan);
    private final TeamTurns claiming = new TeamTurns("webhook-claim", TEAMS_AT_ONCE, this::claim);
    private final Semaphore answering = new Semaphore(ANSWERING_AT_ONCE);
    private final Semaphore failing = new Semaphore(FAILING_AT_ONCE);
    private final Map<WebhookId, TeamId> running = new ConcurrentHashMap<>();
    private final Tail.Subscription subscription;
    private final Thread stepper;
    private volatile Set<TeamId> known = Set.of();
    private volatile boolean closed;

    WebhookWorkers(
            Database database,
            InboxClock clock,
            Events events,
            Tail tail,
            WebhookSecrets secrets,
            WebhookTimes times,
            PlanDeliveries planner,
            SendAttempt sender) {
        this.database = database;
        this.clock = clock;
        this.events = events;
        this.tail = tail;
        this.secrets = secrets;
        this.times = times;
        this.webhooks = new WebhookStore(database);
        this.plans = new PlanStore(database);
        this.deliveries = new DeliveryStore(database);
        this.planner = planner;
        this.sender = sender;
        this.recorder = new AttemptRecorder(deliveries, node, claiming::ask);
        this.subscription = this.tail.watch(new Tail.Watcher() {
            @Override
            public void grown(TeamId team) {
                if (known.contains(team)) {
                    planning.ask(team);
                }
            }
        });
        this.stepper = Thread.ofPlatform().name("webhook-step").daemon().start(this::step);
    }

    /** Lets attempts under way end, and writes what became of them. */
    @Override
    public void close() {
        closed = true;
        subscription.close();
        planning.close();
        claiming.close();
        stepper.interrupt();
        try {
            stepper.join();
            long end = System.nanoTime() + PATIENCE_AT_END.toNanos();
            while (!(running.isEmpty() && planning.isIdle() && claiming.isIdle()) && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        recorder.close();
    }

    /** Sees to what no wake tells of: retries, other nodes' teams, what a dead node has left. */
    private void step() {
        long renewedAt = System.nanoTime();
        while (!closed) {
            try {
                known = plans.teams();
                plans.teamsBehind().forEach(planning::ask);
                deliveries.teamsDue(clock.now()).forEach(claiming::ask);
                if (System.nanoTime() - renewedAt > RENEWAL.toNanos()) {
                    renewedAt = System.nanoTime();
                    Instant until = clock.now().plus(LEASE);
                    Set.copyOf(running.values()).forEach(team -> deliveries.renew(team, node, until));
                }
            } catch (RuntimeException e) {
                if (!closed) {
                    log.warn("Webhooks could not be looked after; trying again: {}", e.getMessage());
                }
            }
            try {
                TimeUnit.MILLISECONDS.sleep(STEP.toMillis());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void plan(TeamId team) {
        planner.run(team);
        claiming.ask(team);
    }

    private void claim(TeamId team) {
        List<LaneState> lanes;
        do {
            Instant now = clock.now();
            lanes = deliveries.claimLanes(team, node, now, now.plus(LEASE), LANES_AT_ONCE);
            if (!lanes.isEmpty()) {
                start(team, lanes, now);
            }
        } while (lanes.size() == LANES_AT_ONCE);
    }

    private void start(TeamId team, List<LaneState> claimed, Instant now) {
        // One whose lease ran out while this very node was busy with it goes on as it is.
        List<LaneState> lanes = claimed.stream()
                .filter(lane -> running.putIfAbsent(lane.webhook(), team) == null)
                .toList();
        Map<WebhookId, List<Due>> due =
                deliveries.due(team, lanes.stream().map(LaneState::webhook).toList(), now, FIRSTS, AGAINS).stream()
                        .collect(Collectors.groupingBy(Due::webhook));
        Map<WebhookId, Stored> stored = webhooks.enabled(team).stream()
                .collect(Collectors.toMap(one -> one.webhook().id(), Function.identity()));
        for (LaneState state : lanes) {
            Stored endpoint = stored.get(state.webhook());
            List<Due> own = due.getOrDefault(state.webhook(), List.of());
            if (endpoint == null || own.isEmpty()) {
                running.remove(state.webhook());
                recorder.release(team, state);
                continue;
            }
            var lane = new Lane(
                    team,
                    endpoint.webhook(),
                    secrets.signing(team, endpoint, now),
                    state,
                    own,
                    sender,
                    times,
                    clock,
                    outcome -> recorder.add(team, outcome));
            Thread.ofVirtual().name("webhook-lane").start(() -> run(lane));
        }
    }

    private void run(Lane lane) {
        Semaphore places = lane.isFailing() ? failing : answering;
        try {
            places.acquire();
            try {
                if (!closed) {
                    lane.run();
                }
            } finally {
                places.release();
            }
            DisabledReason reason = lane.disabled();
            if (reason != null) {
                disable(lane, reason);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.error("Delivering to a webhook failed.", e);
        } finally {
            // In this order: once it is released it may be claimed again at any moment.
            running.remove(lane.webhook().id());
            recorder.release(lane.team(), lane.state());
        }
    }

    /** The team is told by an event: whoever looks at the inbox sees it. */
    private void disable(Lane lane, DisabledReason reason) {
        database.transaction(() -> {
            Instant now = clock.now();
            if (webhooks.disable(lane.team(), lane.webhook().id(), reason, now)) {
                events.append(
                        lane.team(),
                        List.of(WebhookEvents.disabled(lane.webhook().id(), now)));
            }
        });
    }
}
