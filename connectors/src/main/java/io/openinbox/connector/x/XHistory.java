package io.openinbox.connector.x;

import io.openinbox.connector.x.XAnswer.Answered;
import io.openinbox.connector.x.XAnswer.NoAnswer;
import io.openinbox.connector.x.XAnswer.NotReached;
import io.openinbox.platform.AccountAccess;
import io.openinbox.platform.HistoryPage;
import io.openinbox.platform.Inbound;
import io.openinbox.platform.LookUp;
import io.openinbox.platform.Refusal;
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

    /** Calls of a window that reading history leaves to look-ups of sends nobody has answered. */
    private static final int LEFT_TO_LOOK_UPS = 3;

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
            var asked = people.size() == 1
                    ? new Ask(people.iterator().next(), PAGE_OF_ONE, next, 0)
                    : new Ask(null, PAGE_OF_ALL, next, 0);
            switch (page(access, asked, deadline)) {
                case Page page -> {
                    var oldest = collect(access.accountPlatformId(), page.body(), people, since, found);
                    next = XWire.text(page.body().path("meta"), "next_token");
                    if (next == null || oldest.isBefore(since)) {
                        return new LookUp.Found(List.copyOf(found));
                    }
                }
                case Forgotten _ -> {
                    return new LookUp.Found(List.copyOf(found));
                }
                case NoPage noPage -> {
                    // What an earlier page held is true, and the newest, whatever became of the next.
                    return pages == 0
                            ? new LookUp.Unavailable(
                                    noPage.why().detail(), noPage.why().retryAfter())
                            : new LookUp.Found(List.copyOf(found));
                }
            }
        }
        return new LookUp.Found(List.copyOf(found));
    }

    /** A page of everybody's messages, for imports and gaps. */
    HistoryPage history(AccountAccess access, @Nullable String token, int size, Deadline deadline) {
        var account = access.accountPlatformId();
        return switch (page(access, new Ask(null, size, token, LEFT_TO_LOOK_UPS), deadline)) {
            case Page page -> {
                var found = new ArrayList<Inbound>();
                Instant oldest = null;
                var events = XWire.items(page.body().path("data"));
                for (var event : events) {
                    XMessages.ofHistory(account, event, page.body().path("includes"))
                            .ifPresent(found::add);
                    var id = XWire.id(event, "id");
                    if (id != null && (oldest == null || XIds.timeOf(id).isBefore(oldest))) {
                        oldest = XIds.timeOf(id);
                    }
                }
                yield new HistoryPage.Read(
                        found, events.size(), oldest, XWire.text(page.body().path("meta"), "next_token"));
            }
            case NoPage noPage -> noPage.why();
            case Forgotten _ -> new HistoryPage.PageForgotten();
        };
    }

    /**
     * @param person whose conversation; null for everybody's
     * @param toLeave how many calls of the window are not ours to use
     */
    private record Ask(
            @Nullable String person, int size, @Nullable String token, int toLeave) {

        XRateLimits.Kind kind() {
            return person == null ? XRateLimits.Kind.READ_ALL : XRateLimits.Kind.READ_ONE;
        }
    }

    private sealed interface Read {}

    private record Page(JsonNode body) implements Read {}

    private record NoPage(HistoryPage.Unavailable why) implements Read {}

    private record Forgotten() implements Read {}

    private Read page(AccountAccess access, Ask ask, Deadline deadline) {
        var account = access.accountPlatformId();
        while (true) {
            var wait = limits.wait(account, ask.kind(), ask.toLeave());
            if (wait.isPresent()) {
                return noPage(Refusal.THROTTLED, "X allows no further reading for now.", wait.get());
            }
            XAnswer answer;
            try {
                answer = call(access, ask, deadline);
            } catch (XRenewalException e) {
                var refused = e.outcome();
                var retryAfter = refused.retryAfter();
                return noPage(refused.refusal(), refused.detail(), retryAfter == null ? patience(e) : retryAfter);
            }
            switch (answer) {
                case Answered answered -> {
                    limits.learn(account, ask.kind(), answered, answered.status() == 429);
                    if (answered.isSuccess()) {
                        return answered.body().isObject()
                                ? new Page(answered.body())
                                : noPage(Refusal.PLATFORM_DOWN, "X's answer was not readable.", SOON);
                    }
                    if (ask.token() != null && isAboutThePage(answered)) {
                        return new Forgotten();
                    }
                    // Comes to an end: each turn leaves out something more.
                    if (answered.status() != 400 || !fields.learn(answered)) {
                        return refused(account, ask.kind(), answered);
                    }
                }
                case NotReached notReached -> {
                    return noPage(Refusal.PLATFORM_DOWN, "X could not be reached (" + notReached.why() + ").", SOON);
                }
                case NoAnswer noAnswer -> {
                    return noPage(Refusal.PLATFORM_DOWN, "X did not answer (" + noAnswer.why() + ").", SOON);
                }
            }
        }
    }

    private static boolean isAboutThePage(Answered answered) {
        return answered.status() == 400
                && XWire.items(answered.body().path("errors")).stream()
                        .anyMatch(error -> error.path("parameters").has("pagination_token")
                                || String.valueOf(XWire.text(error, "message", "detail"))
                                        .contains("pagination_token"));
    }

    private XAnswer call(AccountAccess access, Ask ask, Deadline deadline) {
        var query = new HashMap<>(fields.query());
        query.put("event_types", "MessageCreate");
        query.put("max_results", Integer.toString(ask.size()));
        var token = ask.token();
        if (token != null) {
            query.put("pagination_token", token);
        }
        var person = ask.person();
        return session.call(
                access,
                deadline,
                accessToken -> person == null
                        ? client.events(accessToken, query, deadline)
                        : client.eventsWith(accessToken, person, query, deadline));
    }

    private Read refused(String account, XRateLimits.Kind kind, Answered answered) {
        var patience = answered.status() >= 500 ? SOON : LATER;
        var problem = XProblem.of(answered);
        return noPage(
                answered.status() >= 500 ? Refusal.PLATFORM_DOWN : problem.refusal(),
                problem.detail(null),
                limits.wait(account, kind).orElse(patience));
    }

    private static NoPage noPage(Refusal refusal, String detail, Duration retryAfter) {
        return new NoPage(new HistoryPage.Unavailable(refusal, detail, retryAfter));
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
