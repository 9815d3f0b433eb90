package io.openinbox.message;

import io.openinbox.account.AccountLinks;
import io.openinbox.account.ActiveLink;
import io.openinbox.account.MissedMessages;
import io.openinbox.account.Reception;
import io.openinbox.account.Receptions;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.InboxException;
import io.openinbox.platform.Platform;
import io.openinbox.platform.PlatformException;
import io.openinbox.platform.Receiving;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a platform told of every linked account, and of the address it delivers to. New links are told within seconds; what
 * was told is looked at every half hour, because platforms forget subscriptions and lose trust in addresses without a word.
 * Whatever was not delivered in between is fetched.
 *
 * <p>Run by one node at a time, on one thread.
 */
final class KeepSubscribed {

    private static final Logger log = LoggerFactory.getLogger(KeepSubscribed.class);

    private static final Duration BETWEEN_CHECKS = Duration.ofMinutes(30);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(30);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(10);

    private final InboxClock clock;
    private final Platform platform;
    private final Receiving receiving;
    private final AccountLinks accountLinks;
    private final Receptions receptions;
    private final MissedMessages missed;
    private final @Nullable URI address;

    private final Map<String, Instant> accountRetries = new HashMap<>();
    private Instant nextCheck = Instant.MIN;
    private Duration retry = FIRST_RETRY;
    private final Set<String> told = new HashSet<>();
    private volatile boolean isRegistered;
    private volatile @Nullable String problem;
    private @Nullable String webhookId;

    /** @param address where the platform delivers; null for the stream */
    KeepSubscribed(
            InboxClock clock,
            Platform platform,
            Receiving receiving,
            AccountLinks accountLinks,
            Receptions receptions,
            MissedMessages missed,
            @Nullable URI address) {
        this.clock = clock;
        this.platform = platform;
        this.receiving = receiving;
        this.accountLinks = accountLinks;
        this.receptions = receptions;
        this.missed = missed;
        this.address = address;
    }

    /** Does what is due. */
    void run() {
        Map<String, List<ActiveLink>> accounts = receptions.activeLinks(platform).stream()
                .collect(Collectors.groupingBy(
                        active -> active.link().platformId(), LinkedHashMap::new, Collectors.toList()));
        forget(accounts.keySet());
        Instant now = clock.now();
        if (!now.isBefore(nextCheck)) {
            check(accounts);
        } else if (isRegistered) {
            accounts.forEach((account, links) -> {
                if (links.stream().anyMatch(link -> link.subscribedAt() == null)
                        && !now.isBefore(accountRetries.getOrDefault(account, Instant.MIN))) {
                    subscribe(account, links);
                }
            });
        }
    }

    /** Whether the platform delivers to us, as far as we know. */
    boolean isRegistered() {
        return isRegistered;
    }

    /** Why nothing could be registered, in words for the operator. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** The next run asks the platform about everything, as the first one of a node does. */
    void startOver() {
        nextCheck = Instant.MIN;
        isRegistered = false;
        accountRetries.clear();
    }

    private void check(Map<String, List<ActiveLink>> accounts) {
        try {
            register(accounts);
            Map<String, Boolean> subscribed = receiving.subscribed(webhookId);
            told.addAll(subscribed.keySet());
            forget(accounts.keySet());
            accounts.forEach((account, links) -> {
                boolean isNew = links.stream().anyMatch(link -> link.subscribedAt() == null);
                if (isNew || !subscribed.getOrDefault(account, false)) {
                    subscribe(account, links);
                } else {
                    links.forEach(link ->
                            receptions.subscribed(link.teamId(), link.link().id()));
                }
            });
            receptions.checked(platform);
            problem = null;
            retry = FIRST_RETRY;
            nextCheck = clock.now().plus(BETWEEN_CHECKS);
        } catch (PlatformException e) {
            log.warn("Nothing could be registered with {}: {}", platform, e.getMessage());
            problem = String.valueOf(e.getMessage());
            nextCheck = clock.now().plus(retry);
            retry = retry.multipliedBy(2).compareTo(LONGEST_RETRY) < 0 ? retry.multipliedBy(2) : LONGEST_RETRY;
        }
    }

    private void register(Map<String, List<ActiveLink>> accounts) {
        isRegistered = false;
        if (address != null) {
            Receiving.Webhook webhook = receiving.webhook(address);
            webhookId = webhook.id();
            if (!webhook.wasTrusted()) {
                log.warn(
                        "{} had stopped to deliver to {}; it does again, and what was missed is fetched.",
                        platform,
                        address);
                Instant trusted =
                        receptions.find(platform).map(Reception::checkedAt).orElse(null);
                accounts.values().forEach(links -> fetchMissed(links, trusted));
            }
        }
        isRegistered = true;
    }

    /** One account's refusal keeps none of the others from being told. */
    private void subscribe(String account, List<ActiveLink> links) {
        String problem = "";
        for (ActiveLink active : links) {
            try {
                boolean isNew = receiving.subscribe(accountLinks.access(active.teamId(), active.link()), webhookId);
                accountRetries.remove(account);
                told.add(account);
                links.forEach(
                        link -> receptions.subscribed(link.teamId(), link.link().id()));
                if (isNew) {
                    fetchMissed(links, null);
                }
                return;
            } catch (PlatformException | InboxException e) {
                problem = String.valueOf(e.getMessage());
            }
        }
        log.warn(
                "The messages of @{} are not delivered: {}",
                links.getFirst().link().username(),
                problem);
        accountRetries.put(account, clock.now().plus(FIRST_RETRY));
        for (ActiveLink active : links) {
            receptions.notSubscribed(active.teamId(), active.link().id(), problem);
        }
    }

    /** What the platform does not take note of now, the next check finds again. */
    private void forget(Set<String> linked) {
        told.stream().filter(account -> !linked.contains(account)).toList().forEach(this::unsubscribe);
    }

    private void unsubscribe(String account) {
        told.remove(account);
        try {
            receiving.unsubscribe(account);
        } catch (PlatformException e) {
            log.info("{} still delivers for an account that nobody links: {}", platform, e.getMessage());
        }
    }

    private void fetchMissed(List<ActiveLink> links, @Nullable Instant since) {
        links.forEach(active -> missed.fetch(active.teamId(), active.link().id(), since));
    }
}
