package io.openinbox.server.v1;

import io.openinbox.account.AccountLink;
import io.openinbox.account.AccountLinks;
import io.openinbox.event.Event;
import io.openinbox.event.EventPayloads;
import io.openinbox.event.EventRefs;
import io.openinbox.event.EventType;
import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.ProfileId;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.ThreadId;
import io.openinbox.message.Message;
import io.openinbox.message.Messages;
import io.openinbox.person.People;
import io.openinbox.person.Person;
import io.openinbox.server.config.InboxCore;
import io.openinbox.thread.Thread;
import io.openinbox.thread.Threads;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The {@code data} of v1's events: rendered when an event is first read, from the objects as they are now with the values
 * the event changed laid over them, and from then on as it was rendered.
 */
final class EventDataV1 {

    private static final String API_VERSION = "v1";

    private final EventPayloads payloads;
    private final Threads threads;
    private final Messages messages;
    private final People people;
    private final AccountLinks accountLinks;
    private final AttachmentAnswers attachments;
    private final InboxClock clock;

    EventDataV1(
            EventPayloads payloads,
            Threads threads,
            Messages messages,
            People people,
            AccountLinks accountLinks,
            AttachmentAnswers attachments,
            InboxClock clock) {
        this.payloads = payloads;
        this.threads = threads;
        this.messages = messages;
        this.people = people;
        this.accountLinks = accountLinks;
        this.attachments = attachments;
        this.clock = clock;
    }

    static EventDataV1 of(InboxCore core, AttachmentAnswers attachments) {
        return new EventDataV1(
                core.eventPayloads(),
                core.threads(),
                core.messages(),
                core.people(),
                core.accountLinks(),
                attachments,
                core.clock());
    }

    /** v1's word for a type; empty for what it has no word for. */
    static Optional<String> typeName(EventType type) {
        return switch (type) {
            case THREAD_ACCEPTED, CONTACT_ASSIGNEE_CHANGED, WEBHOOK_DISABLED -> Optional.empty();
            case CONTACT_STATUS_CHANGED -> Optional.of("prospect.statusChanged");
            case CONTACT_TAGS_CHANGED -> Optional.of("prospect.tagsChanged");
            case CONTACT_NOTES_CHANGED -> Optional.of("prospect.notesChanged");
            case CONTACT_VALUATION_CHANGED -> Optional.of("prospect.valuationChanged");
            default -> Optional.of(type.storedName());
        };
    }

    /**
     * The events' data as JSON by sequence number, in one query for each kind of object however many events there are.
     * Events whose objects are gone for good are absent, and so are those v1 has no word for.
     */
    Map<Long, String> of(TeamId team, List<Event> all, PlatformNameV1 names) {
        List<Event> events =
                all.stream().filter(event -> typeName(event.type()).isPresent()).toList();
        List<Long> seqs = events.stream().map(Event::seq).toList();
        Map<Long, String> stored = payloads.find(team, API_VERSION, seqs);
        if (stored.size() < events.size()) {
            List<Event> missing = events.stream()
                    .filter(event -> !stored.containsKey(event.seq()))
                    .toList();
            payloads.store(team, API_VERSION, render(team, missing));
            // Another reader may have rendered the same events a moment earlier: what is stored counts.
            return spelled(payloads.find(team, API_VERSION, seqs), names);
        }
        return spelled(stored, names);
    }

    private Map<Long, String> render(TeamId team, List<Event> events) {
        EventSubjects subjects = load(team, events);
        Map<Long, String> rendered = new HashMap<>();
        for (Event event : events) {
            subjects.data(event).ifPresent(data -> rendered.put(event.seq(), JsonV1.text(data)));
        }
        return rendered;
    }

    private EventSubjects load(TeamId team, List<Event> events) {
        Map<MessageId, Message> eventMessages = messages.getAll(team, ids(events, EventRefs::messageId));
        Map<ThreadId, Thread> eventThreads = threads.getAll(team, ids(events, EventRefs::threadId));
        Map<ProfileId, Person> persons = people.getAll(team, ids(events, EventRefs::profileId));
        Map<AccountLinkId, AccountLink> links = eventThreads.isEmpty()
                ? Map.of()
                : accountLinks.list(team).stream().collect(Collectors.toMap(AccountLink::id, Function.identity()));
        return new EventSubjects(
                team,
                eventThreads,
                eventMessages,
                attachments.of(team, eventMessages.values()),
                persons,
                links,
                clock.now());
    }

    private static <I> Collection<I> ids(List<Event> events, Function<EventRefs, @Nullable I> id) {
        return events.stream()
                .map(Event::about)
                .map(id)
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Puts the caller's spelling of platforms in; the stored one needs no change where the caller uses it. */
    private static Map<Long, String> spelled(Map<Long, String> stored, PlatformNameV1 names) {
        if (names.equals(PlatformNameV1.STORED)) {
            return stored;
        }
        Map<Long, String> spelled = new HashMap<>();
        stored.forEach((seq, json) -> {
            JsonNode data = JsonV1.MAPPER.readTree(json);
            names.spellIn(data);
            spelled.put(seq, JsonV1.text(data));
        });
        return spelled;
    }
}
