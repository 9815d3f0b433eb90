package io.openinbox.server.v1;

import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.NewValue;
import io.openinbox.kernel.Page;
import io.openinbox.kernel.ProfileId;
import io.openinbox.kernel.ThreadId;
import io.openinbox.message.ThreadActions;
import io.openinbox.person.People;
import io.openinbox.thread.Assignment;
import io.openinbox.thread.Thread;
import io.openinbox.thread.ThreadChange;
import io.openinbox.thread.ThreadQuery;
import io.openinbox.thread.Threads;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class ThreadEndpoints {

    private final Threads threads;
    private final ThreadActions actions;
    private final People people;
    private final ThreadAnswers answers;

    ThreadEndpoints(Threads threads, ThreadActions actions, People people, ThreadAnswers answers) {
        this.threads = threads;
        this.actions = actions;
        this.people = people;
        this.answers = answers;
    }

    Listed list(RequestV1 request) {
        Page<Thread> page = ThreadListV1.read(request.query())
                .map(query -> firstWithItems(request, query))
                .orElseGet(() -> new Page<>(List.of(), Optional.empty()));
        return new Listed(answers.all(request, page.items()), CursorV1.of(page.next()));
    }

    /** Clients of v1 take an empty page for the last one, and a filter may have to walk far for its first thread. */
    private Page<Thread> firstWithItems(RequestV1 request, ThreadQuery query) {
        Page<Thread> page = threads.list(request.team(), query);
        while (page.items().isEmpty() && page.next().isPresent()) {
            page = threads.list(request.team(), query.from(page.next().get()));
        }
        return page;
    }

    ThreadV1 get(RequestV1 request) {
        return answers.one(request, threads.get(request.team(), threadId(request)));
    }

    ThreadV1 open(RequestV1 request) {
        InputV1 body = request.body();
        String accountLink = required(body, "accountLinkId");
        ProspectRefV1 prospect = ProspectRefV1.read(body);
        AccountLinkId link = IdsV1.accountLink(accountLink);
        Optional<ProfileId> profile = prospect.profileId(request.team(), people);
        Thread thread = profile.isPresent()
                ? threads.open(request.team(), link, profile.get())
                : threads.open(request.team(), link, prospect.requirePlatformId());
        return answers.one(request, thread);
    }

    @Nullable
    ThreadV1 lookUp(RequestV1 request) {
        InputV1 query = request.query();
        String accountLink = required(query, "accountLinkId");
        ProspectRefV1 prospect = ProspectRefV1.read(query);
        return AccountLinkId.parse(accountLink)
                .flatMap(link -> find(request, link, prospect))
                .map(thread -> answers.one(request, thread))
                .orElse(null);
    }

    ThreadV1 update(RequestV1 request) {
        ThreadId thread = threadId(request);
        InputV1 body = request.body();
        Boolean done = body.flag("done").orElse(null);
        Assignment assignment = body.isNull("assigneeId")
                ? new Assignment.Nobody()
                : body.text("assigneeId")
                        .map(text -> new Assignment.To(IdsV1.member(text)))
                        .orElse(null);
        return answers.one(
                request, actions.update(request.team(), thread, new ThreadChange(done, null, assignment, null)));
    }

    Settings updateSettings(RequestV1 request) {
        ThreadId thread = threadId(request);
        InputV1 body = request.body();
        NewValue<Boolean> typingIndicators = body.isNull("typingIndicatorsEnabled")
                ? new NewValue<>(null)
                : body.flag("typingIndicatorsEnabled").map(NewValue::new).orElse(null);
        Thread updated = actions.update(request.team(), thread, new ThreadChange(null, null, null, typingIndicators));
        return new Settings(updated.id().text(), updated.typingIndicatorsEnabled());
    }

    List<ThreadV1> lookUpByUsername(RequestV1 request) {
        InputV1 query = request.query();
        String username = required(query, "username").strip().replaceFirst("^@", "");
        return answers.all(request, threads.findByUsername(request.team(), username, ThreadListV1.accountLinks(query)));
    }

    HandlerV1.NoBody delete(RequestV1 request) {
        actions.delete(request.team(), threadId(request));
        return HandlerV1.NoBody.NO_BODY;
    }

    private Optional<Thread> find(RequestV1 request, AccountLinkId link, ProspectRefV1 prospect) {
        String platformId = prospect.platformId();
        Optional<Thread> byPlatformId =
                platformId == null ? Optional.empty() : threads.findByPlatformId(request.team(), link, platformId);
        if (prospect.externalId() == null) {
            return byPlatformId;
        }
        Optional<Thread> byOurId =
                ProfileId.parse(prospect.externalId()).flatMap(profile -> threads.find(request.team(), link, profile));
        // Two ids that name two people name nobody.
        return platformId == null || sameThread(byPlatformId, byOurId) ? byOurId : Optional.empty();
    }

    private static boolean sameThread(Optional<Thread> one, Optional<Thread> other) {
        return one.map(Thread::id).equals(other.map(Thread::id));
    }

    static String required(InputV1 input, String name) {
        return input.text(name).orElseThrow(() -> InputV1.invalid(input.path(name) + ": is missing."));
    }

    private static ThreadId threadId(RequestV1 request) {
        return IdsV1.thread(request.variable("threadId"));
    }

    record Settings(String threadId, @Nullable Boolean typingIndicatorsEnabled) {}

    record Listed(List<ThreadV1> threads, @Nullable CursorV1 nextCursor) {}
}
