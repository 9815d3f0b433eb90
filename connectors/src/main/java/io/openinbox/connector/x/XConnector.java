package io.openinbox.connector.x;

import io.openinbox.connector.x.XAnswer.Answered;
import io.openinbox.connector.x.XAnswer.NoAnswer;
import io.openinbox.connector.x.XAnswer.NotReached;
import io.openinbox.platform.AccountAccess;
import io.openinbox.platform.Action;
import io.openinbox.platform.ActionOutcome;
import io.openinbox.platform.Attached;
import io.openinbox.platform.Capability;
import io.openinbox.platform.Connector;
import io.openinbox.platform.Deliveries;
import io.openinbox.platform.HistoryPage;
import io.openinbox.platform.Limits;
import io.openinbox.platform.LinkFlow;
import io.openinbox.platform.LinkedAccount;
import io.openinbox.platform.LookUp;
import io.openinbox.platform.MediaFetch;
import io.openinbox.platform.Outbound;
import io.openinbox.platform.Platform;
import io.openinbox.platform.PlatformException;
import io.openinbox.platform.ProfileLookUp;
import io.openinbox.platform.Receiving;
import io.openinbox.platform.Refusal;
import io.openinbox.platform.SendOutcome;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** X's direct messages: unencrypted ones both ways, encrypted ones only to say that they are there. Thread-safe. */
public final class XConnector implements Connector, AutoCloseable {

    /** No media: what the API sends is text. */
    private static final Limits LIMITS = new Limits(10_000, 0, null, Map.of());

    /** A little below the 20 seconds the core allows, for what surrounds the calls. */
    private static final Duration BUDGET = Duration.ofSeconds(19);

    /** Half a gigabyte over a slow line. */
    private static final Duration LONGEST_FETCH = Duration.ofMinutes(5);

    private final Duration budget;
    private final XClient client;
    private final XSession session;
    private final XRateLimits limits;
    private final XHistory history;
    private final XMedia media;
    private final XPeople people;
    private final XDeliveries deliveries;
    private final Optional<LinkFlow> linkFlow;
    private final Optional<Receiving> receiving;

    public XConnector(XSettings settings) {
        this(settings, InstantSource.system(), BUDGET);
    }

    XConnector(XSettings settings, InstantSource clock, Duration budget) {
        this.budget = budget;
        client = new XClient(settings);
        session = new XSession(settings, client, clock);
        limits = new XRateLimits(clock);
        history = new XHistory(client, session, limits);
        media = new XMedia(client, session, limits);
        people = new XPeople(client, session, limits);
        deliveries = new XDeliveries(settings.consumerSecret(), clock);
        linkFlow = Optional.ofNullable(settings.clientId())
                .map(clientId -> new XLinkFlow(settings, clientId, client, clock, budget));
        receiving = Optional.ofNullable(settings.bearerToken())
                .map(bearerToken -> new XReceiving(client, session, bearerToken, budget));
    }

    @Override
    public Platform platform() {
        return Platform.X;
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public String usernamePrefix() {
        return "@";
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.SEND_MESSAGE, Capability.DELETE_FOR_SELF);
    }

    @Override
    public boolean canBePerson(String accountPlatformId, String personPlatformId) {
        return XIds.isNumber(personPlatformId) && !personPlatformId.equals(accountPlatformId);
    }

    @Override
    public String conversationId(String accountPlatformId, String personPlatformId) {
        return XIds.conversation(accountPlatformId, personPlatformId);
    }

    @Override
    public LinkedAccount identify(AccountAccess access) {
        var deadline = Deadline.in(budget);
        XAnswer answer;
        try {
            answer = session.call(access, deadline, token -> client.me(token, deadline));
        } catch (XRenewalException e) {
            throw new PlatformException(e.outcome().detail());
        }
        return switch (answer) {
            case Answered answered when answered.isSuccess() -> account(answered);
            case Answered answered ->
                throw new PlatformException(XProblem.of(answered).detail(null));
            case NotReached _ -> throw new PlatformException("X could not be reached. Try again later.");
            case NoAnswer _ -> throw new PlatformException("X did not answer. Try again later.");
        };
    }

    private static LinkedAccount account(Answered answered) {
        var user = answered.body().path("data");
        var id = XWire.id(user, "id");
        var username = XWire.text(user, "username");
        if (id == null || username == null) {
            throw new PlatformException("X did not say whose account this is. Try again later.");
        }
        var name = XWire.text(user, "name");
        var image = XWire.text(user, "profile_image_url");
        return new LinkedAccount(
                id, username, name == null ? username : XText.unescape(name), image == null ? "" : image);
    }

    @Override
    public SendOutcome send(AccountAccess access, Outbound message) {
        var deadline = Deadline.in(budget);
        var recipient = message.recipientPlatformId();
        if (!XIds.isNumber(recipient)) {
            return new SendOutcome.Refused(
                    Refusal.RECIPIENT_UNREACHABLE, "The recipient's id is not one of X's: X has no such user.", null);
        }
        var account = access.accountPlatformId();
        var wait = limits.wait(account, XRateLimits.Kind.SEND);
        if (wait.isPresent()) {
            return throttled("X takes no further messages from this account for now.", wait.get());
        }
        try {
            var answer = session.call(
                    access, deadline, token -> client.sendMessage(token, recipient, message.text(), deadline));
            return switch (answer) {
                case Answered answered -> outcome(account, message.text(), answered);
                case NotReached notReached ->
                    new SendOutcome.Refused(
                            Refusal.PLATFORM_DOWN, "X could not be reached (" + notReached.why() + ").", null);
                case NoAnswer noAnswer -> new SendOutcome.Unanswered("X did not answer (" + noAnswer.why() + ").");
            };
        } catch (XRenewalException e) {
            return e.outcome();
        }
    }

