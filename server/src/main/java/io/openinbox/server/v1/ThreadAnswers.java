package io.openinbox.server.v1;

import io.openinbox.account.Backfills;
import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.ProfileId;
import io.openinbox.person.People;
import io.openinbox.person.Person;
import io.openinbox.thread.Thread;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Threads with their prospects in full: one more query, however many there are. */
final class ThreadAnswers {

    private final People people;
    private final Backfills backfills;
    private final InboxClock clock;

    ThreadAnswers(People people, Backfills backfills, InboxClock clock) {
        this.people = people;
        this.backfills = backfills;
        this.clock = clock;
    }

    ThreadV1 one(RequestV1 request, Thread thread) {
        return all(request, List.of(thread)).getFirst();
    }

    List<ThreadV1> all(RequestV1 request, List<Thread> threads) {
        if (threads.isEmpty()) {
            return List.of();
        }
        List<ProfileId> ids = threads.stream().map(Thread::profileId).distinct().toList();
        Map<ProfileId, Person> persons = people.getAll(request.team(), ids);
        Set<AccountLinkId> importing = backfills.importing(request.team());
        Instant now = clock.now();
        return threads.stream()
                .map(thread -> {
                    Person person = persons.get(thread.profileId());
                    if (person == null) {
                        throw new IllegalStateException("Thread " + thread.id() + " has no profile.");
                    }
                    return ThreadV1.of(
                            thread,
                            importing.contains(thread.accountLinkId()),
                            ProspectV1.of(person, request.names(), now),
                            request.names());
                })
                .toList();
    }
}
