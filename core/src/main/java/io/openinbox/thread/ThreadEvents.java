package io.openinbox.thread;

import io.openinbox.event.EventType;
import io.openinbox.event.NewEvent;
import io.openinbox.kernel.MemberId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the log says about threads. */
public final class ThreadEvents {

    private ThreadEvents() {}

    public static NewEvent created(Thread thread, Instant now) {
        return event(EventType.THREAD_CREATED, thread, now, null, null);
    }

    static NewEvent deleted(Thread thread, Instant now) {
        return event(EventType.THREAD_DELETED, thread, now, null, null);
    }

    static NewEvent archived(Thread thread, Instant now) {
        return event(EventType.THREAD_ARCHIVED, thread, now, true, null);
    }

    static NewEvent unarchived(Thread thread, Instant now) {
        return event(EventType.THREAD_UNARCHIVED, thread, now, false, null);
    }

    static NewEvent assigneeChanged(Thread thread, @Nullable MemberId assignee, Instant now) {
        EventType type = assignee == null ? EventType.THREAD_UNASSIGNED : EventType.THREAD_ASSIGNED;
        return event(type, thread, now, null, assignee);
    }

    private static NewEvent event(
            EventType type, Thread thread, Instant now, @Nullable Boolean done, @Nullable MemberId assignee) {
        return new NewEvent(type, now, thread.id(), null, thread.profileId(), thread.contactId(), done, assignee, null);
    }
}
