package io.openinbox.simulator.x;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;

/** X's API: the route table and what every call has in common, from its token to the headers of its answer. */
final class Api {

    private static final String BEARER = "Bearer ";

    private final List<Route> routes = new ArrayList<>();
    private final MessageEndpoints messages;
    private final Grants grants;
    private final String bearerToken;
    private final RateWindows windows;
    private final Behaviours behaviours;
    private final Posts posts;
    private final Deliveries deliveries;
    private final SimulatedClock clock;
    private final Duration deliveryTimeout;
    private final CountDownLatch closing;

    Api(
            OAuthEndpoints oauth,
            UserEndpoints users,
            MessageEndpoints messages,
            WebhookEndpoints webhooks,
            SubscriptionEndpoints subscriptions,
            ActivityStream stream,
            Grants grants,
            String bearerToken,
            RateWindows windows,
            Behaviours behaviours,
            Posts posts,
            Deliveries deliveries,
            SimulatedClock clock,
            Duration deliveryTimeout,
            CountDownLatch closing) {
        routes.addAll(oauth.routes());
        routes.addAll(users.routes());
        routes.addAll(messages.routes());
        routes.addAll(webhooks.routes());
        routes.addAll(subscriptions.routes());
        routes.addAll(stream.routes());
        this.messages = messages;
        this.grants = grants;
        this.bearerToken = bearerToken;
        this.windows = windows;
        this.behaviours = behaviours;
        this.posts = posts;
        this.deliveries = deliveries;
        this.clock = clock;
        this.deliveryTimeout = deliveryTimeout;
        this.closing = closing;
    }

    private record Found(Route route, Map<String, String> variables) {}

    void handle(HttpExchange exchange, Incoming incoming) throws IOException {
        Caller caller = new Caller.Anyone();
        String limited = "unknown";
        Outcome outcome;
        Optional<Posts.Ticket> ticket = Optional.empty();
        List<XCallBehaviour.Effect> effects = List.of();
        Duration resetIn = Duration.ZERO;
        RateWindows.Standing standing = null;
        try {
            Found found = find(incoming);
            limited = found.route().pattern();
            caller = authenticate(found.route(), incoming.header("Authorization"));
            Call call = new Call(
                    caller, found.variables(), incoming.query(), incoming.header("Authorization"), incoming.body());
            ticket = record(found.route(), call);
            standing = windows.count(key(caller, limited));
            if (standing.exceeded()) {
                throw new Refused(XRefusal.throttled(Duration.between(clock.instant(), standing.reset())));
            }
            effects = behaviours.of(found.route().call(), caller.userId(), messages.others(call));
            for (XCallBehaviour.Effect effect : effects) {
                if (effect instanceof XCallBehaviour.Refuse(XRefusal refusal)) {
                    throw new Refused(refusal);
                }
            }
            outcome = found.route().handler().handle(call);
        } catch (Refused refused) {
            outcome = new Outcome(refused.refusal().answer());
            resetIn = refused.refusal().resetIn();
        }
        if (ticket.isPresent() && outcome.accepted().isPresent()) {
            posts.accepted(ticket.get(), outcome.accepted().get());
        }
        if (standing == null) {
            standing = windows.count(key(caller, limited));
        }
        rateHeaders(exchange, standing, resetIn);
        answer(exchange, outcome, effects, ticket);
    }

    private static String key(Caller caller, String limited) {
        return switch (caller) {
            case Caller.User user -> user.id() + " " + limited;
            case Caller.App _ -> "app " + limited;
            case Caller.Anyone _ -> "anyone " + limited;
        };
    }

    private Found find(Incoming incoming) {
        boolean known = false;
        for (Route route : routes) {
            Optional<Map<String, String>> variables = route.match(incoming.path());
            if (variables.isPresent()) {
                if (route.method().equals(incoming.method())) {
                    return new Found(route, variables.get());
                }
                known = true;
            }
        }
        throw new Refused(known ? XRefusal.methodNotAllowed() : XRefusal.noSuchPath());
    }

