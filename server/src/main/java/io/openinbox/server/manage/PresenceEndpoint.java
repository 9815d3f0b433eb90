package io.openinbox.server.manage;

import io.openinbox.event.Tail;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.ThreadId;
import io.openinbox.server.live.Presence;
import io.openinbox.server.live.Presence.Activity;
import io.openinbox.server.manner.Fields;
import io.openinbox.server.manner.InvalidRequest;
import io.openinbox.server.manner.Request;
import io.openinbox.thread.Threads;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What a member does right now, told to the others and stored nowhere. */
final class PresenceEndpoint {

    private final Threads threads;
    private final Reader reader;
    private final Tail tail;
    private final InboxClock clock;

    PresenceEndpoint(Threads threads, Reader reader, Tail tail, InboxClock clock) {
        this.threads = threads;
        this.reader = reader;
        this.tail = tail;
        this.clock = clock;
    }

    void say(Request request) {
        Fields body = request.body("threadId", "activity");
        ThreadId thread = ThreadId.parse(body.requiredId("threadId"))
                .filter(id -> threads.getAll(request.team(), Set.of(id)).containsKey(id))
                .orElseThrow(
                        () -> new InboxException(ErrorCode.THREAD_NOT_FOUND, "There is no such thread in this team."));
        Activity activity = activity(body.requiredText("activity"));
        tail.signal(
                request.team(),
                Presence.of(thread, reader.member(request), activity, clock.now())
                        .text());
    }

    private static Activity activity(String word) {
        return Arrays.stream(Activity.values())
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow(() -> InvalidRequest.of(
                        "activity",
                        "must be one of "
                                + Arrays.stream(Activity.values())
                                        .map(Activity::word)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }
}