    private SendOutcome outcome(String account, String text, Answered answer) {
        if (answer.isSuccess()) {
            limits.learn(account, XRateLimits.Kind.SEND, answer, false);
            var id = XWire.id(answer.body().path("data"), "dm_event_id");
            return id == null
                    ? new SendOutcome.Unanswered("X answered " + answer.status() + " without the message's id.")
                    : new SendOutcome.Accepted(id, XIds.timeOf(id));
        }
        var problem = XProblem.of(answer);
        var isRefusal = answer.status() >= 400 && answer.status() < 500 && answer.status() != 408;
        var refusal = isRefusal ? problem.refusal() : null;
        limits.learn(account, XRateLimits.Kind.SEND, answer, refusal == Refusal.THROTTLED);
        if (refusal == Refusal.THROTTLED) {
            return throttled(
                    problem.detail(text),
                    limits.wait(account, XRateLimits.Kind.SEND).orElse(Duration.ofSeconds(1)));
        }
        if (refusal != null) {
            return new SendOutcome.Refused(refusal, problem.detail(text), null);
        }
        return answer.status() == 503
                ? new SendOutcome.Refused(
                        Refusal.PLATFORM_DOWN,
                        problem.detail(text),
                        answer.rateLimit().retryAfter())
                : new SendOutcome.Unanswered(problem.detail(text));
    }

    /** X lets an app take a message out of its own view; everything else there is for X's own apps. */
    @Override
    public ActionOutcome act(AccountAccess access, Action action) {
        return switch (action) {
            case Action.DeleteForSelf delete -> delete(access, delete.messagePlatformId());
            case Action.Edit _,
                    Action.Unsend _,
                    Action.React _,
                    Action.Unreact _,
                    Action.ShowTyping _,
                    Action.Archive _,
                    Action.MarkRead _,
                    Action.DeleteThread _ ->
                new ActionOutcome.Refused(Refusal.REJECTED, "X has no such call for direct messages.", null);
        };
    }

    private ActionOutcome delete(AccountAccess access, String messageId) {
        if (!XIds.isNumber(messageId)) {
            return new ActionOutcome.Refused(
                    Refusal.NOT_MODIFIABLE, "X can delete only direct messages, not encrypted ones.", null);
        }
        var deadline = Deadline.in(budget);
        try {
            var answer = session.call(access, deadline, token -> client.deleteMessage(token, messageId, deadline));
            return switch (answer) {
                case Answered answered -> deletion(answered);
                case NotReached notReached ->
                    new ActionOutcome.Refused(
                            Refusal.PLATFORM_DOWN, "X could not be reached (" + notReached.why() + ").", null);
                case NoAnswer noAnswer -> new ActionOutcome.Unanswered("X did not answer (" + noAnswer.why() + ").");
            };
        } catch (XRenewalException e) {
            var outcome = e.outcome();
            return new ActionOutcome.Refused(outcome.refusal(), outcome.detail(), outcome.retryAfter());
        }
    }

    private static ActionOutcome deletion(Answered answer) {
        // What X does not have cannot be seen by our account, whoever deleted it.
        if (answer.isSuccess() || answer.status() == 404) {
            return new ActionOutcome.Done(null);
        }
        var problem = XProblem.of(answer);
        var detail = problem.detail(null);
        var retryAfter = answer.rateLimit().retryAfter();
        if (answer.status() == 503) {
            return new ActionOutcome.Refused(Refusal.PLATFORM_DOWN, detail, retryAfter);
        }
        if (answer.status() < 400 || answer.status() >= 500 || answer.status() == 408) {
            return new ActionOutcome.Unanswered(detail);
        }
        var refusal = problem.refusal();
        return new ActionOutcome.Refused(
                refusal == Refusal.REJECTED ? Refusal.NOT_MODIFIABLE : refusal, detail, retryAfter);
    }

    @Override
    public @Nullable String entities(String text) {
        return XText.entitiesIn(text);
    }

    private static SendOutcome.Refused throttled(String detail, Duration wait) {
        return new SendOutcome.Refused(Refusal.THROTTLED, detail, wait);
    }

    @Override
    public LookUp latest(AccountAccess access, Set<String> personPlatformIds, Instant since) {
        return history.latest(access, personPlatformIds, since, Deadline.in(budget));
    }

    @Override
    public HistoryPage history(AccountAccess access, @Nullable String page, int size) {
        return history.history(access, page, size, Deadline.in(budget));
    }

    @Override
    public ProfileLookUp profiles(AccountAccess access, Set<String> personPlatformIds) {
        return people.profiles(access, personPlatformIds, Deadline.in(budget));
    }

    @Override
    public List<Attached> attachments(String attachment) {
        return XMedia.attachments(attachment);
    }

    @Override
    public MediaFetch fetch(AccountAccess access, String messagePlatformId, String source, OutputStream to) {
        return media.fetch(access, messagePlatformId, source, to, Deadline.in(LONGEST_FETCH));
    }

    @Override
    public Deliveries deliveries() {
        return deliveries;
    }

    @Override
    public Optional<LinkFlow> linkFlow() {
        return linkFlow;
    }

    @Override
    public Optional<Receiving> receiving() {
        return receiving;
    }

    /** Ends the connections to X; calls after it fail. */
    @Override
    public void close() {
        client.close();
    }
}
