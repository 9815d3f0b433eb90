package io.openinbox.thread;

import io.openinbox.event.Change;
import io.openinbox.event.EventRefs;
import io.openinbox.event.EventType;
import io.openinbox.event.NewEvent;
import io.openinbox.kernel.MemberId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the log says about threads. */
public final class ThreadEvents {

    private ThreadEvents() {}

    public static NewEvent created(Thread thread, Instant now) {
        return new NewEvent(EventType.THREAD_CREATED, now, about(thread));
    }

    static NewEvent deleted(Thread thread, Instant now) {
        return new NewEvent(EventType.THREAD_DELETED, now, about(thread));
    }

    static NewEvent archived(Thread thread, Instant now) {
        return new NewEvent(EventType.THREAD_ARCHIVED, now, about(thread), new Change.Done(true));
    }

    static NewEvent unarchived(Thread thread, Instant now) {
        return new NewEvent(EventType.THREAD_UNARCHIVED, now, about(thread), new Change.Done(false));
    }

    static NewEvent assigneeChanged(Thread thread, @Nullable MemberId assignee, Instant now) {
        EventType type = assignee == null ? EventType.THREAD_UNASSIGNED : EventType.THREAD_ASSIGNED;
        return new NewEvent(type, now, about(thread), new Change.Assignee(assignee));
    }

    /** @param typistPlatformId the person's id on the platform */
    public static NewEvent typing(Thread thread, String typistPlatformId, Instant now) {
        return new NewEvent(EventType.THREAD_TYPING, now, about(thread), new Change.Typing(typistPlatformId));
    }

    private static EventRefs about(Thread thread) {
        return EventRefs.thread(thread.id(), thread.profileId(), thread.contactId());
    }
}
