package io.openinbox.server.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.openinbox.account.AccountLink;
import io.openinbox.event.Change;
import io.openinbox.event.Event;
import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.ProfileId;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.ThreadId;
import io.openinbox.message.Message;
import io.openinbox.person.Context;
import io.openinbox.person.Person;
import io.openinbox.thread.Thread;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The objects a page of events is about, and what v1 says of each event in terms of them. */
record EventSubjects(
        TeamId team,
        Map<ThreadId, Thread> threads,
        Map<MessageId, Message> messages,
        Map<MessageId, AttachmentV1> attachments,
        Map<ProfileId, Person> persons,
        Map<AccountLinkId, AccountLink> accountLinks,
        Instant now) {

    private static final PlatformNameV1 NAMES = PlatformNameV1.STORED;

    /** Empty when v1 has no word for the type, or an object the data cannot do without is gone for good. */
    Optional<Object> data(Event event) {
        return switch (event.type()) {
            case THREAD_CREATED ->
                thread(event).flatMap(thread -> prospect(event).map(prospect -> new OfNewThread(thread, prospect)));
            case THREAD_DELETED, THREAD_ASSIGNED, THREAD_UNASSIGNED, THREAD_ARCHIVED, THREAD_UNARCHIVED ->
                thread(event).map(OfThread::new);
            case THREAD_TYPING -> thread(event).map(thread -> typing(thread, event));
            case MESSAGE_CREATED, MESSAGE_EDITED ->
                message(event).flatMap(message -> conversation(event).map(around -> written(message, around, event)));
            case MESSAGE_DELETED, MESSAGE_REACTION_ADDED, MESSAGE_REACTION_REMOVED ->
                conversation(event).map(around -> changed(around, event));
            case PROFILE_CREATED,
                    PROFILE_ENRICHED,
                    CONTACT_STATUS_CHANGED,
                    CONTACT_TAGS_CHANGED,
                    CONTACT_NOTES_CHANGED,
                    CONTACT_VALUATION_CHANGED -> prospect(event).map(OfProspect::new);
            case TAG_CREATED, TAG_UPDATED, TAG_DELETED -> Optional.of(tag(event));
            case STATUS_CREATED, STATUS_UPDATED, STATUS_DELETED -> Optional.of(status(event));
            // There are no campaigns: nothing could be said of one.
            case THREAD_ACCEPTED,
                    CONTACT_ASSIGNEE_CHANGED,
                    WEBHOOK_DISABLED,
                    CAMPAIGN_CREATED,
                    CAMPAIGN_STARTED,
                    CAMPAIGN_PAUSED,
                    CAMPAIGN_RESUMED,
                    CAMPAIGN_COMPLETED,
                    TARGET_CONTACTED,
                    TARGET_FOLLOW_UP_SENT,
                    TARGET_REPLIED -> Optional.empty();
        };
    }

    private static Object typing(ThreadV1 thread, Event event) {
        return new OfTyping(thread.id(), event.change() instanceof Change.Typing it ? it.authorPlatformId() : "");
    }

    private Object written(Message message, Conversation around, Event event) {
        AttachmentV1 attached = attachments.get(message.id());
        MessageV1 shown = switch (event.change()) {
            case Change.Text text -> MessageV1.asCreated(team, message, attached, NAMES, text.content());
            case Change.Edit edit ->
                MessageV1.asEdited(team, message, attached, NAMES, edit.content(), event.createdAt());
            default -> throw new IllegalStateException(event.type() + " changed " + event.change());
        };
        return new OfMessage(
                shown,
                around.thread.id(),
                around.thread,
                around.accountLink,
                around.thread.prospect(),
                MessageV1.authorId(message));
    }

    /** The message itself may be gone. */
    private Object changed(Conversation around, Event event) {
        return new OfChangedMessage(
                event.subjectId().text(),
                around.thread.id(),
                event.change() instanceof Change.Reaction it
                        ? new ReactionV1(it.emoji(), it.authorPlatformId(), event.createdAt())
                        : null,
                around.accountLink,
                around.thread.prospect(),
                message(event).map(MessageV1::authorId).orElse(null));
    }

    private static Object tag(Event event) {
        Change.Label label = (Change.Label) event.change();
        return new OfTag(new TagV1(event.subjectId().text(), label.name(), Objects.requireNonNull(label.color())));
    }

    private static Object status(Event event) {
        Change.Label label = (Change.Label) event.change();
        return new OfStatus(new StatusV1(event.subjectId().text(), label.name(), label.color(), label.createdAt()));
    }

    private Optional<Conversation> conversation(Event event) {
        Thread thread = event.about().threadId() == null
                ? null
                : threads.get(event.about().threadId());
        AccountLink link = thread == null ? null : accountLinks.get(thread.accountLinkId());
        return link == null
                ? Optional.empty()
                : thread(event).map(shown -> new Conversation(shown, AccountLinkV1.Brief.of(link, NAMES)));
    }

    private Optional<Message> message(Event event) {
        return Optional.ofNullable(event.about().messageId()).map(messages::get);
    }

    private Optional<ProspectV1.InEvent> prospect(Event event) {
        return person(event).map(person -> ProspectV1.InEvent.of(withChanges(person, event), NAMES, now));
    }

    private Optional<Person> person(Event event) {
        return Optional.ofNullable(event.about().profileId()).map(persons::get);
    }

    private Optional<ThreadV1> thread(Event event) {
        Thread thread = event.about().threadId() == null
                ? null
                : threads.get(event.about().threadId());
        return thread == null
                ? Optional.empty()
                : person(event)
                        .map(person -> ThreadV1.of(
                                withChanges(thread, event), false, ProspectV1.Brief.of(person, NAMES), NAMES));
    }

    /** The thread as the event left it, where the event says so. */
    private static Thread withChanges(Thread now, Event event) {
        return switch (event.change()) {
            case Change.Done it -> copy(now, it.done(), now.assigneeId());
            case Change.Assignee it -> copy(now, now.done(), it.memberId());
            default -> now;
        };
    }

    /** The person as the event left them, where the event says so. */
    private static Person withChanges(Person now, Event event) {
        Context context = now.context();
        return switch (event.change()) {
            case Change.Status it -> withContext(now, context.withStatus(it.statusId()));
            case Change.Tags it -> withContext(now, context.withTags(it.tagIds()));
            case Change.Notes it -> withContext(now, context.withNotes(it.notes()));
            case Change.Valuation it -> withContext(now, context.withValuation(it.valuation()));
            default -> now;
        };
    }

    private static Person withContext(Person person, Context context) {
        return new Person(person.profile(), context);
    }

    private static Thread copy(Thread thread, boolean done, @Nullable MemberId assignee) {
        return new Thread(
                thread.id(),
                thread.accountLinkId(),
                thread.profileId(),
                thread.contactId(),
                thread.platform(),
                thread.platformId(),
                done,
                thread.isUnread(),
                thread.isRequest(),
                thread.isIdle(),
                thread.isEncrypted(),
                assignee,
                thread.typingIndicatorsEnabled(),
                thread.sortAt(),
                thread.lastMessage(),
                thread.lastReaction(),
                thread.createdAt(),
                thread.updatedAt());
    }

    private record OfNewThread(ThreadV1 thread, ProspectV1.InEvent prospect) {}

    private record OfThread(ThreadV1 thread) {}

    private record OfProspect(ProspectV1.InEvent prospect) {}

    private record OfTyping(String threadId, String senderPlatformId) {}

    private record OfTag(TagV1 tag) {}

    private record OfStatus(StatusV1 status) {}

    /** @param accountLink with prospect and authorId: where integrators look for who wrote to whom */
    private record OfMessage(
            MessageV1 message,
            String threadId,
            ThreadV1 thread,
            AccountLinkV1.Brief accountLink,
            EmbeddedProspectV1 prospect,
            String authorId) {}

    private record OfChangedMessage(
            String messageId,
            String threadId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            ReactionV1 reaction,

            AccountLinkV1.Brief accountLink,
            EmbeddedProspectV1 prospect,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String authorId) {}

    /** What surrounds a message. */
    private record Conversation(ThreadV1 thread, AccountLinkV1.Brief accountLink) {}
}
