package io.openinbox.server.v1;

import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.ProfileId;
import io.openinbox.person.People;
import io.openinbox.person.Person;
import io.openinbox.thread.Threads;
import io.openinbox.thread.UpdateContext;
import org.jspecify.annotations.Nullable;

final class ProspectEndpoints {

    private final People people;
    private final Threads threads;
    private final UpdateContext updateContext;
    private final InboxClock clock;

    ProspectEndpoints(People people, Threads threads, UpdateContext updateContext, InboxClock clock) {
        this.people = people;
        this.threads = threads;
        this.updateContext = updateContext;
        this.clock = clock;
    }

    ProspectV1 get(RequestV1 request) {
        return answer(request, people.get(request.team(), IdsV1.prospect(request.variable("prospectId"))));
    }

    @Nullable
    ProspectV1 lookUp(RequestV1 request) {
        InputV1 query = request.query();
        PlatformNameV1.requireKnown(query.text("platform").orElse(null), "platform");
        return people.findByPlatformId(request.team(), ThreadEndpoints.required(query, "platformId"))
                .map(person -> answer(request, person))
                .orElse(null);
    }

    ProspectV1 updateContext(RequestV1 request) {
        ProfileId prospect = IdsV1.prospect(request.variable("prospectId"));
        InputV1 body = request.body();
        updateContext.ofProfile(
                request.team(),
                prospect,
                ContextChangeV1.read(body),
                body.flag("done").orElse(null));
        return answer(request, people.get(request.team(), prospect));
    }

    private ProspectV1 answer(RequestV1 request, Person person) {
        return ProspectV1.of(person, request.names(), clock.now())
                .withThreads(threads.ofProfile(request.team(), person.profile().id()));
    }
}
