package io.openinbox.message;

import io.openinbox.account.AccountLink;
import io.openinbox.account.AccountLinks;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.ThreadId;
import io.openinbox.person.People;
import io.openinbox.platform.Action;
import io.openinbox.platform.ActionOutcome;
import io.openinbox.platform.Connectors;
import io.openinbox.thread.Thread;
import io.openinbox.thread.ThreadChange;
import io.openinbox.thread.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes threads here, and on their platform where the account can. What happens here is what counts: a platform that
 * refuses or does not answer keeps its own state.
 */
public final class ThreadActions {

    private static final Logger log = LoggerFactory.getLogger(ThreadActions.class);

    private final Connectors connectors;
    private final AccountLinks accountLinks;
    private final People people;
    private final Threads threads;

    ThreadActions(Connectors connectors, AccountLinks accountLinks, People people, Threads threads) {
        this.connectors = connectors;
        this.accountLinks = accountLinks;
        this.people = people;
        this.threads = threads;
    }

    /**
     * As {@link Threads#update}.
     *
     * @throws InboxException {@code THREAD_NOT_FOUND}, {@code MEMBER_NOT_FOUND}
     */
    public Thread update(TeamId team, ThreadId id, ThreadChange change) {
        Thread before = threads.get(team, id);
        Thread thread = threads.update(team, id, change);
        if (thread.done() != before.done()) {
            var _ = onPlatform(team, thread, new Action.Archive(person(team, thread), thread.done()));
        }
        if (thread.isUnread() != before.isUnread()) {
            var _ = onPlatform(team, thread, new Action.MarkRead(person(team, thread), !thread.isUnread()));
        }
        return thread;
    }

    /**
     * As {@link Threads#delete}.
     *
     * @return whether the platform has deleted the conversation, too
     * @throws InboxException {@code THREAD_NOT_FOUND}
     */
    public boolean delete(TeamId team, ThreadId id) {
        Thread thread = threads.get(team, id);
        threads.delete(team, id);
        // Before the first message there is no conversation on the platform.
        return thread.lastMessage() != null && onPlatform(team, thread, new Action.DeleteThread(person(team, thread)));
    }

    private boolean onPlatform(TeamId team, Thread thread, Action action) {
        AccountLink link = accountLinks.get(team, thread.accountLinkId());
        if (link.status() != AccountLink.Status.ACTIVE
                || !accountLinks.capabilities(link).contains(action.capability())) {
            return false;
        }
        try {
            ActionOutcome outcome = connectors.require(link.platform()).act(accountLinks.access(team, link), action);
            return switch (outcome) {
                case ActionOutcome.Done _ -> true;
                case ActionOutcome.Refused refused -> {
                    log.info("{} keeps thread {} as it was: {}", link.platform(), thread.id(), refused.detail());
                    yield false;
                }
                case ActionOutcome.Unanswered unanswered -> {
                    log.warn(
                            "{} did not answer about thread {}: {}", link.platform(), thread.id(), unanswered.detail());
                    yield false;
                }
            };
        } catch (InboxException e) {
            log.info("Thread {} is changed here alone: {}", thread.id(), e.getMessage());
            return false;
        }
    }

    private String person(TeamId team, Thread thread) {
        return people.get(team, thread.profileId()).profile().facts().platformId();
    }
}