    private Caller authenticate(Route route, String authorization) {
        if (route.access() == Route.Access.OPEN) {
            return new Caller.Anyone();
        }
        if (!authorization.startsWith(BEARER)) {
            throw new Refused(XRefusal.unauthorized());
        }
        String token = authorization.substring(BEARER.length());
        if (token.equals(bearerToken)) {
            if (route.access() == Route.Access.USER) {
                throw new Refused(
                        XRefusal.unsupportedAuthentication("OAuth 1.0a User Context, OAuth 2.0 User Context"));
            }
            return new Caller.App();
        }
        Grants.Access access = grants.access(token).orElseThrow(() -> new Refused(XRefusal.unauthorized()));
        if (route.access() == Route.Access.APP) {
            throw new Refused(XRefusal.unsupportedAuthentication("OAuth 2.0 Application-Only"));
        }
        Set<String> scopes = access.scopes();
        if (!scopes.containsAll(route.scopes())) {
            throw new Refused(
                    XRefusal.forbidden("The token lacks one of the scopes " + String.join(", ", route.scopes()) + "."));
        }
        return new Caller.User(access.userId(), scopes);
    }

    private Optional<Posts.Ticket> record(Route route, Call call) {
        if (route.call() != XCall.SEND) {
            return Optional.empty();
        }
        String text;
        try {
            text = Json.string(Json.read(call.body()), "text");
        } catch (JacksonException e) {
            text = "";
        }
        return Optional.of(
                posts.arrived(call.caller().userId(), MessageEndpoints.conversationId(call), text, clock.instant()));
    }

    private void rateHeaders(HttpExchange exchange, RateWindows.Standing standing, Duration resetIn) {
        boolean throttled = !resetIn.isZero();
        long reset = throttled
                ? clock.instant().plus(resetIn).getEpochSecond() + 1
                : standing.reset().getEpochSecond();
        exchange.getResponseHeaders().set("x-rate-limit-limit", Integer.toString(standing.limit()));
        exchange.getResponseHeaders()
                .set("x-rate-limit-remaining", Integer.toString(throttled ? 0 : standing.remaining()));
        exchange.getResponseHeaders().set("x-rate-limit-reset", Long.toString(reset));
    }

    /** By default an echo goes out right after the answer; where the answer is late or missing, at once. */
    private void answer(
            HttpExchange exchange, Outcome outcome, List<XCallBehaviour.Effect> effects, Optional<Posts.Ticket> ticket)
            throws IOException {
        Answer answer = outcome.answer();
        Duration late = Duration.ZERO;
        boolean echoFirst = false;
        boolean never = false;
        boolean cut = false;
        for (XCallBehaviour.Effect effect : effects) {
            switch (effect) {
                case XCallBehaviour.Refuse _ -> {
                    // The outcome is the refusal already.
                }
                case XCallBehaviour.FailAfterAccepting(XRefusal refusal) -> answer = refusal.answer();
                case XCallBehaviour.AnswerLate(Duration by) -> late = late.plus(by);
                case XCallBehaviour.NeverAnswer() -> never = true;
                case XCallBehaviour.CutConnection() -> cut = true;
                case XCallBehaviour.EchoFirst() -> echoFirst = true;
            }
        }
        boolean atOnce = echoFirst || never || cut || !late.isZero();
        if (atOnce) {
            deliveries.start(outcome.deliveries());
        }
        if (echoFirst) {
            deliveries.await(
                    outcome.deliveries().stream()
                            .filter(delivery -> delivery.notice.echo())
                            .toList(),
                    delivery -> delivery.state != XDelivery.State.WAITING,
                    deliveryTimeout);
        }
        try {
            if (never) {
                closing.await();
            }
            if (!late.isZero() && closing.await(late.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (never || cut) {
            return;
        }
        int status = answer.status();
        ticket.ifPresent(arrived -> posts.answered(arrived, status));
        if (outcome.live().isPresent()) {
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.sendResponseHeaders(answer.status(), 0);
            outcome.live().get().run(exchange.getResponseBody());
            return;
        }
        try {
            write(exchange, answer);
        } finally {
            if (!atOnce) {
                deliveries.start(outcome.deliveries());
            }
        }
    }

    static void write(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(answer.charset());
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.getResponseBody().close();
    }
}
