package io.openinbox.simulator.x;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a person at a terminal does to the simulated X by curl; no part of X's protocol. Fields come as a form or in the
 * query. A mistake is answered with 400 and one line that names the field and the remedy.
 */
final class ControlRoutes {

    private static final Duration FIRST_ATTEMPT = Duration.ofSeconds(3);

    private final XSimulator x;
    private final ControlBehaviours behaviours;
    private final Set<URI> proven = ConcurrentHashMap.newKeySet();
    private final Map<String, Function<Form, Answer>> routes;

    ControlRoutes(XSimulator x) {
        this.x = x;
        this.behaviours = new ControlBehaviours(x);
        this.routes = Map.ofEntries(
                Map.entry("GET simulator", _ -> Answer.text(200, ControlHelp.of(x))),
                Map.entry("POST simulator/write", this::write),
                Map.entry("POST simulator/event", this::event),
                Map.entry("GET simulator/sent", this::sent),
                Map.entry("GET simulator/deliveries", this::deliveries),
                Map.entry("GET simulator/users", this::users),
                Map.entry("POST simulator/users", this::addUser),
                Map.entry("POST simulator/profile", this::profile),
                Map.entry("GET simulator/subscriptions", this::subscriptions),
                Map.entry("POST simulator/link", this::link),
                Map.entry("POST simulator/expire", this::expire),
                Map.entry("POST simulator/revoke", this::revoke),
                Map.entry("POST simulator/behave", form -> Answer.text(200, behaviours.behave(form) + "\n")),
                Map.entry("POST simulator/release", this::release));
    }

    Answer handle(Incoming incoming) {
        // A web page that happens to be open in a browser must not steer the simulator.
        String origin = incoming.header("Origin");
        if (!origin.isEmpty() && !origin.equals(x.baseUrl().toString())) {
            return Answer.text(403, "Origin: these routes are for the command line\n");
        }
        Function<Form, Answer> route = routes.get(incoming.method() + " " + String.join("/", incoming.path()));
        if (route == null) {
            return Answer.text(404, "There is no such route; GET /simulator lists them all\n");
        }
        try {
            Form form = incoming.method().equals("POST") && !incoming.body().isEmpty()
                    ? Form.parse(incoming.body())
                    : incoming.query();
            return route.apply(form);
        } catch (IllegalArgumentException e) {
            return Answer.text(400, e.getMessage() + "\n");
        }
    }

    private Answer write(Form form) {
        XUser from = ControlFields.user(x, form, "from");
        XUser to = ControlFields.userOr(x, form, "to", () -> ControlFields.firstAccount(x, from));
        String text = ControlFields.required(form, "text");
        if (form.has("webhook")) {
            x.deliverUnchallenged(ControlFields.webhook(form));
        }
        ObjectNode webhooks = prove();
        XEvent event = x.write(from, to, text);
        x.awaitFirstAttempts(event, FIRST_ATTEMPT);
        ObjectNode body = Json.object()
                .put("dm_event_id", event.id())
                .put("dm_conversation_id", event.conversationId())
                .put("from", from.username())
                .put("to", to.username());
        body.set("webhooks", webhooks);
        ArrayNode deliveries = body.putArray("deliveries");
        x.deliveriesOf(event).forEach(delivery -> deliveries.add(view(delivery)));
        if (deliveries.isEmpty()) {
            body.put("note", "neither side is a linked account, so nobody is told");
        }
        return Answer.json(200, body);
    }

    /** Challenges the standing webhook until it has passed once; its answer is told, deliveries go out either way. */
    private ObjectNode prove() {
        ObjectNode outcome = Json.object();
        for (URI webhook : x.standingWebhooks()) {
            if (proven.contains(webhook)) {
                continue;
            }
            XChallenge challenge = x.deliverTo(webhook);
            if (challenge.valid()) {
                proven.add(webhook);
            }
            outcome.put(
                    webhook.toString(),
                    challenge.valid() ? "passed the challenge" : "failed the challenge: " + challenge.answer());
        }
        return outcome;
    }

    private Answer event(Form form) {
        String kind = ControlFields.required(form, "kind");
        XUser from = ControlFields.user(x, form, "from");
        XUser to = ControlFields.userOr(x, form, "to", () -> ControlFields.firstAccount(x, from));
        switch (kind) {
            case "typing" -> x.type(from, to);
            case "read" -> {
                List<XEvent> conversation = x.conversation(from, to);
                if (conversation.isEmpty()) {
                    throw new IllegalArgumentException("from: there is no message between the two; write one first");
                }
                x.read(from, to, conversation.getLast());
            }
            case "encrypted" -> x.writeEncrypted(from, to);
            case "unknown" -> x.deliverUnknown(to);
            case "group" ->
                x.writeInGroup(
                        from,
                        x.users().stream().filter(user -> !user.equals(from)).toList(),
                        ControlFields.required(form, "text"));
            default -> throw new IllegalArgumentException("kind: must be typing, read, encrypted, unknown or group");
        }
        return Answer.text(200, "done\n");
    }

