package io.openinbox.webhook;

import io.openinbox.db.Database;
import io.openinbox.event.EventPayloads;
import io.openinbox.event.Events;
import io.openinbox.event.Tail;
import io.openinbox.http.SafeHttp;
import io.openinbox.kernel.Cursor;
import io.openinbox.kernel.DeliveryId;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.EventId;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.Page;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.WebhookId;
import io.openinbox.secret.Secrets;
import io.openinbox.webhook.PlanStore.Replay;
import io.openinbox.webhook.WebhookStore.Stored;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A team's endpoints, and what was delivered to them. */
public final class Webhooks {

    private static final int MOST = 500;
    private static final int LONGEST_URL = 2_000;
    private static final int MOST_EVENT_TYPES = 100;

    /** More than a delivery is ever tried, unless somebody asks for it again and again. */
    private static final int MOST_ATTEMPTS_SHOWN = 100;

    private final Database database;
    private final InboxClock clock;
    private final Events events;
    private final Tail tail;
    private final SafeHttp http;
    private final WebhookTimes times;
    private final Renderers renderers;
    private final WebhookSecrets secrets;
    private final WebhookStore store;
    private final PlanStore plans;
    private final DeliveryStore deliveries;
    private final PlanDeliveries planner;
    private final SendAttempt sender;

    /** @param renderers one of each API version */
    public Webhooks(
            Database database,
            InboxClock clock,
            Secrets secrets,
            Events events,
            EventPayloads payloads,
            Tail tail,
            SafeHttp http,
            WebhookTimes times,
            List<PayloadRenderer> renderers) {
        this.database = database;
        this.clock = clock;
        this.events = events;
        this.tail = tail;
        this.http = http;
        this.times = times;
        this.renderers = new Renderers(renderers);
        this.secrets = new WebhookSecrets(secrets);
        this.store = new WebhookStore(database);
        this.plans = new PlanStore(database);
        this.deliveries = new DeliveryStore(database);
        this.planner = new PlanDeliveries(database, clock, events, payloads, this.renderers);
        this.sender = new SendAttempt(http, clock);
    }

    /** Begins to deliver on this node. */
    public WebhookWorkers startWorkers() {
        return new WebhookWorkers(database, clock, events, tail, secrets, times, planner, sender);
    }

    /** Oldest first. */
    public Page<Webhook> list(TeamId team, @Nullable Cursor after, int limit) {
        return Page.of(
                store.list(team, after, limit + 1),
                limit,
                webhook -> new Cursor(webhook.createdAt(), webhook.id().value()));
    }

    /** @throws InboxException {@code WEBHOOK_NOT_FOUND} */
    public Webhook get(TeamId team, WebhookId webhook) {
        return stored(team, webhook).webhook();
    }

    /**
     * Adds an endpoint, which is told of everything from now on.
     *
     * @throws InboxException {@code ADDRESS_REFUSED}, {@code INVALID_REQUEST}, {@code UNACCEPTABLE_VALUE} when there are too
     *     many
     */
    public WithSecret create(TeamId team, WebhookSettings settings) {
        String url = Objects.requireNonNull(settings.url());
        ApiVersion version = Objects.requireNonNullElse(settings.apiVersion(), ApiVersion.V2);
        List<String> types = Objects.requireNonNullElse(settings.eventTypes(), List.of(EventTypes.ALL));
        requireReachable(url);
        requireKnown(types, version);
        Instant now = clock.now();
        var webhook = new Webhook(
                WebhookId.next(),
                url,
                version,
                types,
                settings.spelledX() == null ? null : settings.spelledX().name(),
                !Boolean.FALSE.equals(settings.enabled()),
                null,
                null,
                null,
                now,
                now);
        WebhookSecret secret = WebhookSecret.next();
        byte[] encrypted = secrets.encrypt(team, webhook.id(), secret);
        database.transaction(() -> {
            if (store.count(team) >= MOST) {
                throw new InboxException(
                        ErrorCode.UNACCEPTABLE_VALUE, "A team has at most " + MOST + " webhooks: delete one first.");
            }
            store.insert(team, webhook, encrypted);
        });
        return new WithSecret(webhook, secret);
    }

    /**
     * Changes what is named. Deliveries that wait keep the bytes they have. An endpoint that is enabled again goes on with
     * what waited for it; what happened meanwhile is sent when it is asked for.
     *
     * @throws InboxException as {@link #create}, and {@code WEBHOOK_NOT_FOUND}
     */
    public Webhook update(TeamId team, WebhookId id, WebhookSettings change) {
        Webhook before = get(team, id);
        String url = Objects.requireNonNullElse(change.url(), before.url());
        ApiVersion version = Objects.requireNonNullElse(change.apiVersion(), before.apiVersion());
        List<String> types = Objects.requireNonNullElse(change.eventTypes(), before.eventTypes());
        if (change.url() != null) {
            requireReachable(url);
        }
        if (change.eventTypes() != null || change.apiVersion() != null) {
            requireKnown(types, version);
        }
        var after = new Webhook(
                id,
                url,
                version,
                types,
                change.spelledX() == null ? before.v1XName() : change.spelledX().name(),
                before.enabled(),
                before.disabledReason(),
                before.disabledAt(),
                before.failingSince(),
                before.createdAt(),
                before.updatedAt());
        return database.transaction(() -> {
            Instant now = clock.now();
            store.update(team, after, now);
            if (change.enabled() != null) {
                if (change.enabled()) {
                    store.enable(team, id, now);
                } else {
                    store.disable(team, id, null, now);
                }
            }
            return get(team, id);
        });
    }

