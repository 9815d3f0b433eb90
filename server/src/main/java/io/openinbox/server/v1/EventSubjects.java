package io.openinbox.server.v1;

import io.openinbox.account.AccountLink;
import io.openinbox.event.Event;
import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.ProfileId;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.ThreadId;
import io.openinbox.message.Message;
import io.openinbox.person.Person;
import io.openinbox.thread.Thread;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The objects a page of events is about, and what v1 says of each event in terms of them. */
record EventSubjects(
        TeamId team,
        Map<ThreadId, Thread> threads,
        Map<MessageId, Message> messages,
        Map<ProfileId, Person> persons,
        Map<AccountLinkId, AccountLink> accountLinks,
        Instant now) {

    private static final PlatformNameV1 NAMES = PlatformNameV1.STORED;

    /** Empty when an object the data cannot do without is gone for good. */
    Optional<Object> data(Event event) {
        return switch (event.type()) {
            case THREAD_CREATED ->
                thread(event).flatMap(thread -> prospect(event).map(prospect -> new OfNewThread(thread, prospect)));
            case THREAD_DELETED, THREAD_ASSIGNED, THREAD_UNASSIGNED, THREAD_ARCHIVED, THREAD_UNARCHIVED ->
                thread(event).map(OfThread::new);
            case MESSAGE_CREATED -> newMessage(event);
            case MESSAGE_DELETED -> deletedMessage(event);
            case PROFILE_CREATED, PROFILE_ENRICHED -> prospect(event).map(OfProspect::new);
        };
    }

    private Optional<Object> newMessage(Event event) {
        return message(event)
                .flatMap(message -> thread(event)
                        .flatMap(thread -> Optional.ofNullable(accountLinks.get(message.accountLinkId()))
                                .map(link -> new OfMessage(
                                        MessageV1.asCreated(
                                                team,
                                                message,
                                                NAMES,
                                                event.content() == null ? message.content() : event.content()),
                                        thread,
                                        AccountLinkV1.Brief.of(link, NAMES),
                                        thread.prospect(),
                                        MessageV1.authorId(message)))));
    }

    private Optional<Object> deletedMessage(Event event) {
        return message(event)
                .flatMap(message -> thread(event)
                        .flatMap(thread -> Optional.ofNullable(accountLinks.get(message.accountLinkId()))
                                .map(link -> new OfDeletedMessage(
                                        message.id().text(),
                                        thread.id(),
                                        AccountLinkV1.Brief.of(link, NAMES),
                                        thread.prospect(),
                                        MessageV1.authorId(message)))));
    }

    private Optional<Message> message(Event event) {
        return event.messageId() == null ? Optional.empty() : Optional.ofNullable(messages.get(event.messageId()));
    }

    private Optional<ProspectV1.InEvent> prospect(Event event) {
        return person(event).map(person -> ProspectV1.InEvent.of(person, NAMES, now));
    }

    private Optional<Person> person(Event event) {
        return event.profileId() == null ? Optional.empty() : Optional.ofNullable(persons.get(event.profileId()));
    }

    private Optional<ThreadV1> thread(Event event) {
        Thread thread = event.threadId() == null ? null : threads.get(event.threadId());
        return thread == null
                ? Optional.empty()
                : person(event)
                        .map(person ->
                                ThreadV1.of(withChanges(thread, event), ProspectV1.Brief.of(person, NAMES), NAMES));
    }

    /** The thread as the event left it, where the event says so. */
    private static Thread withChanges(Thread now, Event event) {
        return switch (event.type()) {
            case THREAD_ARCHIVED, THREAD_UNARCHIVED ->
                copy(now, event.done() == null ? now.done() : event.done(), now.assigneeId());
            case THREAD_ASSIGNED, THREAD_UNASSIGNED -> copy(now, now.done(), event.assigneeId());
            case THREAD_CREATED, THREAD_DELETED, MESSAGE_CREATED, MESSAGE_DELETED, PROFILE_CREATED, PROFILE_ENRICHED ->
                now;
        };
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
                thread.isRequest(),
                thread.isIdle(),
                thread.isEncrypted(),
                assignee,
                thread.typingIndicatorsEnabled(),
                thread.sortAt(),
                thread.lastMessage(),
                thread.createdAt(),
                thread.updatedAt());
    }

    private record OfNewThread(ThreadV1 thread, ProspectV1.InEvent prospect) {}

    private record OfThread(ThreadV1 thread) {}

    private record OfProspect(ProspectV1.InEvent prospect) {}

    /** @param accountLink with prospect and authorId: where integrators look for who wrote to whom */
    private record OfMessage(
            MessageV1 message,
            ThreadV1 thread,
            AccountLinkV1.Brief accountLink,
            EmbeddedProspectV1 prospect,
            String authorId) {}

    private record OfDeletedMessage(
            String messageId,
            String threadId,
            AccountLinkV1.Brief accountLink,
            EmbeddedProspectV1 prospect,
            String authorId) {}
}
