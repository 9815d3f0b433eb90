package io.openinbox.server.v2;

import io.openinbox.event.Change;
import io.openinbox.event.Event;
import io.openinbox.event.EventType;
import io.openinbox.kernel.EventId;
import io.openinbox.kernel.Id;
import io.openinbox.thread.Thread;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An event: what it is about, and only the values it changed. It reads the same for as long as it is kept. */
record EventV2(
        String id, long seq, String type, String apiVersion, Instant createdAt, About object, Map<String, ?> data) {

    private static final String API_VERSION = "2";
    private static final String SENT = "message.sent";
    private static final String RECEIVED = "message.received";

    /**
     * Empty where v2 has no word for it.
     *
     * @param thread the event's, where it is still there; only a deleted thread has to say more than its id
     */
    static Optional<EventV2> of(Event event, @Nullable Thread thread) {
        return typeName(event)
                .flatMap(type -> data(event, thread)
                        .map(data -> new EventV2(
                                event.id().text(),
                                event.seq(),
                                type,
                                API_VERSION,
                                event.createdAt(),
                                About.of(event.type().subject(), event.subjectId()),
                                data)));
    }

    /** Of something that never happened. */
    static EventV2 ofTest(EventId id, String type, Instant at) {
        return new EventV2(id.text(), 0, type, API_VERSION, at, new About("webhook", id.text(), "/"), Map.of());
    }

    /** What v2 calls events of a type: nothing, where it does not know them. */
    static Stream<String> typeNames(EventType type) {
        return switch (type) {
            case MESSAGE_CREATED -> Stream.of(SENT, RECEIVED);
            case THREAD_ACCEPTED, PROFILE_CREATED, PROFILE_ENRICHED, WEBHOOK_DISABLED -> Stream.empty();
            default -> Stream.of(type.storedName());
        };
    }

    static Optional<String> typeName(Event event) {
        return event.type() == EventType.MESSAGE_CREATED
                ? Optional.of(isInbound(event) ? RECEIVED : SENT)
                : typeNames(event.type()).findFirst();
    }

    private static boolean isInbound(Event event) {
        return event.change() instanceof Change.Text text && text.isInbound();
    }

    private static Optional<Map<String, ?>> data(Event event, @Nullable Thread thread) {
        if (event.type() == EventType.THREAD_DELETED) {
            return Optional.ofNullable(thread)
                    .map(deleted -> fields(
                            "accountLinkId",
                            deleted.accountLinkId().text(),
                            "platform",
                            PlatformNameV2.of(deleted.platform())));
        }
        String threadId = textOrNull(event.about().threadId());
        return Optional.of(
                switch (event.change()) {
                    case Change.Nothing _, Change.Done _, Change.Typing _, Change.Label _ -> Map.of();
                    case Change.Assignee assignee -> fields("assigneeId", textOrNull(assignee.memberId()));
                    case Change.Text _, Change.Edit _ -> fields("threadId", threadId);
                    case Change.Deletion deletion ->
                        fields("threadId", threadId, "scope", deletion.forAll() ? "all" : "self");
                    case Change.Reaction reaction ->
                        fields(
                                "threadId",
                                threadId,
                                "emoji",
                                reaction.emoji(),
                                "authorPlatformId",
                                reaction.authorPlatformId());
                    case Change.Status status -> fields("statusId", textOrNull(status.statusId()));
                    case Change.Tags tags ->
                        fields("tagIds", tags.tagIds().stream().map(Id::text).toList());
                    case Change.Notes notes -> fields("notes", notes.notes());
                    case Change.Valuation valuation -> fields("valuation", valuation.valuation());
                    case Change.Target target ->
                        fields(
                                "threadId",
                                threadId,
                                "messageId",
                                textOrNull(event.about().messageId()),
                                "contactId",
                                textOrNull(event.about().contactId()),
                                "stepNumber",
                                target.stepNumber());
                });
    }

    /** Names and values in turn; nulls are values, too. */
    private static Map<String, @Nullable Object> fields(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return fields;
    }

    private static @Nullable String textOrNull(@Nullable Id id) {
        return id == null ? null : id.text();
    }

    /** @param url below the API's base; what was deleted is not found there */
    record About(String type, String id, String url) {

        static About of(EventType.Subject subject, Id id) {
            String type = subject.name().toLowerCase(Locale.ROOT);
            String collection = type.equals("status") ? "statuses" : type + "s";
            return new About(type, id.text(), "/" + collection + "/" + id.text());
        }
    }
}
