package io.openinbox.webhook;

import io.openinbox.db.Database;
import io.openinbox.event.Event;
import io.openinbox.event.EventPage;
import io.openinbox.event.EventPayloads;
import io.openinbox.event.Events;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.TeamId;
import io.openinbox.webhook.PlanStore.Planned;
import io.openinbox.webhook.PlanStore.Replay;
import io.openinbox.webhook.WebhookStore.Stored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Walks a team's log and writes who is to be told of what. A body is written once for each form it has and kept with the
 * event, so that every attempt sends the same bytes, whatever has changed meanwhile.
 */
final class PlanDeliveries {

    /** The most deliveries one transaction writes. */
    private static final int SLICE = 2_000;

    private static final int MOST_EVENTS = 200;

    private final Database database;
    private final InboxClock clock;
    private final Events events;
    private final EventPayloads payloads;
    private final Renderers renderers;
    private final WebhookStore webhooks;
    private final PlanStore store;

    PlanDeliveries(Database database, InboxClock clock, Events events, EventPayloads payloads, Renderers renderers) {
        this.database = database;
        this.clock = clock;
        this.events = events;
        this.payloads = payloads;
        this.renderers = renderers;
        this.webhooks = new WebhookStore(database);
        this.store = new PlanStore(database);
    }

    /** Plans until the log's end, and whatever was asked for again. */
    void run(TeamId team) {
        boolean isMore;
        do {
            isMore = database.transaction(() -> step(team));
        } while (isMore);
        do {
            isMore = database.transaction(() -> replayStep(team));
        } while (isMore);
    }

    /** Returns whether there is more to plan. */
    private boolean step(TeamId team) {
        Optional<Long> planned = store.lock(team);
        if (planned.isEmpty()) {
            return false;
        }
        List<Stored> endpoints = webhooks.enabled(team);
        if (endpoints.isEmpty()) {
            store.planned(team, events.bounds(team).lastSeq());
            return false;
        }
        int size = Math.clamp(SLICE / endpoints.size(), 1, MOST_EVENTS);
        EventPage page = events.list(team, planned.get(), size);
        if (page.events().isEmpty()) {
            return false;
        }
        plan(team, page.events(), endpoints, (deliveries, now) -> store.insert(team, deliveries, now));
        store.planned(team, page.events().getLast().seq());
        return page.hasMore();
    }

    private boolean replayStep(TeamId team) {
        if (store.lock(team).isEmpty()) {
            return false;
        }
        Optional<Replay> next = store.nextReplay(team);
        if (next.isEmpty()) {
            return false;
        }
        Replay replay = next.get();
        boolean isDone = replay.failedOnly()
                ? store.restartFailed(team, replay, clock.now(), MOST_EVENTS) < MOST_EVENTS
                : replay(team, replay);
        if (isDone) {
            store.deleteReplay(team, replay);
        }
        return true;
    }

    private boolean replay(TeamId team, Replay replay) {
        Optional<Stored> webhook = webhooks.find(team, replay.webhook());
        EventPage page = events.list(team, replay.afterSeq(), MOST_EVENTS);
        List<Event> asked = page.events().stream()
                .filter(event -> event.seq() <= replay.untilSeq())
                .toList();
        if (webhook.isEmpty() || asked.isEmpty()) {
            return true;
        }
        // Asked for by hand, its time before counts, too.
        Stored all = webhook.get().from(0);
        plan(team, asked, List.of(all), (deliveries, now) -> store.insertOrRestart(team, deliveries, now));
        store.moveReplay(team, replay, asked.getLast().seq());
        return !page.hasMore();
    }

    private void plan(TeamId team, List<Event> page, List<Stored> endpoints, BiConsumer<List<Planned>, Instant> write) {
        Map<Form, List<Stored>> byForm = new LinkedHashMap<>();
        for (Stored endpoint : endpoints) {
            Form form = form(endpoint.webhook());
            byForm.computeIfAbsent(form, key -> new ArrayList<>()).add(endpoint);
        }
        List<Planned> deliveries = new ArrayList<>();
        byForm.forEach((form, told) -> deliveries.addAll(plan(team, page, form, told)));
        if (!deliveries.isEmpty()) {
            deliveries.sort(Comparator.comparingLong(planned -> planned.event().seq()));
            write.accept(deliveries, clock.now());
        }
    }

    private List<Planned> plan(TeamId team, List<Event> page, Form form, List<Stored> endpoints) {
        PayloadRenderer renderer = renderers.of(form.version());
        List<Planned> wanted = new ArrayList<>();
        for (Event event : page) {
            renderer.type(event)
                    .ifPresent(type -> endpoints.stream()
                            .filter(endpoint -> event.seq() > endpoint.fromSeq()
                                    && endpoint.webhook().wants(type))
                            .forEach(endpoint ->
                                    wanted.add(new Planned(endpoint.webhook().id(), event, type, form.name()))));
        }
        if (wanted.isEmpty()) {
            return wanted;
        }
        List<Event> shown = wanted.stream().map(Planned::event).distinct().toList();
        Map<Long, String> bodies = renderer.bodies(team, shown, form.v1XName());
        payloads.store(team, form.name(), bodies);
        return wanted.stream()
                .filter(planned -> bodies.containsKey(planned.event().seq()))
                .toList();
    }

    private Form form(Webhook webhook) {
        PayloadRenderer renderer = renderers.of(webhook.apiVersion());
        return new Form(webhook.apiVersion(), webhook.v1XName(), "webhook " + renderer.form(webhook.v1XName()));
    }

    /** @param name under which {@link EventPayloads} keeps its bodies */
    private record Form(ApiVersion version, @Nullable String v1XName, String name) {}
}
