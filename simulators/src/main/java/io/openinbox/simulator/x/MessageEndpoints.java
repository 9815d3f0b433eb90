package io.openinbox.simulator.x;

import io.openinbox.simulator.x.Route.Access;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Sending, listing, reading and deleting direct messages, each with a user token. */
final class MessageEndpoints {

    private static final String READ = "tweet.read users.read dm.read";
    private static final String WRITE = "tweet.read users.read dm.write";
    private static final Pattern USER_ID = Pattern.compile("[0-9]{1,19}");
    private static final Pattern PAIR = Pattern.compile("([0-9]{1,19})-([0-9]{1,19})");
    private static final Pattern GROUP = Pattern.compile("[0-9]{15,19}");
    private static final Duration LISTED = Duration.ofDays(30);
    private static final int TEXT_LENGTH = 10_000;
    private static final int PAGE = 100;
    private static final Set<String> EVENT_TYPES = Set.of("MessageCreate", "ParticipantsJoin", "ParticipantsLeave");
    private static final Set<String> EXPANSIONS = Set.of(
            "sender_id", "participant_ids", "attachments.media_keys", "referenced_tweets.id", "referenced_posts.id");

    private final Directory directory;
    private final Messages messages;
    private final Publisher publisher;
    private final SimulatedClock clock;
    private volatile Set<String> eventFields = MessageView.FIELDS;
    private final AtomicInteger generation = new AtomicInteger();

