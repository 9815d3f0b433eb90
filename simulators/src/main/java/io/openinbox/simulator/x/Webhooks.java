package io.openinbox.simulator.x;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The app's webhooks: those it registered through the API and at most one that stands by the simulator's own word, for
 * every linked account. Thread-safe; a challenge is made outside the lock.
 */
final class Webhooks {

    private static final int LIMIT = 5;
    private static final int URL_LENGTH = 200;
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    /** A registered webhook. */
    record Webhook(String id, URI url, boolean valid, Instant createdAt) {}

    /** Where a delivery goes; the tag of the subscription, empty when there is none. */
    record Target(URI url, String tag) {}

    private final Challenger challenger;
    private final Snowflakes snowflakes;
    private final SimulatedClock clock;
    private final boolean loopbackAllowed;
    private final Map<String, Webhook> registered = new LinkedHashMap<>();
    private final Set<URI> standing = new LinkedHashSet<>();

    Webhooks(Challenger challenger, Snowflakes snowflakes, SimulatedClock clock, boolean loopbackAllowed) {
        this.challenger = challenger;
        this.snowflakes = snowflakes;
        this.clock = clock;
        this.loopbackAllowed = loopbackAllowed;
    }

    /**
     * Registers a webhook after its challenge.
     *
     * @throws Refused with X's reason
     */
    Webhook register(String url) {
        URI uri = checked(url);
        refuseDuplicate(uri);
        challenge(uri);
        synchronized (this) {
            refuseDuplicate(uri);
            Instant now = clock.instant();
            Webhook webhook = new Webhook(Long.toString(snowflakes.next(now)), uri, true, now);
            registered.put(webhook.id(), webhook);
            return webhook;
        }
    }

    private synchronized void refuseDuplicate(URI url) {
        if (registered.values().stream().anyMatch(webhook -> webhook.url().equals(url))) {
            throw new Refused(XRefusal.webhook("DuplicateUrlFailed", "a webhook with this url exists"));
        }
        if (registered.size() >= LIMIT) {
            throw new Refused(XRefusal.webhook("WebhookLimitExceeded", "the app has " + LIMIT + " webhooks"));
        }
    }

    private void challenge(URI url) {
        XChallenge outcome = challenger.challenge(url);
        if (!outcome.valid()) {
            throw new Refused(XRefusal.webhook("CrcValidationFailed", outcome.answer()));
        }
    }

    private URI checked(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw invalidUrl("is not a URL");
        }
        if (url.length() > URL_LENGTH || uri.getHost() == null) {
            throw invalidUrl("must be an absolute URL of at most " + URL_LENGTH + " characters");
        }
        boolean loopback = loopbackAllowed && LOOPBACK.contains(uri.getHost()) && "http".equals(uri.getScheme());
        if (!loopback && (!"https".equals(uri.getScheme()) || uri.getPort() != -1)) {
            throw invalidUrl("must be https without a port");
        }
        return uri;
    }

    private static Refused invalidUrl(String detail) {
        return new Refused(XRefusal.webhook("UrlValidationFailed", "url " + detail));
    }

    synchronized List<Webhook> all() {
        return List.copyOf(registered.values());
    }

    synchronized Optional<Webhook> find(String id) {
        return Optional.ofNullable(registered.get(id));
    }

    /**
     * Repeats the challenge of a webhook; its outcome decides whether the webhook gets deliveries.
     *
     * @throws Refused with X's reason
     */
    void revalidate(String id) {
        Webhook webhook = find(id).orElseThrow(Webhooks::unknown);
        XChallenge outcome = challenger.challenge(webhook.url());
        trust(id, outcome.valid());
        if (!outcome.valid()) {
            throw new Refused(XRefusal.webhook("CrcValidationFailed", outcome.answer()));
        }
    }

    /** As X does about hourly. */
    void challengeAll() {
        for (Webhook webhook : all()) {
            boolean valid = challenger.challenge(webhook.url()).valid();
            trust(webhook.id(), valid);
        }
    }

    synchronized void distrustAll() {
        List.copyOf(registered.keySet()).forEach(id -> trust(id, false));
    }

    private synchronized void trust(String id, boolean valid) {
        registered.computeIfPresent(id, (_, old) -> new Webhook(id, old.url(), valid, old.createdAt()));
    }

    synchronized void delete(String id) {
        if (registered.remove(id) == null) {
            throw unknown();
        }
    }

    static Refused unknown() {
        return new Refused(XRefusal.webhook("WebhookIdInvalid", "there is no such webhook"));
    }

    /** Lets one address stand for every linked account when it passes the challenge. */
    XChallenge stand(URI url) {
        XChallenge outcome = challenger.challenge(url);
        if (outcome.valid()) {
            standUnchallenged(url);
        }
        return outcome;
    }

    synchronized void standUnchallenged(URI url) {
        standing.clear();
        standing.add(url);
    }

    synchronized Set<URI> standing() {
        return Set.copyOf(standing);
    }
}
