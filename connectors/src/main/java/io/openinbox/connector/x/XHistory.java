package io.openinbox.connector.x;

import io.openinbox.connector.x.XAnswer.Answered;
import io.openinbox.connector.x.XAnswer.NoAnswer;
import io.openinbox.connector.x.XAnswer.NotReached;
import io.openinbox.platform.AccountAccess;
import io.openinbox.platform.Inbound;
import io.openinbox.platform.LookUp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what was written lately. X bills each message it hands out and allows 15 calls in 15 minutes. */
final class XHistory {

    private static final int MAX_PAGES = 5;
    private static final int PAGE_OF_ONE = 50;
    private static final int PAGE_OF_ALL = 100;

    private static final Duration SOON = Duration.ofMinutes(1);

    /** For what only a person can put right. */
    private static final Duration LATER = Duration.ofHours(1);

    private final XClient client;
    private final XSession session;
    private final XRateLimits limits;
    private final XFields fields = new XFields();

    XHistory(XClient client, XSession session, XRateLimits limits) {
        this.client = client;
        this.session = session;
        this.limits = limits;
    }

    LookUp latest(AccountAccess access, Set<String> personIds, Instant since, Deadline deadline) {
        var people = personIds.stream().filter(XIds::isNumber).collect(Collectors.toUnmodifiableSet());
        if (people.isEmpty()) {
            return new LookUp.Found(List.of());
        }
        var found = new ArrayList<Inbound.Message>();
        String next = null;
        for (var pages = 0; pages < MAX_PAGES; pages++) {
            switch (page(access, people, next, deadline)) {
                case Page page -> {
                    var oldest = collect(access.accountPlatformId(), page.body(), people, since, found);
                    next = XWire.text(page.body().path("meta"), "next_token");
                    if (next == null || oldest.isBefore(since)) {
                        return new LookUp.Found(List.copyOf(found));
                    }
                }
                case NoPage noPage -> {
                    // What an earlier page held is true, and the newest, whatever became of the next.
                    return pages == 0 ? noPage.why() : new LookUp.Found(List.copyOf(found));
                }
            }
        }
        return new LookUp.Found(List.copyOf(found));
    }

    private sealed interface Read {}

    private record Page(JsonNode body) implements Read {}

    private record NoPage(LookUp.Unavailable why) implements Read {}

    private Read page(AccountAccess access, Set<String> people, @Nullable String token, Deadline deadline) {
        var account = access.accountPlatformId();
        var kind = people.size() == 1 ? XRateLimits.Kind.READ_ONE : XRateLimits.Kind.READ_ALL;
        while (true) {
            var wait = limits.wait(account, kind);
            if (wait.isPresent()) {
                return noPage("X allows no further reading for now.", wait.get());
            }
            XAnswer answer;
            try {
                answer = call(access, people, token, deadline);
            } catch (XRenewalException e) {
                var retryAfter = e.outcome().retryAfter();
                return noPage(e.outcome().detail(), retryAfter == null ? patience(e) : retryAfter);
            }
            switch (answer) {
                case Answered answered -> {
                    limits.learn(account, kind, answered, answered.status() == 429);
                    if (answered.isSuccess()) {
                        return answered.body().isObject()
                                ? new Page(answered.body())
                                : noPage("X's answer was not readable.", SOON);
                    }
                    // Comes to an end: each turn leaves out something more.
                    if (answered.status() != 400 || !fields.learn(answered)) {
                        return refused(account, kind, answered);
                    }
                }
                case NotReached notReached -> {
                    return noPage("X could not be reached (" + notReached.why() + ").", SOON);
                }
                case NoAnswer noAnswer -> {
                    return noPage("X did not answer (" + noAnswer.why() + ").", SOON);
                }
            }
        }
    }

    private XAnswer call(AccountAccess access, Set<String> people, @Nullable String token, Deadline deadline) {
        var query = new HashMap<>(fields.query());
        query.put("event_types", "MessageCreate");
        query.put("max_results", Integer.toString(people.size() == 1 ? PAGE_OF_ONE : PAGE_OF_ALL));
        if (token != null) {
            query.put("pagination_token", token);
        }
        return session.call(
                access,
                deadline,
                accessToken -> people.size() == 1
                        ? client.eventsWith(accessToken, people.iterator().next(), query, deadline)
                        : client.events(accessToken, query, deadline));
    }

    private Read refused(String account, XRateLimits.Kind kind, Answered answered) {
        var patience = answered.status() >= 500 ? SOON : LATER;
        return noPage(
                XProblem.of(answered).detail(null), limits.wait(account, kind).orElse(patience));
    }

    private static NoPage noPage(String detail, Duration retryAfter) {
        return new NoPage(new LookUp.Unavailable(detail, retryAfter));
    }

    private static Duration patience(XRenewalException e) {
        return switch (e.outcome().refusal()) {
            case DISCONNECTED, APP_NOT_ENROLLED, OUT_OF_CREDITS -> LATER;
            case RECIPIENT_CLOSED,
                    RECIPIENT_UNREACHABLE,
                    TOO_LONG,
                    REJECTED,
                    NOT_MODIFIABLE,
                    WINDOW_CLOSED,
                    RESTRICTED,
                    THROTTLED,
                    PLATFORM_DOWN -> SOON;
        };
    }

    /** @return the time of the page's oldest event, of whatever kind; long ago when it has none */
    private static Instant collect(
            String account, JsonNode page, Set<String> people, Instant since, List<Inbound.Message> found) {
        var asked = people.size() == 1 ? people.iterator().next() : null;
        var oldest = Instant.MAX;
        for (var event : XWire.items(page.path("data"))) {
            var message = XMessages.ofList(account, asked, event, page.path("includes"));
            if (message != null
                    && people.contains(message.personPlatformId())
                    && !message.at().isBefore(since)) {
                found.add(message);
            }
            var id = XWire.id(event, "id");
            if (id != null && XIds.timeOf(id).isBefore(oldest)) {
                oldest = XIds.timeOf(id);
            }
        }
        return oldest.equals(Instant.MAX) ? Instant.MIN : oldest;
    }
}