    MessageEndpoints(Directory directory, Messages messages, Publisher publisher, SimulatedClock clock) {
        this.directory = directory;
        this.messages = messages;
        this.publisher = publisher;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.of(
                        "POST",
                        "/2/dm_conversations/with/{participant_id}/messages",
                        XCall.SEND,
                        Access.USER,
                        WRITE,
                        this::send),
                Route.of(
                        "POST",
                        "/2/dm_conversations/{dm_conversation_id}/messages",
                        XCall.SEND,
                        Access.USER,
                        WRITE,
                        this::send),
                Route.of(
                        "GET",
                        "/2/dm_conversations/with/{participant_id}/dm_events",
                        XCall.DIRECT_MESSAGES,
                        Access.USER,
                        READ,
                        this::listConversation),
                Route.of(
                        "GET",
                        "/2/dm_conversations/{dm_conversation_id}/dm_events",
                        XCall.DIRECT_MESSAGES,
                        Access.USER,
                        READ,
                        this::listConversation),
                Route.of("GET", "/2/dm_events", XCall.DIRECT_MESSAGES, Access.USER, READ, this::list),
                Route.of("GET", "/2/dm_events/{event_id}", XCall.DIRECT_MESSAGES, Access.USER, READ, this::get),
                Route.of(
                        "GET",
                        "/2/dm_conversations/media/{dm_id}/{media_id}/{resource_id}",
                        XCall.MEDIA,
                        Access.USER,
                        READ,
                        this::media),
                Route.of("DELETE", "/2/dm_events/{event_id}", XCall.DIRECT_MESSAGES, Access.USER, WRITE, this::delete));
    }

    void dropFields(Set<String> fields) {
        Set<String> left = new TreeSet<>(MessageView.FIELDS);
        left.removeAll(fields);
        eventFields = Set.copyOf(left);
    }

    void forgetPages() {
        generation.incrementAndGet();
    }

    /** The conversation a call is about, as its path says; empty when it is about none. */
    static String conversationId(Call call) {
        String participant = call.variables().getOrDefault("participant_id", "");
        return USER_ID.matcher(participant).matches()
                ? Messages.conversationOf(call.caller().userId(), participant)
                : call.variables().getOrDefault("dm_conversation_id", participant);
    }

    /** Whom a call writes to or reads from besides the caller. */
    Set<String> others(Call call) {
        String conversationId = conversationId(call);
        Matcher pair = PAIR.matcher(conversationId);
        Set<String> members = pair.matches()
                ? new TreeSet<>(List.of(pair.group(1), pair.group(2)))
                : new TreeSet<>(messages.membersOf(conversationId).orElse(Set.of()));
        if (members.size() > 1) {
            members.remove(call.caller().userId());
        }
        return members;
    }

    private Outcome send(Call call) {
        String conversationId = checkedConversation(call);
        String text = checkedText(call.body());
        String senderId = call.caller().userId();
        Set<String> recipients = others(call);
        for (String recipient : recipients) {
            if (directory.byId(recipient).isEmpty()) {
                throw new Refused(XRefusal.notFound("user", recipient));
            }
            if (!directory.takesMessages(recipient)) {
                throw new Refused(XRefusal.closedDms());
            }
        }
        XEvent event = conversationId.contains("-")
                ? messages.accept(senderId, recipients.iterator().next(), text, true)
                : messages.acceptInGroup(senderId, conversationId, text, true);
        ObjectNode body = Json.object();
        body.putObject("data").put("dm_conversation_id", event.conversationId()).put("dm_event_id", event.id());
        return new Outcome(Answer.json(201, body), Optional.of(event), publisher.enter(event));
    }

    /** A conversation the caller takes part in. */
    private String checkedConversation(Call call) {
        String participant = call.variables().get("participant_id");
        if (participant != null && !USER_ID.matcher(participant).matches()) {
            throw new Refused(XRefusal.invalid("participant_id", participant, "must match ^[0-9]{1,19}$"));
        }
        String id = conversationId(call);
        String callerId = call.caller().userId();
        Matcher pair = PAIR.matcher(id);
        if (pair.matches()) {
            if (!Messages.conversationOf(pair.group(1), pair.group(2)).equals(id)) {
                throw new Refused(XRefusal.invalid("dm_conversation_id", id, "the smaller user id comes first"));
            }
            if (!pair.group(1).equals(callerId) && !pair.group(2).equals(callerId)) {
                throw new Refused(XRefusal.closedDms());
            }
            return id;
        }
        if (!GROUP.matcher(id).matches()) {
            throw new Refused(
                    XRefusal.invalid("dm_conversation_id", id, "must match ^([0-9]{1,19}-[0-9]{1,19}|[0-9]{15,19})$"));
        }
        Set<String> members =
                messages.membersOf(id).orElseThrow(() -> new Refused(XRefusal.notFound("dm_conversation", id)));
        if (!members.contains(callerId)) {
            throw new Refused(XRefusal.closedDms());
        }
        return id;
    }

    private static String checkedText(String sent) {
        JsonNode body = Json.body(sent, Set.of("text", "attachments"));
        if (body.has("attachments")) {
            JsonNode attachments = body.get("attachments");
            if (!attachments.isArray() || attachments.size() != 1) {
                throw new Refused(XRefusal.invalid("attachments", "", "must hold exactly one attachment"));
            }
            Json.refuseOtherMembers("$.attachments[0]", attachments.get(0), Set.of("media_id"));
            throw new Refused(XRefusal.invalid(
                    "attachments[0].media_id",
                    Json.string(attachments.get(0), "media_id"),
                    "is not the id of media uploaded by this user"));
        }
        String text = Json.string(body, "text");
        if (text.isEmpty()) {
            throw new Refused(XRefusal.invalid("text", "", "must not be empty"));
        }
        if (text.codePointCount(0, text.length()) > TEXT_LENGTH) {
            throw new Refused(
                    XRefusal.code(403, 354, "The text of your direct message is over the max character limit."));
        }
        return text;
    }

    private Outcome list(Call call) {
        return page(
                call,
                messages.pageOfUser(call.caller().userId(), clock.instant().minus(LISTED), token(call), size(call)));
    }

    private Outcome listConversation(Call call) {
        String conversationId = checkedConversation(call);
        return page(call, messages.pageOfConversation(call.caller().userId(), conversationId, token(call), size(call)));
    }

    private static int size(Call call) {
        return Numbers.between(call.query(), "max_results", 1, PAGE, PAGE);
    }

    private @Nullable PageToken token(Call call) {
        return call.query().has("pagination_token")
                ? PageToken.parse(call.query().get("pagination_token"), generation.get())
                : null;
    }

    private Outcome page(Call call, Messages.Page page) {
        Form query = call.query();
        Set<String> types = Fields.of(query, "event_types", EVENT_TYPES);
        List<XEvent> events = types.isEmpty() || types.contains("MessageCreate") ? page.events() : List.of();
        ObjectNode body = Json.object();
        if (!events.isEmpty()) {
            ArrayNode data = body.putArray("data");
            events.forEach(event -> data.add(view(query, event)));
            include(query, events, body);
        }
        ObjectNode meta = body.putObject("meta").put("result_count", events.size());
        if (page.hasOlder() && !events.isEmpty()) {
            meta.put(
                    "next_token",
                    PageToken.olderThan(events.getLast(), generation.get()).wire());
        }
        if (page.hasNewer() && !events.isEmpty()) {
            meta.put(
                    "previous_token",
                    PageToken.newerThan(events.getFirst(), generation.get()).wire());
        }
        return Outcome.json(200, body);
    }

    private Outcome get(Call call) {
        XEvent event = messages.find(call.caller().userId(), eventId(call)).orElseThrow(() -> notFound(call));
        ObjectNode body = Json.object();
        body.set("data", view(call.query(), event));
        include(call.query(), List.of(event), body);
        return Outcome.json(200, body);
    }

    /** A file of a message that the caller sees. */
    private Outcome media(Call call) {
        String file = call.variable("resource_id");
        String id = call.variable("dm_id");
        return USER_ID.matcher(id).matches()
                ? messages.find(call.caller().userId(), Long.parseUnsignedLong(id))
                        .flatMap(XEvent::media)
                        .filter(media -> media.id().equals(call.variable("media_id")))
                        .map(media -> media.answer(file))
                        .map(Outcome::new)
                        .orElseThrow(() -> new Refused(XRefusal.notFound("media", file)))
                : notFoundMedia(file);
    }

    private static Outcome notFoundMedia(String file) {
        throw new Refused(XRefusal.notFound("media", file));
    }

    private Outcome delete(Call call) {
        if (!messages.hide(call.caller().userId(), eventId(call))) {
            throw notFound(call);
        }
        ObjectNode body = Json.object();
        body.putObject("data").put("deleted", true);
        return Outcome.json(200, body);
    }

    private static long eventId(Call call) {
        String id = call.variable("event_id");
        if (!USER_ID.matcher(id).matches()) {
            throw new Refused(XRefusal.invalid("event_id", id, "must match ^[0-9]{1,19}$"));
        }
        return Long.parseUnsignedLong(id);
    }

    private static Refused notFound(Call call) {
        return new Refused(XRefusal.notFound("dm_event", call.variable("event_id")));
    }

    private ObjectNode view(Form query, XEvent event) {
        return MessageView.of(
                event, Fields.of(query, "dm_event.fields", eventFields), Fields.of(query, "expansions", EXPANSIONS));
    }

    private void include(Form query, List<XEvent> events, ObjectNode body) {
        Set<String> expansions = Fields.of(query, "expansions", EXPANSIONS);
        List<ObjectNode> media = events.stream()
                .filter(_ -> expansions.contains("attachments.media_keys"))
                .flatMap(event -> event.media().map(hung -> MessageView.media(event, hung)).stream())
                .toList();
        if (!media.isEmpty()) {
            ArrayNode all = body.withObject("includes").putArray("media");
            media.forEach(all::add);
        }
        if (!expansions.contains("sender_id")) {
            return;
        }
        Set<String> fields = Fields.of(query, "user.fields", UserView.FIELDS);
        ArrayNode users = body.withObject("includes").putArray("users");
        events.stream()
                .map(XEvent::senderId)
                .distinct()
                .map(directory::get)
                .forEach(user -> users.add(UserView.selected(user, fields, directory.takesMessages(user.id()))));
    }
}