    /** @throws InboxException {@code WEBHOOK_NOT_FOUND} */
    public void delete(TeamId team, WebhookId webhook) {
        get(team, webhook);
        store.delete(team, webhook, clock.now());
    }

    /**
     * Replaces the secret; the one until now signs beside it for a day.
     *
     * @throws InboxException {@code WEBHOOK_NOT_FOUND}
     */
    public WithSecret rotate(TeamId team, WebhookId webhook) {
        get(team, webhook);
        WebhookSecret secret = WebhookSecret.next();
        Instant now = clock.now();
        store.rotate(team, webhook, secrets.encrypt(team, webhook, secret), now.plus(times.secretOverlap()), now);
        return new WithSecret(get(team, webhook), secret);
    }

    /**
     * Sends an event that never happened, once and now, enabled or not.
     *
     * @throws InboxException {@code WEBHOOK_NOT_FOUND}
     */
    public Attempt test(TeamId team, WebhookId webhook) {
        Stored stored = stored(team, webhook);
        Instant now = clock.now();
        EventId event = EventId.next();
        return sender.send(
                        stored.webhook().url(),
                        secrets.signing(team, stored, now),
                        event.text(),
                        renderers.of(stored.webhook().apiVersion()).testBody(team, event, now),
                        1)
                .attempt();
    }

    /**
     * Newest first.
     *
     * @param state null for all
     * @throws InboxException {@code WEBHOOK_NOT_FOUND}
     */
    public Page<Delivery> deliveries(
            TeamId team, WebhookId webhook, Delivery.@Nullable State state, @Nullable Cursor after, int limit) {
        get(team, webhook);
        return Page.of(
                deliveries.list(team, webhook, state, after, limit + 1),
                limit,
                delivery -> new Cursor(delivery.createdAt(), delivery.id().value()));
    }

    /**
     * Newest first.
     *
     * @throws InboxException {@code WEBHOOK_NOT_FOUND}, {@code DELIVERY_NOT_FOUND}
     */
    public List<Attempt> attempts(TeamId team, WebhookId webhook, DeliveryId delivery) {
        return deliveries.attempts(team, delivery(team, webhook, delivery).id(), MOST_ATTEMPTS_SHOWN);
    }

    /**
     * Delivers once more, whatever became of it, with all its retries.
     *
     * @throws InboxException {@code WEBHOOK_NOT_FOUND}, {@code DELIVERY_NOT_FOUND}
     */
    public Delivery resend(TeamId team, WebhookId webhook, DeliveryId delivery) {
        deliveries.restart(team, delivery(team, webhook, delivery).id(), clock.now());
        deliveries.awaken(team, webhook);
        return delivery(team, webhook, delivery);
    }

    /**
     * Delivers again what happened since a time, whatever became of it then; or of that only what failed.
     *
     * @param since null for as long as events are kept
     * @throws InboxException {@code WEBHOOK_NOT_FOUND}
     */
    public void replay(TeamId team, WebhookId webhook, @Nullable Instant since, boolean failedOnly) {
        get(team, webhook);
        long after = since == null ? 0 : lastSeqBefore(team, since);
        plans.insertReplay(
                team, new Replay(webhook, failedOnly, after, events.bounds(team).lastSeq()));
        deliveries.awaken(team, webhook);
    }

    /** Numbers rise with time, so halving finds it in a few looks. */
    private long lastSeqBefore(TeamId team, Instant time) {
        long low = events.bounds(team).oldestSeq() - 1;
        long high = events.bounds(team).lastSeq();
        while (low < high) {
            long middle = low + (high - low + 1) / 2;
            if (plans.isBefore(team, middle, time)) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private Stored stored(TeamId team, WebhookId webhook) {
        return store.find(team, webhook)
                .orElseThrow(() ->
                        new InboxException(ErrorCode.WEBHOOK_NOT_FOUND, "There is no such webhook in this team."));
    }

    private Delivery delivery(TeamId team, WebhookId webhook, DeliveryId delivery) {
        get(team, webhook);
        return deliveries
                .find(team, webhook, delivery)
                .orElseThrow(() ->
                        new InboxException(ErrorCode.DELIVERY_NOT_FOUND, "There is no such delivery to this webhook."));
    }

    private void requireReachable(String url) {
        String problem =
                url.length() > LONGEST_URL ? "must have at most " + LONGEST_URL + " characters." : http.problem(url);
        if (problem != null) {
            throw new InboxException(ErrorCode.ADDRESS_REFUSED, "url: " + problem, Map.of("field", "url"));
        }
    }

    private void requireKnown(List<String> types, ApiVersion version) {
        if (types.isEmpty() || types.size() > MOST_EVENT_TYPES) {
            throw new InboxException(
                    ErrorCode.INVALID_REQUEST, "eventTypes: name at least one and at most " + MOST_EVENT_TYPES + ".");
        }
        for (String type : types) {
            if (!EventTypes.isKnown(type, renderers.of(version).types())) {
                throw new InboxException(
                        ErrorCode.INVALID_REQUEST,
                        "eventTypes: API version " + version.text() + " has no event \"" + type
                                + "\"; name its events, groups such as message.*, or *.");
            }
        }
    }

    /** A webhook at the one moment when its secret is shown. */
    public record WithSecret(Webhook webhook, WebhookSecret secret) {}
}
