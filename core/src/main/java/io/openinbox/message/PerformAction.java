package io.openinbox.message;

import io.openinbox.account.AccountLink;
import io.openinbox.account.AccountLinks;
import io.openinbox.db.Database;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.TeamId;
import io.openinbox.platform.AccountAccess;
import io.openinbox.platform.Action;
import io.openinbox.platform.ActionOutcome;
import io.openinbox.platform.Capability;
import io.openinbox.platform.Connector;
import io.openinbox.platform.Connectors;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Asks the platform for a change of a message, once: what is asked is committed before the platform hears of it, and what it
 * answered is committed before the caller hears of that. One change of a message at a time; the next waits its turn.
 */
final class PerformAction {

    private static final Logger log = LoggerFactory.getLogger(PerformAction.class);

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int TURNS = 80;

    private final Database database;
    private final InboxClock clock;
    private final Connectors connectors;
    private final AccountLinks accountLinks;
    private final SendTimes times;
    private final MessageStore messages;
    private final ActionStore actions;

    PerformAction(
            Database database, InboxClock clock, Connectors connectors, AccountLinks accountLinks, SendTimes times) {
        this.database = database;
        this.clock = clock;
        this.connectors = connectors;
        this.accountLinks = accountLinks;
        this.times = times;
        this.messages = new MessageStore(database);
        this.actions = new ActionStore(database);
    }

    /**
     * @param message as the caller found it
     * @param actionOn what to do, by the message's id on the platform
     * @param isDone whether nothing is left to do; asked again once it is this request's turn
     * @param record what to write when the platform has done it, in a transaction with the account link locked
     * @throws InboxException {@code ACCOUNT_LINK_DISCONNECTED}, {@code CAPABILITY_NOT_SUPPORTED}, {@code
     *     MUTATION_WINDOW_CLOSED}, {@code MESSAGE_NOT_MODIFIABLE}, and what {@link SendRefusals} makes of the platform's
     *     refusals; {@code PLATFORM_ERROR} when it did not answer
     */
    void perform(
            TeamId team,
            Message message,
            Actor actor,
            Capability capability,
            Function<String, Action.OnMessage> actionOn,
            Predicate<Message> isDone,
            BiConsumer<AccountLink, @Nullable Instant> record) {
        AccountLink link = accountLinks.requireActive(team, message.accountLinkId());
        Connector connector = connectors.require(link.platform());
        accountLinks.requireCapability(link, capability);
        requireWithinWindow(connector, capability, message);
        String platformId = requirePlatformId(message);
        Action.OnMessage action = actionOn.apply(platformId);
        if (isDone.test(message)) {
            return;
        }
        AccountAccess access = accountLinks.access(team, link);
        UUID id = UUID.randomUUID();
        if (!takeTurn(team, message.id(), id, action, actor, isDone)) {
            return;
        }
        Instant deadline = clock.now().plus(times.deadline());
        switch (call(connector, access, action, message.id())) {
            case ActionOutcome.Done done ->
                conclude(team, link, message.id(), deadline, () -> {
                    actions.end(team, message.id(), id);
                    record.accept(link, done.at());
                });
            case ActionOutcome.Refused refused -> {
                conclude(team, link, message.id(), deadline, () -> actions.end(team, message.id(), id));
                throw SendRefusals.exception(refused, capability, link.id());
            }
            case ActionOutcome.Unanswered _ -> {
                conclude(
                        team,
                        link,
                        message.id(),
                        deadline,
                        () -> actions.leaveOpen(team, message.id(), id, clock.now()));
                throw unanswered(link);
            }
        }
    }

    /** Returns false when nothing is left to do. */
    private boolean takeTurn(
            TeamId team, MessageId message, UUID id, Action.OnMessage action, Actor actor, Predicate<Message> isDone) {
        for (int turn = 0; turn < TURNS; turn++) {
            Turn result = database.transaction(() -> {
                Instant now = clock.now();
                if (!actions.begin(team, message, id, action, actor, now, now.plus(times.deadline()))) {
                    return Turn.TAKEN;
                }
                // Whoever had the turn before may have done the same, or made it impossible.
                if (isDone.test(messages.get(team, message))) {
                    actions.end(team, message, id);
                    return Turn.NEEDLESS;
                }
                return Turn.OURS;
            });
            if (result != Turn.TAKEN) {
                return result == Turn.OURS;
            }
            if (!pause()) {
                break;
            }
        }
        throw notModifiable("Another change of this message is under way; try again in a moment.");
    }

    private ActionOutcome call(Connector connector, AccountAccess access, Action.OnMessage action, MessageId message) {
        try {
            ActionOutcome outcome = connector.act(access, action);
            if (outcome instanceof ActionOutcome.Unanswered unanswered) {
                log.warn(
                        "{} did not answer when asked to change message {}: {}",
                        connector.platform(),
                        message,
                        unanswered.detail());
            }
            return outcome;
        } catch (RuntimeException e) {
            // A connector never throws; one that does may have thrown after the request went out.
            log.error("The connector to {} failed for message {}.", connector.platform(), message, e);
            return new ActionOutcome.Unanswered(e.getClass().getSimpleName());
        }
    }

    /** While the database is busy the request waits, as long as the turn belongs to it. */
    private void conclude(TeamId team, AccountLink link, MessageId message, Instant deadline, Runnable record) {
        while (true) {
            try {
                database.transaction(() -> {
                    accountLinks.lock(team, List.of(link.id()));
                    record.run();
                });
                return;
            } catch (DataAccessException | TransactionException e) {
                if (!clock.now().isBefore(deadline) || !pause()) {
                    log.error("What became of the change of message {} could not be recorded.", message, e);
                    throw unanswered(link);
                }
            }
        }
    }

    private void requireWithinWindow(Connector connector, Capability capability, Message message) {
        Duration window = connector.mutationWindows().get(capability);
        if (window == null) {
            return;
        }
        Instant closedAt = message.createdAt().plus(window);
        if (clock.now().isAfter(closedAt)) {
            Map<String, Object> details = new HashMap<>();
            details.put("capability", capability.wireName());
            details.put("closedAt", closedAt);
            throw new InboxException(
                    ErrorCode.MUTATION_WINDOW_CLOSED,
                    "It is too late for this: " + connector.platform() + " allows it for " + window.toMinutes()
                            + " minutes.",
                    details);
        }
    }

    private static String requirePlatformId(Message message) {
        String platformId = message.platformId();
        if (platformId == null) {
            throw notModifiable("The platform has not confirmed this message yet.");
        }
        return platformId;
    }

    static InboxException notModifiable(String reason) {
        return new InboxException(ErrorCode.MESSAGE_NOT_MODIFIABLE, reason, Map.of("reason", reason));
    }

    private static InboxException unanswered(AccountLink link) {
        return new InboxException(
                ErrorCode.PLATFORM_ERROR,
                link.platform()
                        + " did not answer: the change may or may not have been made. Should it tell of it later, it"
                        + " will show here.");
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private enum Turn {
        OURS,
        TAKEN,
        NEEDLESS
    }
}