    private Answer sent(Form form) {
        XUser by = ControlFields.userOr(x, form, "by", () -> ControlFields.firstAccount(x));
        ObjectNode body = Json.object().put("by", by.username());
        ArrayNode accepted = body.putArray("accepted");
        for (XSent sent : x.sentBy(by)) {
            accepted.addObject()
                    .put("dm_event_id", sent.event().id())
                    .put("dm_conversation_id", sent.event().conversationId())
                    .put("to", names(sent.event()))
                    .put("text", sent.event().text())
                    .put("created_at", WireTime.of(sent.event().createdAt()))
                    .put("posts", sent.posts());
        }
        ArrayNode posts = body.putArray("posts");
        for (XPost post : x.postsBy(by)) {
            posts.addObject()
                    .put("at", WireTime.of(post.at()))
                    .put("dm_conversation_id", post.conversationId())
                    .put("text", post.text())
                    .put("accepted", post.accepted().isPresent())
                    .put("status", post.status());
        }
        return Answer.json(200, body);
    }

    private String names(XEvent event) {
        Set<String> names = new TreeSet<>();
        for (XUser user : x.users()) {
            if (event.recipientIds().contains(user.id())) {
                names.add(user.username());
            }
        }
        return String.join(", ", names);
    }

    private Answer deliveries(Form form) {
        ArrayNode body = Json.array();
        x.deliveries().forEach(delivery -> body.add(view(delivery)));
        return Answer.json(200, body);
    }

    private static ObjectNode view(XDelivery delivery) {
        ObjectNode view = Json.object()
                .put("event_type", delivery.eventType())
                .put("dm_event_id", delivery.eventId())
                .put("webhook", delivery.webhook().toString())
                .put("state", delivery.state().name());
        ArrayNode attempts = view.putArray("attempts");
        delivery.attempts().forEach(attempt -> attempts.add(attempt.outcome()));
        return view;
    }

    private Answer users(Form form) {
        ArrayNode body = Json.array();
        List<XUser> accounts = x.linkedAccounts();
        for (XUser user : x.users()) {
            body.addObject()
                    .put("id", user.id())
                    .put("username", user.username())
                    .put("name", user.name())
                    .put("linked", accounts.contains(user));
        }
        return Answer.json(200, body);
    }

    private Answer addUser(Form form) {
        String username = ControlFields.required(form, "username");
        XUser user = x.addUser(username, form.get("name", username));
        return Answer.json(200, Json.object().put("id", user.id()).put("username", user.username()));
    }

    private Answer profile(Form form) {
        XUser user = ControlFields.user(x, form, "user");
        x.update(user.withUsername(form.get("username", user.username()))
                .withName(form.get("name", user.name()))
                .withProfile(
                        form.get("bio", user.description()),
                        form.get("location", user.location()),
                        form.get("url", user.url())));
        return Answer.text(200, "done\n");
    }

    private Answer subscriptions(Form form) {
        ObjectNode body = Json.object().put("stream_readers", x.streamReaders());
        ObjectNode webhooks = body.putObject("webhooks");
        x.registeredWebhooks().forEach((url, valid) -> webhooks.put(url.toString(), valid ? "valid" : "not valid"));
        ObjectNode accounts = body.putObject("accounts");
        for (XUser account : x.linkedAccounts()) {
            ObjectNode types = accounts.putObject(account.username());
            x.subscriptions(account).forEach(types::put);
        }
        return Answer.json(200, body);
    }

    private Answer link(Form form) {
        XTokens tokens = x.link(ControlFields.user(x, form, "user"));
        return Answer.json(
                200,
                Json.object().put("access_token", tokens.accessToken()).put("refresh_token", tokens.refreshToken()));
    }

    private Answer expire(Form form) {
        XUser user = ControlFields.user(x, form, "user");
        x.expireAccessTokens(user);
        return Answer.text(200, "the access tokens of @" + user.username() + " have expired\n");
    }

    private Answer revoke(Form form) {
        XUser user = ControlFields.user(x, form, "user");
        x.revoke(user);
        return Answer.text(200, "@" + user.username() + " has revoked the app's access\n");
    }

    private Answer release(Form form) {
        int count = form.has("seed") ? x.releaseShuffled(ControlFields.number(form, "seed", 0)) : x.release();
        return Answer.text(200, count + " deliveries released\n");
    }
}
